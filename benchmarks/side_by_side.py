"""
Readers side by side on the same files: the share of the words that are found, of the table cells that are kept, the time.

The time of a file is that of the reader's own call, one process, loaded before; that of all files is what somebody waits for a
folder: the reader as it is used, from the start of its program to its end, ours with its two processes.

Words and cells are known to the letter for made papers (`made_papers`) and transcripts; of a saved page, by the same text
in Word, as far as the page says it too, and from its first article to its last word. Of a real PDF two other readers must
agree on a word for it to be looked for; page numbers and what is printed in white are left out, and the head of a table that
is printed again on every page counts once. A number right behind a letter ("quảng cáo1.") is a word of its own: the break between them is lost in
the file, and putting it back is no loss of a word.
"""

import ctypes
import json
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from made_papers import DATA, Made, cells_of, made_docx, made_pdf, words_in
from tuongdong.errors import ReadError
from tuongdong.read import read
from tuongdong.read.archive import Archive
from tuongdong.read.numbering import W

OTHERS = ("viparse", "markitdown", "pypdfium2")
SCRIPT = Path(__file__).with_name("other_readers.py")
FOLDER = """
import sys
from tuongdong import settings
from tuongdong.read.batch import read_many
settings.collect_seldom()  # as every command does
list(read_many(sys.argv[1:]))
"""


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
        done[path] = Reading(source.text, cells_of(c.text for t in source.tables for c in t.cells), took)
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


def folder(name: str, paths: Sequence[Path], python: str) -> float:
    """Milliseconds a file, of a program that reads all of them once."""
    command = [sys.executable, "-c", FOLDER] if name == "tuongdong" else [python, str(SCRIPT), "--once", name]
    begun = time.perf_counter()
    subprocess.run([*command, *map(str, paths)], capture_output=True, check=True)
    return (time.perf_counter() - begun) * 1000 / len(paths)


def _typed_cells(text: str) -> Counter[str]:
    """The cells of tables typed with bars or tabs."""
    lines = [line for line in text.splitlines() if "|" in line or "\t" in line]
    cells = [cell for line in lines for cell in line.replace("\t", "|").strip("|").split("|")]
    return cells_of(cells)


def share(wanted: Counter[str], there: Counter[str]) -> float:
    return (wanted & there).total() / max(1, wanted.total())


def word_text(path: Path) -> str:
    """The text of a Word file by its XML alone."""
    root = Archive(path.read_bytes(), path).xml("word/document.xml")
    wanted = root.iter(f"{W}t", f"{W}br", f"{W}p", f"{W}tab")
    return "".join([each.text or "" if each.tag == f"{W}t" else " " for each in wanted])


class Tags(HTMLParser):
    """All that a page holds outside its tags, scripts and styles."""

    INLINE = frozenset(("a", "b", "i", "u", "em", "font", "span", "strong", "sub", "sup"))

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (the base class calls it with both)
        self._hidden += tag in ("script", "style")
        self.pieces += [] if tag in self.INLINE else [" "]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")
        self.pieces += [] if tag in self.INLINE else [" "]

    def handle_data(self, data: str) -> None:
        self.pieces += [] if self._hidden else [data]


