"""
What stands when the office is killed: `python benchmarks/kill.py [--rounds 10]`.

Each round: a batch of files is put in and the worker killed (kill -9) amid it; decisions are made and the server killed
(kill -9, worker and all) amid them. After the restart every acknowledged decision must be there, every file wholly in the
library, the index and the database agree; a backup taken under work must restore into another home with all of it.
"""

import argparse
import random
import re
import sqlite3
import tempfile
import threading
import time
from pathlib import Path

from office import EMAIL, Office, Person

FILES = 24


def text(number: int, share: int) -> bytes:
    return (
        f"HỘI ĐỒNG NHÂN DÂN\nSố: {number}/2025/NQ-HĐND\nNGHỊ QUYẾT\nVề chính sách {number}\n"
        f"Điều 1. Mức hỗ trợ\n1. Hỗ trợ lãi suất vay mua nhà ở xã hội không quá {share}% cho người lao động khu công nghiệp.\n"
        f"Điều 2. Quỹ đất\nChủ đầu tư dành tối thiểu 20% diện tích đất ở để xây dựng nhà ở xã hội số {number}.\n"
    ).encode()


def upload_and_kill(office: Office, person: Person, turn: int) -> None:
    """A batch, its worker killed amid it; all files must arrive."""
    files = [(f"{turn}-{n}.txt", text(1000 * turn + n, 10 + n)) for n in range(FILES)]
    status, _text, where = person.send("/library/upload/", files, agency="1", sharing="shared")
    assert status == 302, status
    time.sleep(random.uniform(0.0, 1.0))
    assert office.kill_worker()
    for _ in range(900):
        page = person.get(where)[1]
        if page.count("chip ready") == FILES:
            return
        assert "chip failed" not in page, re.sub("<[^>]+>", " ", page)[:800]
        time.sleep(0.2)
    raise AssertionError("files did not arrive")


def decide_and_kill(office: Office, turn: int) -> list[str]:
    """Decisions until the server is killed; the comments that were acknowledged."""
    person, acknowledged = Person(office.port), list[str]()
    person.sign_in()

    def decide() -> None:
        for n in range(10_000):
            comment = f"{turn}-{n}"
            try:
                said = {"act": "comment", "a": "art_1__cl_1", "b": "art_1__cl_1", "comment": comment}
                if person.post("/library/pairings/1/decide/", **said)[0] != 302:
                    return
            except OSError:
                return
            acknowledged.append(comment)

    worker = threading.Thread(target=decide)
    worker.start()
    time.sleep(random.uniform(0.5, 2.0))
    office.kill()
    worker.join()
    return acknowledged


def recorded(home: Path) -> set[str]:
    """Every comment in the record of changes."""
    with sqlite3.connect(home / "tuongdong.sqlite3") as database:
        rows = database.execute(
            "SELECT json_extract(after, '$.comment') FROM people_change WHERE kind = 'library.decision'"
        )
        return {row[0] for row in rows if row[0]}


def agreed(home: Path) -> bool:
    """Whether nothing waits to be indexed."""
    with sqlite3.connect(home / "tuongdong.sqlite3") as database:
        return bool(database.execute("SELECT count(*) FROM library_document WHERE stale").fetchone()[0] == 0)


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
            print(f"round {turn}: {FILES} files, {len(told)} decisions so far, none lost")
        for _ in range(300):
            if agreed(home):
                break
            time.sleep(0.2)
        assert agreed(home), "the index is behind"
        print(office.tell("backup", f"{scratch}/backup.zip").strip())
        office.stop()
        other = Office(Path(scratch) / "other")
        print(other.tell("restore", f"{scratch}/backup.zip", "--yes").strip())
        assert set(told) <= recorded(other.home)
        found = other.tell("worker", "--once") or other.tell("search", "lãi suất vay mua nhà ở", "--format", "json")
        assert "art_1" in found, found
        print(f"{rounds} rounds: {(rounds + 1) * FILES} files, {len(told)} decisions, all there; the backup restores")


if __name__ == "__main__":
    main()
