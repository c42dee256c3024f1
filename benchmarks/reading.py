"""
How well files are read: old encodings against transcripts, one text in several forms, recognised scans, side by side.

    python benchmarks/reading.py [--python OTHER]           all of it; `--quick` leaves out the slow files
    python benchmarks/reading.py --only side-by-side        one part: twins, side-by-side, speed, legacy, scans

Other readers (viparse, markitdown, pypdfium2 alone) are run on the same files by a Python that has them:
`python -m venv /tmp/others; /tmp/others/bin/pip install viparse 'markitdown[docx,pdf,xlsx,xls]'`.
"""

import argparse
import os
import platform
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher

from made_papers import DATA
from scans import scans
from side_by_side import side_by_side, theirs
from tuongdong.read import read, read_bytes
from tuongdong.read.batch import read_many
from tuongdong.text import fold_marks, syllables

PARTS = ("twins", "side-by-side", "speed", "legacy", "scans")
# 20,43%
PERCENT_RE = re.compile(r"(\d{1,12}(?:,\d{1,12})?)%")
# The same text in two forms: (the one, the other), by the beginning of their names.
TWINS = (
    ("docx_vbpl/59-2020-QH14", "pdf_laws/Luật Doanh nghiệp 2020"),
    ("docx_vbpl/19-2023-QH15", "html_tvpl/Luật Bảo vệ quyền lợi"),
    ("html_tvpl/06_2022_TT-BKHDT", "html_tvpl/Thông tư 06_2022"),
)


def recall(reference: str, got: str) -> float:
    """The share of a reference's syllables that are there."""
    wanted, there = Counter(syllables(reference)), Counter(syllables(got))
    return (wanted & there).total() / max(1, wanted.total())


def diacritics(reference: str, got: str) -> float:
    """Of syllables that stand in the same place with the same plain letters, the share whose marks are right."""
    wanted, there = syllables(reference), syllables(got)
    matcher = SequenceMatcher(None, [fold_marks(w) for w in wanted], [fold_marks(w) for w in there], autojunk=False)
    pairs = [(wanted[a + k], there[b + k]) for a, b, n in matcher.get_matching_blocks() for k in range(n)]
    words = [(one, other) for one, other in pairs if not one.isdigit()]
    return sum(one == other for one, other in words) / max(1, len(words))


def shares(text: str) -> str:
    """Percentages as the numbers that they are, so that "20,43%" and "0.2043" are one."""
    return PERCENT_RE.sub(lambda found: f"{float(found[1].replace(',', '.')) / 100:.10g}", text)


def legacy(quick: bool, python: str) -> None:
    print("\nOld encodings, against transcripts: syllables, diacritics")
    folder = DATA / "legacy_viparse"
    transcripts = {path.stem: path for path in (folder / "ground-truth").glob("*.txt")}
    paths = [p for p in sorted((folder / "corpus").glob("*/*/*")) if p.stem in transcripts]
    paths = [p for p in paths if not quick or transcripts[p.stem].stat().st_size < 30_000]
    rows = []
    others = theirs("viparse", paths, python)
    for outcome in read_many(paths):
        reference = shares(transcripts[outcome.item.stem].read_text(encoding="utf-8"))
        text = shares(outcome.value.text if outcome.value else "")
        other = recall(reference, shares(others[outcome.item].text)) if outcome.item in others else None
        rows.append((recall(reference, text), diacritics(reference, text), other, outcome.item.name))
    print(f"  {len(rows)} files: {sum(r[0] for r in rows) / len(rows):.4f}, {sum(r[1] for r in rows) / len(rows):.4f}")
    if known := [row[2] for row in rows if row[2] is not None]:
        print(f"  viparse: {sum(known) / len(known):.4f} of syllables on {len(known)}")
    for ours, marks, other, name in sorted(rows, key=lambda row: row[0])[:6]:
        print(f"  worst: {ours:.4f} {marks:.4f}  {name}" + (f"  (viparse {other:.4f})" if other is not None else ""))
    for ours, _, other, name in rows:
        if other is not None and ours < other:
            print(f"  behind viparse: {ours:.4f} {other:.4f}  {name}")


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
        "scans": lambda: scans(chosen.quick),
    }
    for name in chosen.only or PARTS:
        parts[name]()


if __name__ == "__main__":
    main()
