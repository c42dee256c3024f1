"""
The office's table as an Excel workbook, and what people wrote into it read back.

A hidden column holds each row's key; columns that people add to its right are theirs and go along. Everything is written as text:
nothing that a document says can become a formula.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tuongdong.errors import ReportError
from tuongdong.models import Comparison, Document, Finding
from tuongdong.report import office
from tuongdong.report.files import whole_file
from tuongdong.report.marks import LABEL, VALUES, Run
from tuongdong.report.remarks import Key, Placed, Remark, key_of, place, tell
from tuongdong.report.rows import Table, table
from tuongdong.report.words import WORDS, word
from tuongdong.text import printable

__all__ = ["KEY_HEAD", "read_remarks", "write_excel"]

KEY_HEAD: Final = "tuongdong"
"""The head of the hidden column; a sheet without it is not ours."""

_LONGEST_CELL: Final = 32_000  # Excel refuses more than 32,767 characters
_EXTRACT: Final = 1_200  # what a row of the greatest height that Excel allows can show
_HEAD_ROW: Final = 3
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


def write_excel(
    comparisons: Sequence[Comparison],
    documents: Sequence[Document],
    path: Path,
    lang: str = "vi",
    remarks: Sequence[Remark] = (),
) -> tuple[Finding, ...]:
    """
    The workbook at `path`, whole or not at all; `remarks`, and those of the one that was there, are in it.

    Gives what people should know of their remarks. ReportError when what is at `path` is no table of ours.
    """
    view = table(comparisons, documents)
    placed = place((*remarks, *(read_remarks(path) if path.exists() else ())), view)
    with whole_file(path) as scratch:
        _Book(scratch, view, placed, lang).write()
        _let_rows_grow(scratch)
    return tell(placed, path.name, lang)


class _Book:
    """The workbook while it is written."""

    def __init__(self, path: Path, view: Table, placed: Placed, lang: str) -> None:
        self.book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
        self.view, self.placed, self.lang = view, placed, lang
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def write(self) -> None:
        self._table()
        self._summary()
        if self.placed.unplaced:
            self._unplaced()
        self.book.close()

    def style(self, **properties: object) -> Any:
        """A format; equal ones are one, as Excel allows some thousands only."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({**_FONT, **properties})
        return self.formats[key]

    # --- the sheets

    def _table(self) -> None:
        heads = office.heads(self.view, self.lang)
        added = _added_columns(self.placed)
        sheet = self._sheet(word("table_title", self.lang)[:31])
        remark, key = len(heads) - 1, len(heads)
        title, between = word("table_title", self.lang).upper(), office.between(self.view, self.lang)
        centred = {"align": "center", "valign": "vcenter"}
        sheet.merge_range(0, 0, 0, remark, title, self.style(bold=True, font_size=14, **centred))
        sheet.merge_range(1, 0, 1, remark, between, self.style(italic=True, **centred))
        sheet.set_row(1, 34)
        head = self.style(bold=True, border=1, bg_color="#EFEDE6", **centred)
        sheet.set_row(_HEAD_ROW, 36)
        for column, text in enumerate([*heads, KEY_HEAD, *added]):
            self._text(sheet, _HEAD_ROW, column, text, head)
        for column, width in enumerate(_widths(len(self.view.sides))):
            sheet.set_column(column, column, width)
        sheet.set_column(key, key, None, None, {"hidden": True})
        sheet.set_column(key + 1, key + 1 + len(added), 36)
        lines = office.lines(self.view, self.lang, _EXTRACT)
        for at, line in enumerate(lines):
            self._line(sheet, at, line, added)
        sheet.freeze_panes(_HEAD_ROW + 1, 2)
        sheet.repeat_rows(_HEAD_ROW)
        if lines:
            sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + len(lines), remark)

    def _line(self, sheet: Any, at: int, line: office.Line, added: Sequence[str]) -> None:
        row, cell = _HEAD_ROW + 1 + at, self.style(border=1)
        remark = self.placed.column(at, "remark")
        texts = [line.field, *("".join(run.text for run in told) for told in (*line.localities, line.points)), remark]
        sheet.set_row(row, _height(texts, _widths(len(self.view.sides))[1:]))
        sheet.write_number(row, 0, at + 1, self.style(border=1, align="center"))
        self._text(sheet, row, 1, line.field, cell)
        column = 2
        for told in (*line.localities, line.points):
            self._rich(sheet, row, column, told, cell)
            column += 1
        people = self.style(border=1, bg_color="#FFFDF3")
        self._text(sheet, row, column, remark, people)
        self._text(sheet, row, column + 1, str(key_of(line.row, self.view)), cell)
        for number, name in enumerate(added):
            self._text(sheet, row, column + 2 + number, self.placed.column(at, name), people)

    def _summary(self) -> None:
        sheet = self._sheet(word("summary", self.lang))
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 70)
        rows = [(side.name, _described(side.document)) for side in self.view.sides]
        rows += [(word("summary", self.lang), ""), *_counted(self.view, self.lang)]
        rows += [(f"{word('findings', self.lang)}: {name}", one.say(self.lang)) for name, one in self.view.findings]
        rows.append(("", word("check_note", self.lang)))
        for at, (name, text) in enumerate(rows):
            self._text(sheet, at, 0, name, self.style(bold=True))
            self._text(sheet, at, 1, text, self.style())

    def _unplaced(self) -> None:
        sheet = self._sheet(word("unplaced", self.lang))
        added = _added_columns(self.placed)
        heads = [
            word("old_row", self.lang),
            word("old_text", self.lang),
            word("col_remark", self.lang),
            KEY_HEAD,
            *added,
        ]
        sheet.merge_range(0, 0, 0, 2, word("unplaced_note", self.lang), self.style(italic=True))
        sheet.set_row(0, 34)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 2, 60)
        sheet.set_column(3, 3, None, None, {"hidden": True})
        for column, text in enumerate(heads):
            self._text(sheet, _HEAD_ROW, column, text, self.style(bold=True, border=1, bg_color="#EFEDE6"))
        for at, remark in enumerate(self.placed.unplaced, start=_HEAD_ROW + 1):
            told = dict(remark.columns)
            name = f"{remark.key.document}, {remark.key.eid}" if remark.key else ""
            texts = [
                name,
                remark.row,
                told.get("remark", ""),
                str(remark.key or ""),
                *(told.get(one, "") for one in added),
            ]
            for column, text in enumerate(texts):
                self._text(sheet, at, column, text, self.style(border=1))

    def _sheet(self, name: str) -> Any:
        """A sheet for A4 across, its page number centred on top."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.7)
        sheet.set_header('&C&"Times New Roman,Regular"&13&P')
        return sheet

    # --- cells

    def _text(self, sheet: Any, row: int, column: int, text: str, style: Any) -> None:
        """Text as text, whatever it begins with."""
        text = printable(text)[:_LONGEST_CELL]
        if text.startswith(_DANGEROUS):
            style = self._quoted(style)
        sheet.write_string(row, column, text, style) if text else sheet.write_blank(row, column, None, style)

    def _quoted(self, style: Any) -> Any:
        """The format with Excel's own sign that what looks like a formula is text, also after an edit."""
        of = next(key for key, known in self.formats.items() if known is style)
        return self.style(**{**dict(of), "quote_prefix": True})

    def _rich(self, sheet: Any, row: int, column: int, told: Sequence[Run], style: Any) -> None:
        """Runs in one cell: names bold, values that differ bold and coloured, other words that differ underlined."""
        plain = "".join(run.text for run in told)
        if len(told) < 3 or len(plain) > _LONGEST_CELL:  # xlsxwriter makes rich text of two pieces at least
            named = bool(told) and all(run.kind == LABEL for run in told)
            self._text(sheet, row, column, plain, self.style(border=1, **_NAME) if named else style)
            return
        pieces: list[Any] = []
        for run in told:
            pieces += [self.style(**_look(run.kind)), run.text]
        sheet.write_rich_string(row, column, *pieces, style)


