"""
Fifty people use the office: `python benchmarks/load.py [--users 50] [--seconds 180] [--upload] [--home FOLDER | --postgresql]`.

The library holds the documents of the codification (4,072 files, put in within minutes). With SQLite it is kept in --home for
the next time, with `--postgresql` it lies on a server started here. Each person waits 3 to 8 seconds between clicks, and
they come within 30 seconds. The mix: 30 % a document, 25 % a search, 15 % the list, 10 % a comparison,
10 % what is new in it, 5 % policies, 5 % the agencies. `--upload`: 200 files are put in when all have come, and what
was clicked until the last of them was read is told apart.
"""

import argparse
import contextlib
import os
import random
import re
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from office import EMAIL, Office, Person
from servers import postgresql

DATA = Path(os.environ.get("TUONGDONG_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
WORDS = ("nhà ở xã hội", "thu hoi dat", "đấu giá quyền sử dụng đất", "phí bảo vệ môi trường", "giấy phép xây dựng")
# 4.070 văn bản
COUNT_RE = re.compile(r"([\d.]+) văn bản")
RAMP = 30
Clicks = dict[str, list[tuple[float, float]]]
"""By kind: when, and how long it took in ms."""


def lay(office: Office) -> None:
    """The library and a comparison, where there are none yet."""
    if (office.home / "laid").exists():
        return
    office.tell(
        "user", "add", EMAIL, "--agency", "Sở Tài chính", "--role", "specialist", "--role", "coordinator", "--admin"
    )
    office.tell("add", str(DATA / "phapdien"), "--as", EMAIL, "--share")
    (office.home / "laid").touch()


def pages(rng: random.Random, documents: int, pairing: str) -> tuple[str, str]:
    """The next click: its kind and its address."""
    kinds: list[tuple[int, str, Callable[[], str]]] = [
        (30, "document", lambda: f"/library/{rng.randint(1, documents)}/"),
        (25, "search", lambda: f"/library/search/?q={quote(rng.choice(WORDS))}"),
        (15, "list", lambda: f"/library/?page={rng.randint(1, 40)}"),
        (10, "comparison", lambda: "/library/comparisons/1/"),
        (10, "live", lambda: f"/library/pairings/{pairing}/live/?since=0"),
        (5, "policies", lambda: "/library/policies/"),
        (5, "agencies", lambda: "/people/agencies/"),
    ]
    chosen = rng.choices(kinds, [weight for weight, _kind, _path in kinds])[0]
    return chosen[1], chosen[2]()


def click(office: Office, number: int, until: float, documents: int, times: Clicks, faults: list[str]) -> None:
    """One person."""
    rng, person = random.Random(number), Person(office.port)
    time.sleep(RAMP * rng.random())
    person.sign_in()
    while time.monotonic() < until:
        kind, path = pages(rng, documents, "1")
        started = time.perf_counter()
        try:
            status = person.get(path)[0]
        except OSError as error:
            status, person.link = 0, Person(office.port).link
            faults.append(f"{path}: {error}")
        times[kind].append((time.monotonic(), 1000 * (time.perf_counter() - started)))
        if status not in (200, 302):
            faults.append(f"{path}: {status}")
        time.sleep(rng.uniform(3, 8))


def put_in(office: Office) -> int:
    """200 files while others read; how many arrived."""
    person = Person(office.port)
    person.sign_in()
    files = [
        (f"{n}.txt", f"NGHỊ QUYẾT\nSố: {n}/2026/NQ-HĐND\nĐiều 1. Mức {time.time()}\nMức {n} %.\n".encode())
        for n in range(200)
    ]
    where = [
        person.send("/library/upload/", files[at : at + 20], agency="1", sharing="draft")[2] for at in range(0, 200, 20)
    ]
    for _ in range(600):
        done = sum(person.get(one)[1].count("chip ready") for one in where)
        if done == len(files):
            break
        time.sleep(1)
    return done


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=180)
    parser.add_argument("--home", type=Path, default=Path(tempfile.gettempdir()) / "tuongdong-load")
    parser.add_argument("--upload", action="store_true", help="200 files meanwhile")
    parser.add_argument("--lay", action="store_true", help="only put the documents in")
    parser.add_argument("--postgresql", action="store_true", help="on a server started here")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        if given.postgresql:
            given.home = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        given.home.mkdir(parents=True, exist_ok=True)
        office = Office(given.home, stack.enter_context(postgresql()) if given.postgresql else "")
        lay(office)
        if not given.lay:
            measure(office, given)


def measure(office: Office, given: argparse.Namespace) -> None:
    """The people come, click and go; what they met is printed."""
    office.start()
    try:
        first = Person(office.port)
        first.sign_in()
        if first.get("/library/comparisons/1/")[0] == 404:
            first.post("/library/comparisons/add/", ours="1", theirs="2", agency="1", sharing="draft", title="")
            time.sleep(5)
        counted = COUNT_RE.search(first.get("/library/")[1])
        assert counted, "the list tells no count"
        documents = int(counted[1].replace(".", ""))
        times: Clicks = defaultdict(list)
        faults: list[str] = []
        until = time.monotonic() + given.seconds
        people = [
            threading.Thread(target=click, args=(office, n, until, documents, times, faults))
            for n in range(given.users)
        ]
        for one in people:
            one.start()
        first_file = last_file = 0.0
        if given.upload:
            time.sleep(RAMP)
            first_file = time.monotonic()
            arrived = put_in(office)
            last_file = time.monotonic()
            print(f"uploaded while they read: {arrived} of 200, in {last_file - first_file:.0f} s")
        for one in people:
            one.join()
    finally:
        office.stop()
    count = show(times)
    print(f"{count / given.seconds:.1f} requests/s, {len(faults)} errors {faults[:3]}")
    if given.upload:
        print("while the files were put in and read:")
        show({kind: [one for one in taken if first_file <= one[0] <= last_file] for kind, taken in times.items()})


def show(times: Clicks) -> int:
    """A line a kind; how many clicks in all."""
    every = [one for taken in times.values() for one in taken]
    for kind, clicks in [*sorted(times.items()), ("all", every)]:
        taken = [ms for _when, ms in clicks]
        cuts = statistics.quantiles(taken, n=100) if len(taken) > 1 else (taken or [0.0]) * 99
        print(f"{kind:12} {len(taken):6}   p50 {cuts[49]:7.1f} ms   p95 {cuts[94]:7.1f} ms   p99 {cuts[98]:7.1f} ms")
    return len(every)


if __name__ == "__main__":
    main()
