"""
How well files are read: old encodings against transcripts, one text in several forms, recognised scans, side by side.

    python benchmarks/reading.py            all of it; `--quick` leaves out the slow files

Other readers (viparse, markitdown, pypdfium2 alone) are run on the same files when they are installed.
"""

import argparse
import os
import time
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from importlib import import_module
from pathlib import Path

import pypdfium2

from tuongdong.read import read
from tuongdong.read.batch import read_many
from tuongdong.text import fold_marks, syllables

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("TUONGDONG_DATA", ROOT.parent / "shared" / "data"))
# The same text in two forms: (the one, the other), by the beginning of their names.
TWINS = (
    ("docx_vbpl/59-2020-QH14", "pdf_laws/Luật Doanh nghiệp 2020"),
    ("docx_vbpl/19-2023-QH15", "html_tvpl/Luật Bảo vệ quyền lợi"),
    ("html_tvpl/06_2022_TT-BKHDT", "html_tvpl/Thông tư 06_2022"),
)
Text = Callable[[Path], str]


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


def viparse_text(path: Path) -> str:
    return "\n".join(each.text for each in import_module("viparse").load(str(path), encoding="auto", output="text"))


def markitdown_text(path: Path) -> str:
    return str(import_module("markitdown").MarkItDown().convert(str(path)).text_content)


def pdfium_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def tried(reader: Text, path: Path) -> tuple[str, float] | None:
    """A reader's text and its milliseconds; None when it is not installed or refuses."""
    begun = time.perf_counter()
    try:
        text = reader(path)
    except Exception:  # other people's readers raise what they like
        return None
    return text, (time.perf_counter() - begun) * 1000


def legacy(quick: bool) -> None:
    print("\nOld encodings, against transcripts: syllables, diacritics")
    folder = DATA / "legacy_viparse"
    transcripts = {path.stem: path for path in (folder / "ground-truth").glob("*.txt")}
    paths = [p for p in sorted((folder / "corpus").glob("*/*/*")) if p.stem in transcripts]
    paths = [p for p in paths if not quick or transcripts[p.stem].stat().st_size < 30_000]
    rows = []
    for outcome in read_many(paths):
        reference = transcripts[outcome.item.stem].read_text(encoding="utf-8")
        text = outcome.value.text if outcome.value else ""
        other = tried(viparse_text, outcome.item)
        theirs = recall(reference, other[0]) if other else None
        rows.append((recall(reference, text), diacritics(reference, text), theirs, outcome.item.name))
    print(f"  {len(rows)} files: {sum(r[0] for r in rows) / len(rows):.4f}, {sum(r[1] for r in rows) / len(rows):.4f}")
    if known := [row[2] for row in rows if row[2] is not None]:
        print(f"  viparse: {sum(known) / len(known):.4f} of syllables on {len(known)}")
    for ours, marks, theirs, name in sorted(rows)[:6]:
        print(f"  worst: {ours:.4f} {marks:.4f}  {name}" + (f"  (viparse {theirs:.4f})" if theirs is not None else ""))
    for ours, _, theirs, name in rows:
        if theirs is not None and ours < theirs:
            print(f"  behind viparse: {ours:.4f} {theirs:.4f}  {name}")


def twins() -> None:
    print("\nOne text in two forms: syllables of the first in the second, and the other way, from Điều 1 on")
    for names in TWINS:
        one, other = (sorted(DATA.glob(f"{name}*"))[0] for name in names)
        texts = [text[text.index("Điều 1.") :] for text in (read(one).text, read(other).text)]
        print(f"  {recall(*texts):.5f} {recall(*texts[::-1]):.5f}  {one.name[:30]} / {other.name[:50]}")


def side_by_side() -> None:
    print("\nSide by side: text recall (against what all found together), table cells, milliseconds")
    paths = [sorted(DATA.glob(p))[0] for p in ("pdf_hanoi/10*", "pdf_hanoi/70*", "pdf_laws/19*", "html_tvpl/06*.docx")]
    for path in paths:
        print(f"  {path.name}")
        begun = time.perf_counter()
        source = read(path)
        took = (time.perf_counter() - begun) * 1000
        results = {"tuongdong": (source.text, took)}
        readers = {"viparse": viparse_text, "markitdown": markitdown_text}
        if path.suffix == ".pdf":
            readers["pypdfium2 alone"] = pdfium_text
        results |= {name: done for name, reader in readers.items() if (done := tried(reader, path))}
        for name, (text, milliseconds) in results.items():
            reference = max((t for other, (t, _) in results.items() if other != name), key=len, default=text)
            cells = f", {sum(len(t.cells) for t in source.tables)} cells" if name == "tuongdong" else ""
            print(f"    {name:16} {recall(reference, text):.4f}  {milliseconds:7.0f} ms{cells}")


def speed() -> None:
    print("\nSpeed")
    for folder, pattern in (("phapdien", "*.txt"), ("local", "*.md")):
        paths = sorted((DATA / folder).glob(pattern))[:800]
        size = sum(path.stat().st_size for path in paths)
        begun = time.perf_counter()
        for path in paths:
            read(path)
        took = time.perf_counter() - begun
        print(f"  {folder}: {len(paths)} files, {size / 1e6 / took:.1f} MB/s, {took / size * 20e6:.2f} ms for 20 kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    twins()
    side_by_side()
    speed()
    legacy(chosen.quick)


if __name__ == "__main__":
    main()
