"""
The office's table as an Excel workbook, and what people wrote into it read back.

A hidden column holds each row's key; columns that people add to its right are theirs and go along. Everything is written as text:
nothing that a document says can become a formula.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tuongdong.eids import place_words
from tuongdong.errors import DamagedFileError, ReportError
from tuongdong.files import whole_file
from tuongdong.models import Comparison, Document, Finding
from tuongdong.read.archive import fits
from tuongdong.report import office
from tuongdong.report.book import HEAD, KEY_HEAD, PEOPLE, Book, height, let_rows_grow
from tuongdong.report.remarks import Key, Placed, Remark, key_of, place, tell
from tuongdong.report.rows import Table, table
from tuongdong.report.words import WORDS, word
from tuongdong.text import capital

__all__ = ["read_remarks", "write_excel"]

_EXTRACT: Final = 1_200  # what a row of the greatest height that Excel allows can show
_HEAD_ROW: Final = 3


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
        let_rows_grow(scratch)
    return tell(placed, path.name, lang)


class _Book(Book):
    """The workbook of a comparison."""

    def __init__(self, path: Path, view: Table, placed: Placed, lang: str) -> None:
        super().__init__(path)
        self.view, self.placed, self.lang = view, placed, lang

    def write(self) -> None:
        self._table()
        self._summary()
        if self.placed.unplaced:
            self._unplaced()
        self.book.close()

    # --- the sheets

    def _table(self) -> None:
        heads = office.heads(self.view, self.lang)
        added = _added_columns(self.placed)
        sheet = self.sheet(word("table_title", self.lang)[:31])
        remark, key = len(heads) - 1, len(heads)
        title, between = word("table_title", self.lang).upper(), office.between(self.view, self.lang)
        centred = {"align": "center", "valign": "vcenter"}
        sheet.merge_range(0, 0, 0, remark, title, self.style(bold=True, font_size=14, **centred))
        sheet.merge_range(1, 0, 1, remark, between, self.style(italic=True, **centred))
        sheet.set_row(1, 34)
        head = self.style(**HEAD)
        sheet.set_row(_HEAD_ROW, 36)
        for column, text in enumerate([*heads, KEY_HEAD, *added]):
            self.text(sheet, _HEAD_ROW, column, text, head)
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
        sheet.set_row(row, height(texts, _widths(len(self.view.sides))[1:]))
        sheet.write_number(row, 0, at + 1, self.style(border=1, align="center"))
        self.text(sheet, row, 1, line.field, cell)
        column = 2
        for told in (*line.localities, line.points):
            self.rich(sheet, row, column, told, cell)
            column += 1
        people = self.style(**PEOPLE)
        self.text(sheet, row, column, remark, people)
        self.text(sheet, row, column + 1, str(key_of(line.row, self.view)), cell)
        for number, name in enumerate(added):
            self.text(sheet, row, column + 2 + number, self.placed.column(at, name), people)

    def _summary(self) -> None:
        sheet = self.sheet(word("summary", self.lang))
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 70)
        rows = [(side.name, _described(side.document)) for side in self.view.sides]
        rows += [(word("summary", self.lang), ""), *_counted(self.view, self.lang)]
        rows += [(f"{word('findings', self.lang)}: {name}", one.say(self.lang)) for name, one in self.view.findings]
        rows.append(("", word("check_note", self.lang)))
        for at, (name, text) in enumerate(rows):
            self.text(sheet, at, 0, name, self.style(bold=True))
            self.text(sheet, at, 1, text, self.style())

    def _unplaced(self) -> None:
        sheet = self.sheet(word("unplaced", self.lang))
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
            self.text(sheet, _HEAD_ROW, column, text, self.style(bold=True, border=1, bg_color="#EFEDE6"))
        for at, remark in enumerate(self.placed.unplaced, start=_HEAD_ROW + 1):
            told = dict(remark.columns)
            name = f"{remark.key.document}, {place_words(remark.key.eid, self.lang)}" if remark.key else ""
            texts = [
                name,
                remark.row,
                told.get("remark", ""),
                str(remark.key or ""),
                *(told.get(one, "") for one in added),
            ]
            for column, text in enumerate(texts):
                self.text(sheet, at, column, text, self.style(border=1))


def _widths(sides: int) -> list[int]:
    return [6, 26, *([46 if sides == 2 else 36] * sides), 40, 38]


def _described(document: Document) -> str:
    parts = (document.doctype, document.number, " ".join((document.title or "").split()))
    return capital(" ".join(part for part in parts if part))


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
        data = path.read_bytes()
        fits(data, path)
        book = load_workbook(BytesIO(data), read_only=True)
    except PermissionError as error:
        raise ReportError("file_in_use", path=path) from error
    except (OSError, DamagedFileError, InvalidFileException, KeyError, ValueError, SyntaxError) as error:
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