def _look(kind: str) -> Mapping[str, object]:
    if not kind:
        return {}
    return _NAME if kind == LABEL else _VALUE if kind in VALUES else _IN_WORDS


def _widths(sides: int) -> list[int]:
    return [6, 26, *([46 if sides == 2 else 36] * sides), 40, 38]


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """The height that the fullest cell of a row needs, in points; LibreOffice does not find it by itself."""
    fullest = max(
        sum(max(1, -(-len(line) // round(width * _LETTERS_A_UNIT))) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(_LINE_HEIGHT * fullest + 6, _HIGHEST)


def _let_rows_grow(path: Path) -> None:
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


def _described(document: Document) -> str:
    parts = (document.doctype, document.number, " ".join((document.title or "").split()))
    text = " ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _counted(view: Table, lang: str) -> Iterator[tuple[str, str]]:
    for host, side in enumerate(view.hosts):
        for code in ("same", "differs", "related"):
            count = sum(match.relation.value == code for row in view.rows for match in row.matches[host])
            yield f"{side.name}: {word(code, lang)}", str(count)
        yield word("only", lang, name=side.name), str(sum(row.side == host + 1 for row in view.rows))
    alone = sum(row.relation == "only_a" for row in view.rows)
    yield word("only", lang, name=view.ours.name), str(alone)


def _added_columns(placed: Placed) -> list[str]:
    """The columns that people added, in their order."""
    told = [remark for remarks in placed.by_row.values() for remark in remarks] + list(placed.unplaced)
    return list(dict.fromkeys(name for remark in told for name, _ in remark.columns if name != "remark"))


# --- back in


def read_remarks(path: Path) -> tuple[Remark, ...]:
    """What people wrote into a workbook of ours. ReportError when it is not one."""
    try:
        book = load_workbook(path, read_only=True)
    except PermissionError as error:
        raise ReportError("file_in_use", path=path) from error
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise ReportError("report_not_ours", path=path) from error
    found: list[Remark] = []
    ours = False
    try:
        for sheet in book.worksheets:
            rows = [[_plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            head = next((at for at, row in enumerate(rows[:20]) if KEY_HEAD in row), None)
            if head is not None:
                ours = True
                found += _sheet_remarks(rows[head], rows[head + 1 :])
    finally:
        book.close()
    if not ours:
        raise ReportError("report_not_ours", path=path)
    return tuple(found)


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def _sheet_remarks(head: list[str], rows: Sequence[list[str]]) -> Iterator[Remark]:
    """A remark for each row in which people wrote; a row that they added is one as a whole."""
    key_at = head.index(KEY_HEAD)
    remark_at = next((at for at, text in enumerate(head) if text in WORDS["col_remark"]), key_at - 1)
    old_at = next((at for at, text in enumerate(head) if text in WORDS["old_text"]), None)
    shown = slice(old_at, old_at + 1) if old_at is not None else slice(2, remark_at)
    people = [(remark_at, "remark"), *((at, head[at]) for at in range(key_at + 1, len(head)) if head[at])]
    for row in rows:
        key = Key.read(row[key_at]) if key_at < len(row) else None
        told = tuple((name, row[at].strip()) for at, name in people if at < len(row) and row[at].strip())
        if key is None:
            written = [text for at, text in enumerate(row) if text.strip() and at not in dict(people)]
            if told or written:
                yield Remark(None, told, " | ".join(written))
        elif told:
            yield Remark(key, told, next((text for text in row[shown] if text.strip()), ""))
