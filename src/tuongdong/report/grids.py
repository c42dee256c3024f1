"""
Tables that people edited, as rows of cells: from Excel and from Word, with merged cells filled in.
"""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple

import docx
from docx.oxml.ns import qn
from openpyxl import load_workbook

from tuongdong.errors import LimitError, ReportError
from tuongdong.read.archive import fits
from tuongdong.report.word_cells import hidden_of, text_of
from tuongdong.text import printable

__all__ = ["SUFFIXES", "Cell", "Grid", "grids"]

SUFFIXES: Final = (".xlsx", ".docx")
_MOST_ROWS, _MOST_COLUMNS = 20_000, 80


class Cell(NamedTuple):
    """A cell; each place that a merged cell covers has its words. `across`: how many columns it covers."""

    text: str
    hidden: str = ""
    across: int = 1


class Grid(NamedTuple):
    """A sheet, or a table of a paper, and the words above it."""

    name: str
    title: str
    rows: tuple[tuple[Cell, ...], ...]


def grids(path: Path, data: bytes | None = None) -> tuple[Grid, ...]:
    """
    The tables of a workbook or paper: the file's, or those of `data` under its name.

    ReportError when it cannot be read, LimitError when it is too large.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ReportError("list_unknown", path=path, supported=", ".join(SUFFIXES))
    try:
        data = path.read_bytes() if data is None else data
        fits(data, path)
        return tuple(_excel(data) if path.suffix.lower() == ".xlsx" else _word(data))
    except LimitError:
        raise
    except PermissionError as error:
        raise ReportError("file_in_use", path=path) from error
    except Exception as error:  # openpyxl and python-docx raise whatever zip and XML raise
        raise ReportError("list_damaged", path=path) from error


# --- Excel


def _excel(data: bytes) -> Iterator[Grid]:
    book = load_workbook(BytesIO(data), data_only=True)
    try:
        for sheet in book.worksheets:
            high, wide = min(sheet.max_row, _MOST_ROWS), min(sheet.max_column, _MOST_COLUMNS)
            rows = [
                [Cell(_plain(value)) for value in row]
                for row in sheet.iter_rows(values_only=True, max_row=high, max_col=wide)
            ]
            for area in sheet.merged_cells.ranges:
                _fill_in(rows, area.min_row - 1, area.min_col - 1, area.size["rows"], area.size["columns"])
            yield Grid(sheet.title, next((cell.text for row in rows for cell in row if cell.text), ""), _fixed(rows))
    finally:
        book.close()


def _plain(value: object) -> str:
    """A value as Vietnamese tables show it: dates by day, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return printable(str(value)).replace("\r\n", "\n").strip()


def _fill_in(rows: list[list[Cell]], top: int, left: int, height: int, width: int) -> None:
    if top >= len(rows) or left >= len(rows[top]):
        return
    told = rows[top][left]._replace(across=width)
    for row in rows[top : top + height]:
        for column in range(left, min(left + width, len(row))):
            row[column] = told


def _fixed(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(row) for row in rows)


# --- Word


def _word(data: bytes) -> Iterator[Grid]:
    document = docx.Document(BytesIO(data))
    title = next((line.text.strip() for line in document.paragraphs if line.text.strip()), "")
    for at, table in enumerate(document.tables, start=1):
        rows: list[list[Cell]] = []
        for row in table._tbl.tr_lst[:_MOST_ROWS]:
            rows.append(_word_row(row, rows[-1] if rows else []))
        yield Grid(f"{at}", title, _fixed(rows))


def _word_row(row: Any, above: list[Cell]) -> list[Cell]:
    """The cells of a row; one that goes on from above has the words of that one."""
    found: list[Cell] = []
    for cell in row.tc_lst:
        properties = cell.tcPr
        span = properties.find(qn("w:gridSpan")) if properties is not None else None
        width = max(1, int(span.get(qn("w:val"), "1"))) if span is not None else 1
        down = properties.find(qn("w:vMerge")) if properties is not None else None
        goes_on = down is not None and down.get(qn("w:val"), "continue") == "continue"
        told = Cell(text_of(cell), hidden_of(cell), width)
        if goes_on and len(found) < len(above) and not told.text:
            told = above[len(found)]._replace(hidden=told.hidden)
        found += [told] * min(width, _MOST_COLUMNS - len(found))
    return found
