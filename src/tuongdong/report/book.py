"""
A workbook of our own, for every Excel table that the program writes: fonts, paper, text that stays text, rows that grow.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

from tuongdong.read.archive import OWN_TABLE
from tuongdong.report.marks import LABEL, VALUES, Run
from tuongdong.text import printable

__all__ = ["HEAD", "KEY_HEAD", "PEOPLE", "Book", "height", "let_rows_grow"]

KEY_HEAD: Final = "tuongdong"
"""The head of the hidden column; a sheet without it is not ours."""
HEAD: Final[Mapping[str, object]] = {
    "bold": True,
    "border": 1,
    "bg_color": "#EFEDE6",
    "align": "center",
    "valign": "vcenter",
}
"""The look of a table's head."""
PEOPLE: Final[Mapping[str, object]] = {"border": 1, "bg_color": "#FFFDF3"}
"""The look of cells that people fill in."""

_LONGEST_CELL: Final = 32_000  # Excel refuses more than 32,767 characters
_LINE_HEIGHT: Final = 15.75
_HIGHEST: Final = 409  # of a row, in points
_LETTERS_A_UNIT: Final = 1.2  # letters of Times New Roman 12 to a unit of column width, with the loss at line ends
# <row r="5" spans="1:8" ht="63" customHeight="1">
_FIXED_RE: Final = re.compile(rb'(<row [^>]*?) customHeight="1"')
_FONT: Final = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
_NAME: Final[Mapping[str, object]] = {"bold": True}
_VALUE: Final[Mapping[str, object]] = {"bold": True, "font_color": "#9C3D00"}
_IN_WORDS: Final[Mapping[str, object]] = {"underline": 1}  # a difference that is no value
_DANGEROUS: Final = tuple("=+-@\t\r")


class Book:
    """A workbook while it is written. Everything is written as text: nothing that a document says can become a formula."""

    def __init__(self, path: Path, created: datetime | None = None) -> None:
        self.book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
        self.book.set_properties({"keywords": OWN_TABLE, "created": created})
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def style(self, **properties: object) -> Any:
        """A format; equal ones are one, as Excel allows some thousands only."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({**_FONT, **properties})
        return self.formats[key]

    def sheet(self, name: str) -> Any:
        """A sheet for A4 across, its page number centred on top."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.7)
        sheet.set_header('&C&"Times New Roman,Regular"&13&P')
        return sheet

    def text(self, sheet: Any, row: int, column: int, text: str, style: Any) -> None:
        """Text as text, whatever it begins with."""
        text = printable(text)[:_LONGEST_CELL]
        if text.startswith(_DANGEROUS):
            style = self._quoted(style)
        sheet.write_string(row, column, text, style) if text else sheet.write_blank(row, column, None, style)

    def _quoted(self, style: Any) -> Any:
        """The format with Excel's own sign that what looks like a formula is text, also after an edit."""
        of = next(key for key, known in self.formats.items() if known is style)
        return self.style(**{**dict(of), "quote_prefix": True})

    def rich(self, sheet: Any, row: int, column: int, told: Sequence[Run], style: Any) -> None:
        """Runs in one cell: names bold, values that differ bold and coloured, other words that differ underlined."""
        plain = "".join(run.text for run in told)
        if len(told) < 3 or len(plain) > _LONGEST_CELL:  # xlsxwriter makes rich text of two pieces at least
            named = bool(told) and all(run.kind == LABEL for run in told)
            self.text(sheet, row, column, plain, self.style(border=1, **_NAME) if named else style)
            return
        pieces: list[Any] = []
        for run in told:
            pieces += [self.style(**_look(run.kind)), run.text]
        sheet.write_rich_string(row, column, *pieces, style)


def _look(kind: str) -> Mapping[str, object]:
    if not kind:
        return {}
    return _NAME if kind == LABEL else _VALUE if kind in VALUES else _IN_WORDS


def height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """The height that the fullest cell of a row needs, in points; LibreOffice does not find it by itself."""
    fullest = max(
        sum(max(1, -(-len(line) // round(width * _LETTERS_A_UNIT))) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(_LINE_HEIGHT * fullest + 6, _HIGHEST)


def let_rows_grow(path: Path) -> None:
    """
    Rows keep the height that they were given but grow with what people write into them.

    xlsxwriter fixes every height that it is told; Excel itself leaves out that mark for rows that it fits to their text.
    """
    with ZipFile(path) as source:
        parts = [(item, source.read(item)) for item in source.infolist()]
    with ZipFile(path, "w", ZIP_DEFLATED) as target:
        for item, data in parts:
            sheet = item.filename.startswith("xl/worksheets/sheet")
            target.writestr(item, _FIXED_RE.sub(rb"\1", data) if sheet else data)
