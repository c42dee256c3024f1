"""
Spoilt files, by seed: does any of them crash, hang, eat memory, reach outside or raise what is no ReadError?

    python benchmarks/fuzz.py --count 20000              through our own readers
    python benchmarks/fuzz.py --count 300 --programs     through LibreOffice and Tesseract

Each input is a real file of the data folder, spoilt in a way that its number decides, so that a finding can be made again:
`python benchmarks/fuzz.py --only 1234`. What is read is parsed too. Nothing is written but what `--keep FOLDER` asks for.

A long run can be done in slices, `--first 0 --count 2500`, `--first 2500 --count 2500`, ...: each adds a line to
`--tally FILE`, and `--sum FILE` adds the lines up.
"""

import argparse
import io
import json
import os
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from tuongdong.errors import TuongdongError
from tuongdong.parse import parse
from tuongdong.read import read_bytes
from tuongdong.read.wall import Pool

ROOT = Path(__file__).resolve().parents[1]
OWN = ("docx_vbpl/*.docx", "html_tvpl/*.docx", "html_tvpl/*.html", "pdf_hanoi/*.pdf", "local/*.md", "special/*.txt")
PROGRAMS = ("legacy_viparse/corpus/*/*/*.doc", "legacy_viparse/corpus/*/*/*.rtf", "legacy_viparse/corpus/*/*/*.xls")
SECONDS, MEGABYTES = (
    150.0,
    2000,
)  # LibreOffice, to which a spoilt name or mark may lead, has 66 s of its own: that bound comes first
LARGEST = 1_500_000  # of a source: large files spend the time without telling more
# The first line of the file that the hostile entity points to: in no text that was read.
SECRET = next(iter(Path("/etc/passwd").read_text().splitlines()), "") if Path("/etc/passwd").exists() else ""
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


def data_folder() -> Path:
    return Path(os.environ.get("TUONGDONG_DATA", ROOT.parent / "shared" / "data"))


@lru_cache(maxsize=2)
def sources(patterns: tuple[str, ...]) -> list[Path]:
    found = [path for pattern in patterns for path in sorted(data_folder().glob(pattern))]
    return [path for path in found if path.stat().st_size < LARGEST]


def flip(data: bytearray, dice: random.Random) -> bytes:
    """Some bytes become others."""
    for _ in range(dice.randint(1, 30)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)


def cut(data: bytearray, dice: random.Random) -> bytes:
    """The end, the beginning or a piece inside is missing."""
    begin, end = sorted(dice.randrange(len(data) + 1) for _ in range(2))
    return bytes(dice.choice((data[:begin], data[end:], data[:begin] + data[end:])))


def repeat(data: bytearray, dice: random.Random) -> bytes:
    """A piece comes many times: nesting where there are brackets."""
    begin = dice.randrange(len(data))
    piece = data[begin : begin + dice.randint(1, 200)]
    return bytes(data[:begin] + piece * dice.randint(2, 400) + data[begin:])


