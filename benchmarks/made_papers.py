"""
Papers of known words and cells: real texts with tables written anew as Word files, and printed to PDF by LibreOffice, so
that what a reader should find is known to the letter.
"""

import os
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from docx import Document
from docx.shared import Pt

from tuongdong.models import SourceText, Table
from tuongdong.read import read
from tuongdong.read.office import find_office
from tuongdong.text import syllables

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("TUONGDONG_DATA", ROOT.parent / "shared" / "data"))
# Decisions and resolutions of localities whose texts hold tables.
NAMES = (
    "78-2025-NQ-HĐND_Hà-Nội",
    "62-2025-QĐ-UBND_Đồng-Nai",
    "3565-QĐ-UBND_Huế",
    "456-QĐ-UBND_Bắc-Ninh",
    "980-KH-UBND_Nghệ-An",
)


# quảng cáo|1. Việc đặt màn hình
_NUMBER_RE = re.compile(r"(?<=[^\W\d_])(?=\d)")

_AFTER_HYPHEN_RE = re.compile(r"(?<=\w[-/.]) (?=\w)")


class Made(NamedTuple):
    """A file, the words that stand in it, and the words of its table cells."""

    path: Path
    words: Counter[str]
    cells: Counter[str]


def words_in(text: str) -> Counter[str]:
    """Syllables; a number right behind a letter is a word of its own, for the break between them may be lost in the file."""
    return Counter(syllables(_NUMBER_RE.sub(" ", unicodedata.normalize("NFC", text))))


def cells_of(cells: Iterable[str]) -> Counter[str]:
    """
    Cells that hold words. A space after a hyphen or stroke says nothing ("TT- BTC"): where a line of a cell ends, nobody
    sees whether there is one.
    """
    return Counter(_AFTER_HYPHEN_RE.sub("", " ".join(cell.split())) for cell in cells if cell.strip())


def made_docx(folder: Path, font: str = "Times New Roman", names: Sequence[str] = NAMES) -> Iterator[Made]:
    """Word files in a folder, in a font."""
    for name in names:
        source = read(next((DATA / "local").glob(f"{name}*.md")))
        path = folder / f"{name}.docx"
        _write(source, path, font)
        cells = cells_of(cell.text for table in source.tables for cell in table.cells)
        yield Made(path, words_in(source.text), cells)


def made_pdf(papers: Sequence[Made]) -> Iterator[Made]:
    """The same papers as PDF; none without LibreOffice."""
    office = find_office()
    if office is None:
        return
    folder = papers[0].path.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *(str(paper.path) for paper in papers)], check=True, capture_output=True, timeout=300)
    for paper in papers:
        yield paper._replace(path=paper.path.with_suffix(".pdf"))


def _write(source: SourceText, path: Path, font: str) -> None:
    document = Document()
    document.styles["Normal"].font.name = font
    document.styles["Normal"].font.size = Pt(13)
    at = 0
    for table in source.tables:
        _paragraphs(document, source.text[at : table.span.start])
        _table(document, table)
        at = table.span.end
    _paragraphs(document, source.text[at:])
    document.save(str(path))


def _paragraphs(document: object, text: str) -> None:
    for line in text.strip("\n").split("\n"):
        document.add_paragraph(line)  # type: ignore[attr-defined]


def _table(document: object, table: Table) -> None:
    grid = document.add_table(rows=table.rows, cols=table.columns)  # type: ignore[attr-defined]
    grid.style = "Table Grid"
    for cell in table.cells:
        here = grid.cell(cell.row, cell.column)
        if cell.row_span > 1 or cell.column_span > 1:
            here = here.merge(grid.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1))
        here.text = cell.text