def provisions_of(text: str, last: str) -> str:
    """A text from its first article to its last words, so that the menus of a page stand in for nothing."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    end = text.lower().rfind(last.lower())
    return text[max(0, text.find("Điều 1.")) : end + len(last) if end >= 0 else None]


def twin(page: Path, word: Path) -> tuple[Made, str]:
    """What a saved page and the same text in Word both say, and the last words of it."""
    tags = Tags()
    tags.feed(page.read_text(encoding="utf-8", errors="replace"))
    typed = word_text(word)
    last = " ".join(typed.split()[-3:])
    said, typed = provisions_of("".join(tags.pieces), last), provisions_of(typed, last)
    return Made(page, words_in(said) & words_in(typed), Counter()), last


def agreed(paths: Sequence[Path], readings: Mapping[str, Mapping[Path, Reading]]) -> list[Made]:
    """For PDF files whose words nobody typed: what two of the other readers have, if it is seen, the heads of tables once."""
    return [
        Made(
            path,
            _twice([_words(each[path].text) for name, each in readings.items() if name != "tuongdong" and path in each])
            - printed_again(path)
            - in_white(path),
            Counter(),
        )
        for path in paths
    ]


def printed_again(path: Path) -> Counter[str]:
    """The words of the lines at the top of pages that stand so, one after the other, on the page before too."""
    again: Counter[str] = Counter()
    before = "\n"
    for page in pypdfium2.PdfDocument(path):
        lines = [" ".join(line.split()) for line in page.get_textpage().get_text_range().splitlines()]
        lines = [line for line in lines if line and not line.isdigit()]
        top = next(n for n in range(len(lines), -1, -1) if "\n".join(["", *lines[:n], ""]) in before)
        again += words_in("\n".join(lines[:top]))
        before = "\n".join(["", *lines, ""])
    return again


def in_white(path: Path) -> Counter[str]:
    """The words in white, which nobody sees on the page: a draft keeps them where its number and date are stamped."""
    found: Counter[str] = Counter()
    red, green, blue, _ = colour = [ctypes.c_uint() for _ in range(4)]
    for page in pypdfium2.PdfDocument(path):
        text = page.get_textpage()
        letters = ""
        for index in range(text.count_chars()):
            pypdfium2.raw.FPDFText_GetFillColor(text, index, *colour)
            white = red.value == green.value == blue.value == 255
            letters += chr(pypdfium2.raw.FPDFText_GetUnicode(text, index)) if white else " "
        found += words_in(letters)
    return found


def _words(text: str, pages: bool = True) -> Counter[str]:
    """Words, without those of lines that hold a number alone when they may be page numbers."""
    return words_in("\n".join(line for line in text.splitlines() if not (pages and line.strip().isdigit())))


def _twice(counts: Sequence[Counter[str]]) -> Counter[str]:
    """For each word, the second highest count."""
    return Counter(
        {word: sorted((each[word] for each in counts), reverse=True)[1] for word in set().union(*counts)}
        if len(counts) > 1
        else {}
    )


def shown(
    title: str, papers: Sequence[Made], python: str, refer: bool = False, ends: Mapping[Path, str] | None = None
) -> None:
    """
    A line a reader: words, cells, milliseconds a file, of all files as a folder, files read. `refer`: what to look for is told by the other readers;
    `ends`: files that are looked at from their first article to these words.
    """
    paths = [paper.path for paper in papers]
    readings = {"tuongdong": ours(paths)} | {name: theirs(name, paths, python) for name in OTHERS}
    papers = agreed(paths, readings) if refer else papers
    print(f"\n  {title} ({len(papers)} files)")
    for name, done in readings.items():
        if not done:
            print(f"    {name:11} reads none")
            continue
        texts = {path: reading.text for path, reading in done.items()}
        texts |= {path: provisions_of(texts[path], end) for path, end in (ends or {}).items() if path in texts}
        words = [share(p.words, words_in(texts.get(p.path, ""))) for p in papers]
        tabled = [p for p in papers if p.cells]
        cells = [share(p.cells, done[p.path].cells) if p.path in done else 0.0 for p in tabled]
        took = sum(reading.milliseconds for reading in done.values()) / len(done)
        tables = f"cells {sum(cells) / len(cells):.4f}" if cells else "cells      -"
        times = f"{took:7.1f} ms  {folder(name, paths, python):7.1f} ms in a folder"
        print(f"    {name:11} words {sum(words) / len(words):.4f}  {tables}  {times}  {len(done)} read")


def side_by_side(python: str) -> None:
    """All of it; `python` is the one that has the other readers."""
    print("\nSide by side: words found, table cells kept, milliseconds a file")
    with tempfile.TemporaryDirectory() as name:
        papers = list(made_docx(Path(name)))
        shown("made papers with tables, docx", papers, python)
        if printed := list(made_pdf(papers)):
            shown("the same printed to pdf", printed, python)
    words = sorted((DATA / "docx_vbpl").glob("*.docx"))[::6]
    shown("laws, docx", [Made(path, words_in(word_text(path)), Counter()) for path in words], python)
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
    twins = [twin(next(DATA.glob(page)), next(DATA.glob(word))) for page, word in pages]
    ends = {made.path: last for made, last in twins}
    shown("saved pages, html", [made for made, _ in twins], python, ends=ends)