def lie(data: bytearray, dice: random.Random) -> bytes:
    """Numbers (sizes, offsets, counts) become large, small or negative."""
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(max(1, len(data) - 4))
        data[at : at + 4] = dice.choice((b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\xff\xff\xff\x7f", b"9999"))
    return bytes(data)


def within_zip(data: bytearray, dice: random.Random) -> bytes:
    """Members of an archive are spoilt, swapped, doubled, given hostile names, or hold entity bombs; the zip is sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError):
        return cut(data, dice)
    names = [name for name in members if members[name]]
    victim = "word/document.xml" if "word/document.xml" in members and dice.random() < 0.6 else dice.choice(names)
    kind = dice.randrange(5)
    if kind == 0:
        members[victim] = dice.choice((flip, cut, repeat))(bytearray(members[victim]), dice)
    elif kind == 1:
        other = dice.choice(names)
        members[victim], members[other] = members[other], members[victim]
    elif kind == 2:
        head, _, tail = members[victim].partition(b"?>")
        members[victim] = head + b"?>" + BOMB.encode() + tail.replace(b"<w:t>", b"<w:t>&b;&c;", 3)
    elif kind == 3:
        members["../../" + victim] = members.pop(victim)
    else:
        depth = dice.randint(10, 3000)
        members[victim] = members[victim].replace(b"<w:p>", b"<w:p>" + b"<w:sdt>" * depth, 1)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def nest(data: bytearray, dice: random.Random) -> bytes:
    """A page in a thousand boxes, a text in a thousand quotations."""
    sign = dice.choice((b"<div>", b"<table><tr><td>", b"<b>", b"|\n", b"**", b"{\\rtf ", b"["))
    return bytes(sign * dice.randint(10, 5000) + data)


WAYS: tuple[Callable[[bytearray, random.Random], bytes], ...] = (flip, cut, repeat, lie, nest, within_zip)


def spoilt(number: int, patterns: tuple[str, ...]) -> tuple[bytes, str]:
    """The input of a number, and the name that it goes by."""
    dice = random.Random(number)
    path = dice.choice(sources(patterns))
    data = bytearray(path.read_bytes())
    way = within_zip if path.suffix == ".docx" and dice.random() < 0.5 else dice.choice(WAYS)
    suffix = dice.choice((".docx", ".pdf", ".html", ".txt")) if dice.random() < 0.1 else path.suffix
    return way(data, dice), f"{number}-{way.__name__}-{path.stem}{suffix}"


_reached: list[str] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "os.system"):
        _reached.append(event)
    elif event == "open" and isinstance(arguments[1], str) and any(sign in arguments[1] for sign in "wax+"):
        # A folder of our own, for a program that converts, is no reach outside.
        _reached.extend([f"write {arguments[0]}"] if "tuongdong-" not in str(arguments[0]) else [])


def try_own(number: int) -> str:
    """What our own readers make of an input: "read", a refusal's code, or "FAULT ..."."""
    return _tried(number, OWN)


def try_programs(number: int) -> str:
    return _tried(number, PROGRAMS)


def _tried(number: int, patterns: tuple[str, ...]) -> str:
    data, name = spoilt(number, patterns)
    if not _reached and patterns is OWN:
        _reached.append("watching")
        sys.addaudithook(_watch)
    try:
        source = read_bytes(data, name)
        parse(source, name, bare=True)
        told = "FAULT a file outside was read" if SECRET and SECRET in source.text else "read"
    except TuongdongError as error:
        told = error.code if name in error.say() or "{" not in error.say() else f"FAULT gap in {error.code}"
    except MemoryError:
        raise
    except Exception as error:  # what the run is for
        told = f"FAULT {type(error).__name__}: {error} ({name})"
    reached = _reached[1:]
    del _reached[1:]
    return f"FAULT {reached[0]} ({name})" if reached else told


def run(count: int, first: int = 0, programs: bool = False, workers: int = 2) -> Counter[str]:
    """How often each thing happened."""
    found: Counter[str] = Counter()
    numbers = range(first, first + count)
    work = try_programs if programs else try_own
    with Pool(work, workers, SECONDS, MEGABYTES) as pool:
        for outcome in pool.outcomes(numbers):
            told = outcome.value if outcome.error is None else f"FAULT {outcome.error.code} (input {outcome.item})"
            assert told is not None
            found[told] += 1
            if told.startswith("FAULT"):
                print(f"{outcome.item}: {told}", file=sys.stderr)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--programs", action="store_true")
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--tally", type=Path)
    parser.add_argument("--sum", type=Path)
    chosen = parser.parse_args()
    if chosen.sum is not None:
        return summed(chosen.sum)
    if chosen.only is not None:
        data, name = spoilt(chosen.only, PROGRAMS if chosen.programs else OWN)
        if chosen.keep:
            (chosen.keep / name).write_bytes(data)
        print(name, (try_programs if chosen.programs else try_own)(chosen.only))
        return 0
    begun = time.monotonic()
    found = run(chosen.count, chosen.first, chosen.programs)
    seconds = time.monotonic() - begun
    if chosen.tally:
        with chosen.tally.open("a", encoding="utf-8") as file:
            line = {"first": chosen.first, "count": chosen.count, "seconds": round(seconds, 1), "found": found}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return told(chosen.count, seconds, found)


def summed(path: Path) -> int:
    """The slices of a run as one, each beginning where another ended."""
    slices = sorted(
        (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()), key=lambda s: s["first"]
    )
    found: Counter[str] = Counter()
    for one in slices:
        found.update(one["found"])
    numbers = [number for one in slices for number in range(one["first"], one["first"] + one["count"])]
    if len(set(numbers)) < len(numbers):
        print("some inputs stand in two slices", file=sys.stderr)
    return told(len(set(numbers)), sum(one["seconds"] for one in slices), found)


def told(count: int, seconds: float, found: Counter[str]) -> int:
    """The figures, printed; 1 when there was a fault."""
    faults = sum(times for what, times in found.items() if what.startswith("FAULT"))
    print(f"{count} inputs in {seconds:.0f} s: {found['read']} read, {faults} faults")
    for what, times in found.most_common():
        print(f"  {times:7d}  {what}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
