"""
How well files are read: old encodings against transcripts, one text in several forms, recognised scans, side by side.

    python benchmarks/reading.py [--python OTHER]           all of it; `--quick` leaves out the slow files
    python benchmarks/reading.py --only side-by-side        one part: twins, side-by-side, speed, legacy, encodings, scans

Other readers (viparse, markitdown, pypdfium2 alone) are run on the same files by a Python that has them:
`python -m venv /tmp/others; /tmp/others/bin/pip install viparse 'markitdown[docx,pdf,xlsx,xls]'`.
"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable

from made_encodings import false_alarms, made_encodings
from made_papers import DATA
from scans import scans
from side_by_side import side_by_side
from transcripts import legacy, recall
from tuongdong.read import read, read_bytes

PARTS = ("twins", "side-by-side", "speed", "legacy", "encodings", "scans")
# The same text in two forms: (the one, the other), by the beginning of their names.
TWINS = (
    ("docx_vbpl/59-2020-QH14", "pdf_laws/Luật Doanh nghiệp 2020"),
    ("docx_vbpl/19-2023-QH15", "html_tvpl/Luật Bảo vệ quyền lợi"),
    ("html_tvpl/06_2022_TT-BKHDT", "html_tvpl/Thông tư 06_2022"),
)


def twins() -> None:
    print("\nOne text in two forms: syllables of the first in the second, and the other way, from Điều 1 on")
    for names in TWINS:
        one, other = (sorted(DATA.glob(f"{name}*"))[0] for name in names)
        texts = [text[text.index("Điều 1.") :] for text in (read(one).text, read(other).text)]
        print(f"  {recall(*texts):.5f} {recall(*texts[::-1]):.5f}  {one.name[:30]} / {other.name[:50]}")


def speed() -> None:
    print("\nSpeed, files in memory")
    for folder, pattern in (("phapdien", "*.txt"), ("local", "*.md")):
        files = [(path.read_bytes(), path) for path in sorted((DATA / folder).glob(pattern))[:800]]
        size = sum(len(data) for data, _ in files)
        begun = time.perf_counter()
        for data, path in files:
            read_bytes(data, path)
        took = time.perf_counter() - begun
        print(f"  {folder}: {len(files)} files, {size / 1e6 / took:.1f} MB/s, {took / size * 20e6:.2f} ms for 20 kB")


def encodings() -> None:
    made_encodings()
    false_alarms()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=PARTS, action="append")
    parser.add_argument("--python", default=sys.executable, help="the Python that viparse, markitdown are installed in")
    chosen = parser.parse_args()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {time.strftime('%d/%m/%Y')}"
    )
    parts: dict[str, Callable[[], None]] = {
        "twins": twins,
        "side-by-side": lambda: side_by_side(chosen.python),
        "speed": speed,
        "legacy": lambda: legacy(chosen.quick, chosen.python),
        "encodings": encodings,
        "scans": lambda: scans(chosen.quick),
    }
    for name in chosen.only or PARTS:
        parts[name]()


if __name__ == "__main__":
    main()
