"""
What stands when the office is killed: `python benchmarks/kill.py [--rounds 10]`.

Each round: a batch of files is put in and the worker killed (kill -9) amid it; decisions are made and the server killed
(kill -9, worker and all) amid them. After each restart every acknowledged decision must be there, every file wholly in
the library, and the index and the database must agree. A backup taken while files are read and decisions made must
restore into another home with all that was acknowledged before it began.
"""

import argparse
import http.client
import random
import re
import sqlite3
import tempfile
import threading
import time
from pathlib import Path

from office import EMAIL, Office, Person
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
    """A batch, its worker killed amid it; all files must arrive."""
    where = upload(person, turn)
    time.sleep(random.uniform(0.0, 1.0))
    assert office.kill_worker()
    arrive(person, where)


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


def recorded(home: Path) -> set[str]:
    """Every comment in the record of changes."""
    with sqlite3.connect(home / "tuongdong.sqlite3") as database:
        rows = database.execute(
            "SELECT json_extract(after, '$.comment') FROM people_change WHERE kind = 'library.decision'"
        )
        return {row[0] for row in rows if row[0]}


def agreed(home: Path) -> bool:
    """Whether the index holds just what the database does, with the same texts for the same readers."""
    with sqlite3.connect(home / "tuongdong.sqlite3") as database:
        rows = database.execute("SELECT id, current_id, agency_id, sharing FROM library_document")
        there = {":".join(map(str, row)) for row in rows}
    return there == set(Index.open(home / "index").marks().values())


def wait_for_index(home: Path) -> None:
    for _ in range(300):
        if agreed(home):
            return
        time.sleep(0.2)
    raise AssertionError("index and database do not agree")


def whole(home: Path) -> int:
    """How many files there are; each is read, and its original lies where it should."""
    with sqlite3.connect(home / "tuongdong.sqlite3") as database:
        rows = database.execute("SELECT status, sha256 FROM library_upload").fetchall()
    assert all(status == "ready" for status, _sha in rows), {status for status, _sha in rows}
    assert all((home / "originals" / sha[:2] / sha).exists() for _status, sha in rows)
    return len(rows)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "office"
        home.mkdir()
        office = Office(home)
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
            lost = set(told) - recorded(home)
            assert not lost, lost
            office.start()
            person = Person(office.port)
            person.sign_in()
            wait_for_index(home)
            assert whole(home) == FILES * (turn + 1)
            print(f"round {turn}: {FILES} files, {len(told)} decisions so far, none lost; index and database agree")
        told += back_up_under_work(office, person, rounds + 1, Path(scratch) / "backup.zip")
        office.stop()
        other = Office(Path(scratch) / "other")
        print(other.tell("restore", f"{scratch}/backup.zip", "--yes").strip())
        assert set(told) <= recorded(other.home)
        other.tell("worker", "--once")
        assert agreed(other.home), "index and database do not agree after the backup was restored"
        files = whole(other.home)
        found = other.tell("search", "lãi suất vay mua nhà ở", "--format", "json")
        assert "art_1" in found, found
        print(f"{rounds} rounds: {files} files, {len(told)} decisions, all there; the backup restores")


if __name__ == "__main__":
    main()
