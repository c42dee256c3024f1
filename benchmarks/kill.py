"""
What stands when the office is killed: `python benchmarks/kill.py [--rounds 10] [--postgresql]`.

Each round: a batch of files is put in while two workers run, and a worker killed (kill -9) amid it: in turn that of the
server, which is started again, and the other, whose work the first must take up by itself. Decisions are made and the
server killed (kill -9, its worker and all) amid them. After each restart every acknowledged decision must be there, every
file wholly in the library, and the index and the database must agree. A backup taken while files are read and decisions
made must restore into another home with all that was acknowledged before it began.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import re
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from office import EMAIL, Office, Person
from servers import postgresql
from tuongdong.search import Index

FILES = 24


def text(number: int, share: int) -> bytes:
    return (
        f"HỘI ĐỒNG NHÂN DÂN\nSố: {number}/2025/NQ-HĐND\nNGHỊ QUYẾT\nVề chính sách {number}\n"
        f"Điều 1. Mức hỗ trợ\n1. Hỗ trợ lãi suất vay mua nhà ở xã hội không quá {share}% cho người lao động khu công nghiệp.\n"
        f"Điều 2. Quỹ đất\nChủ đầu tư dành tối thiểu 20% diện tích đất ở để xây dựng nhà ở xã hội số {number}.\n"
    ).encode()


def upload(person: Person, turn: int) -> str:
    """Puts a batch in; the page that tells how far it is."""
    files = [(f"{turn}-{n}.txt", text(1000 * turn + n, 10 + n)) for n in range(FILES)]
    status, _text, where = person.send("/library/upload/", files, agency="1", sharing="shared")
    assert status == 302, status
    return where


def upload_and_kill(office: Office, person: Person, turn: int) -> None:
    """A batch, one of two workers killed amid it; all files must arrive."""
    office.start_helper()
    where = upload(person, turn)
    time.sleep(random.uniform(0.0, 2.0))
    if turn % 2:
        assert office.kill_worker()
    else:
        office.kill_helper()
    arrive(person, where)
    office.kill_helper()


def arrive(person: Person, where: str) -> None:
    """Returns when all files of a batch are in the library."""
    for _ in range(900):
        page = person.get(where)[1]
        if page.count("chip ready") == FILES:
            return
        assert "chip failed" not in page, re.sub("<[^>]+>", " ", page)[:800]
        time.sleep(0.2)
    raise AssertionError("files did not arrive")


class Decider(threading.Thread):
    """Somebody who decides until told to stop, or until nobody answers; `acknowledged`: the comments that stood."""

    def __init__(self, office: Office, turn: int) -> None:
        super().__init__()
        self.person, self.turn, self.acknowledged, self.stopped = Person(office.port), turn, list[str](), False
        self.person.sign_in()
        self.start()

    def run(self) -> None:
        for n in range(100_000):
            comment = f"{self.turn}-{n}"
            try:
                said = {"act": "comment", "a": "art_1__cl_1", "b": "art_1__cl_1", "comment": comment}
                if self.stopped or self.person.post("/library/pairings/1/decide/", **said)[0] != 302:
                    return
            except (OSError, http.client.HTTPException):
                return
            self.acknowledged.append(comment)


def decide_and_kill(office: Office, turn: int) -> list[str]:
    """Decisions until the server is killed; the comments that were acknowledged."""
    decider = Decider(office, turn)
    time.sleep(random.uniform(0.5, 2.0))
    office.kill()
    decider.join()
    return decider.acknowledged


def back_up_under_work(office: Office, person: Person, turn: int, path: Path) -> list[str]:
    """A backup while files are read and decisions made; the comments that were acknowledged before it began."""
    decider, where = Decider(office, turn), upload(person, turn)
    time.sleep(0.3)
    before = list(decider.acknowledged)
    print(office.tell("backup", str(path)).strip())
    decider.stopped = True
    decider.join()
    assert len(decider.acknowledged) > len(before) > 0, "no decision was made meanwhile"
    arrive(person, where)
    return before


def recorded(office: Office) -> set[str]:
    """Every comment in the record of changes."""
    rows = office.ask("SELECT after FROM people_change WHERE kind = 'library.decision'")
    told = [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in rows]
    return {one["comment"] for one in told if one and one.get("comment")}


def agreed(office: Office) -> bool:
    """Whether the index holds just what the database does, with the same texts for the same readers."""
    rows = office.ask("SELECT id, current_id, agency_id, sharing FROM library_document")
    there = {":".join(map(str, row)) for row in rows}
    return there == set(Index.open(office.home / "index").marks().values())


def wait_for_index(office: Office) -> None:
    for _ in range(300):
        if agreed(office):
            return
        time.sleep(0.2)
    raise AssertionError("index and database do not agree")


def whole(office: Office) -> int:
    """How many files there are; each is read, and its original lies where it should."""
    rows = office.ask("SELECT status, sha256 FROM library_upload")
    assert all(status == "ready" for status, _sha in rows), {status for status, _sha in rows}
    assert all((office.home / "originals" / sha[:2] / sha).exists() for _status, sha in rows)
    return len(rows)


@contextlib.contextmanager
def databases(wanted: bool) -> Iterator[tuple[str, str]]:
    """Two empty ones: that of the office, and that which its backup goes to. Empty names: SQLite in the homes."""
    if not wanted:
        yield "", ""
        return
    import psycopg

    with postgresql() as address:
        with psycopg.connect(address, autocommit=True) as link:
            link.execute("CREATE DATABASE office")
            link.execute("CREATE DATABASE other")
        server = urlsplit(address)
        yield server._replace(path="/office").geturl(), server._replace(path="/other").geturl()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--postgresql", action="store_true", help="on a server started here; else SQLite")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, databases(given.postgresql) as (first, second):
        (Path(scratch) / "office").mkdir()
        office, other = Office(Path(scratch) / "office", first), Office(Path(scratch) / "other", second)
        try:
            suffer(office, other, Path(scratch) / "backup.zip", given.rounds)
        except BaseException:
            print((office.home / "serve.log").read_text(encoding="utf-8")[-3000:])
            raise
        finally:
            for process in (office.helper, office.server):
                if process is not None and process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)


def suffer(office: Office, other: Office, backup: Path, rounds: int) -> None:
    """The rounds, and the backup of the first office put back in the other."""
    office.tell("user", "add", EMAIL, "--agency", "Sở", "--role", "specialist", "--role", "coordinator", "--admin")
    office.start()
    person = Person(office.port)
    person.sign_in()
    upload_and_kill(office, person, 0)
    person.post("/library/comparisons/add/", ours="1", theirs="2", agency="1", sharing="draft", title="")
    while "chip differs" not in person.get("/library/comparisons/1/")[1]:
        time.sleep(0.3)
    told = list[str]()
    for turn in range(1, rounds + 1):
        upload_and_kill(office, person, turn)
        told += decide_and_kill(office, turn)
        lost = set(told) - recorded(office)
        assert not lost, lost
        office.start()
        person = Person(office.port)
        person.sign_in()
        wait_for_index(office)
        assert whole(office) == FILES * (turn + 1)
        print(f"round {turn}: {FILES} files, {len(told)} decisions so far, none lost; index and database agree")
    told += back_up_under_work(office, person, rounds + 1, backup)
    office.stop()
    print(other.tell("restore", str(backup), "--yes").strip())
    assert set(told) <= recorded(other)
    other.tell("worker", "--once")
    assert agreed(other), "index and database do not agree after the backup was restored"
    files = whole(other)
    found = other.tell("search", "lãi suất vay mua nhà ở", "--format", "json")
    assert "art_1" in found, found
    print(f"{rounds} rounds: {files} files, {len(told)} decisions, all there; the backup restores")


if __name__ == "__main__":
    main()
