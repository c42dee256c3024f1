"""
Readers side by side on the same files: the share of the words that are found, of the table cells that are kept, the time.

Words and cells are known to the letter for made papers (`made_papers`) and transcripts; of a saved page, by the same text
in Word. Of a real PDF two other readers must agree on a word for it to be looked for; page numbers are left out.
"""

import json
import subprocess
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from made_papers import DATA, Made, made_docx, made_pdf
from tuongdong.errors import ReadError
from tuongdong.read import read
from tuongdong.read.archive import Archive
from tuongdong.read.numbering import W
from tuongdong.text import syllables

OTHERS = ("viparse", "markitdown", "pypdfium2")
SCRIPT = Path(__file__).with_name("other_readers.py")


class Reading(NamedTuple):
    """What a reader made of a file. `cells` are the words of its table cells, for each as often as it stands there."""

    text: str
    cells: Counter[str]
    milliseconds: float


def ours(paths: Sequence[Path]) -> dict[Path, Reading]:
    read(paths[0])
    done = {}
    for path in paths:
        begun = time.perf_counter()
        try:
            source = read(path)
        except ReadError:
            continue
        took = (time.perf_counter() - begun) * 1000
        done[path] = Reading(source.text, Counter(c.text for t in source.tables for c in t.cells if c.text), took)
    return done


def theirs(name: str, paths: Sequence[Path], python: str) -> dict[Path, Reading]:
    """Another reader in its own Python; files that it refuses are missing."""
    command = [python, str(SCRIPT), name, *map(str, paths)]
    lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    known = [json.loads(line) for line in lines if line.startswith("{")]
    return {
        Path(each["path"]): Reading(each["text"], _typed_cells(each["text"]), each["milliseconds"])
        for each in known
        if not each["text"].startswith("! ")
    }


def _typed_cells(text: str) -> Counter[str]:
    """The cells of tables typed with bars or tabs."""
    lines = [line for line in text.splitlines() if "|" in line or "\t" in line]
    cells = [cell for line in lines for cell in line.replace("\t", "|").strip("|").split("|")]
    return Counter(" ".join(cell.split()) for cell in cells if cell.strip())


def share(wanted: Counter[str], there: Counter[str]) -> float:
    return (wanted & there).total() / max(1, wanted.total())


def word_truth(path: Path, since: str = "") -> Made:
    """The words of a Word file by its XML alone, from a word on."""
    root = Archive(path.read_bytes(), path).xml("word/document.xml")
    pieces = [
        each.text or "" if each.tag == f"{W}t" else " " for each in root.iter(f"{W}t", f"{W}br", f"{W}p", f"{W}tab")
    ]
    text = unicodedata.normalize("NFC", "".join(pieces))
    return Made(path, Counter(syllables(text[text.index(since) :])), Counter())


def agreed(paths: Sequence[Path], readings: Mapping[str, Mapping[Path, Reading]]) -> list[Made]:
    """For files whose words nobody typed: what two of the other readers have."""
    return [
        Made(
            path,
            _twice(
                [_words(each[path].text) for name, each in readings.items() if name != "tuongdong" and path in each]
            ),
            Counter(),
        )
        for path in paths
    ]


def _words(text: str, pages: bool = True) -> Counter[str]:
    """Syllables, without those of lines that hold a number alone when they may be page numbers."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    return Counter(word for line in lines if not (pages and line.strip().isdigit()) for word in syllables(line))


def _twice(counts: Sequence[Counter[str]]) -> Counter[str]:
    """For each word, the second highest count."""
    return Counter(
        {word: sorted((each[word] for each in counts), reverse=True)[1] for word in set().union(*counts)}
        if len(counts) > 1
        else {}
    )


def shown(title: str, papers: Sequence[Made], python: str, refer: bool = False) -> None:
    """A line a reader: words, cells, milliseconds a file, files read."""
    paths = [paper.path for paper in papers]
    readings = {"tuongdong": ours(paths)} | {name: theirs(name, paths, python) for name in OTHERS}
    papers = agreed(paths, readings) if refer else papers
    print(f"\n  {title} ({len(papers)} files)")
    for name, done in readings.items():
        if not done:
            print(f"    {name:11} reads none")
            continue
        words = [share(p.words, _words(done[p.path].text, pages=False)) if p.path in done else 0.0 for p in papers]
        tabled = [p for p in papers if p.cells]
        cells = [share(p.cells, done[p.path].cells) if p.path in done else 0.0 for p in tabled]
        took = sum(reading.milliseconds for reading in done.values()) / len(done)
        tables = f"cells {sum(cells) / len(cells):.4f}" if cells else "cells      -"
        print(f"    {name:11} words {sum(words) / len(words):.4f}  {tables}  {took:7.1f} ms  {len(done)} read")


def side_by_side(python: str) -> None:
    """All of it; `python` is the one that has the other readers."""
    print("\nSide by side: words found, table cells kept, milliseconds a file")
    with tempfile.TemporaryDirectory() as name:
        papers = list(made_docx(Path(name)))
        shown("made papers with tables, docx", papers, python)
        if printed := list(made_pdf(papers)):
            shown("the same printed to pdf", printed, python)
    words = sorted((DATA / "docx_vbpl").glob("*.docx"))[::6]
    shown("laws, docx", [word_truth(path) for path in words], python)
    shown(
        "decisions, pdf",
        [Made(p, Counter(), Counter()) for p in sorted((DATA / "pdf_hanoi").glob("*.pdf"))],
        python,
        True,
    )
    pages = (
        ("html_tvpl/Luật Bảo vệ quyền lợi*.html", "docx_vbpl/19-2023-QH15.docx"),
        ("html_tvpl/Thông tư 06_2022*.html", "html_tvpl/06_2022*.docx"),
    )
    twins = [(next(DATA.glob(page)), next(DATA.glob(word))) for page, word in pages]
    shown("saved pages, html", [word_truth(word, "Điều 1.")._replace(path=page) for page, word in twins], python)
