"""
Tables that hold data, and tables that only arrange a page.

Heads ("issuer | national title"), signatures ("Nơi nhận | TM. ỦY BAN") and boxed text are drawn with tables, but they
are paragraphs: they are written left column first, a line a paragraph. Everything else is a table, a line a row.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from tuongdong.read.builder import CellSource, Run, TextBuilder, joined, plain

__all__ = ["GridCell", "is_layout", "place", "place_grid"]

# CỘNG HÒA XÃ HỘI / ĐẢNG CỘNG SẢN VIỆT NAM / Độc lập - Tự do / Số: 12/ / Kính gửi: / Nơi nhận: / TM. ỦY BAN
_ARRANGED_RE: Final = re.compile(
    r"\s*(?:CỘNG H(?:ÒA|OÀ) XÃ|ĐẢNG CỘNG SẢN|Độc lập\s?[-–]\s?Tự do|Số\s?: |Số: ?/|Kính gửi|Nơi nhận"
    r"|(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\s?\. [A-ZĐÀ-Ỹ]|(?:CHỦ TỊCH|BỘ TRƯỞNG|THỦ TƯỚNG|GIÁM ĐỐC|CHỦ NHIỆM|TRƯỞNG BAN)$)"
)

Paragraphs = Sequence[Sequence[Run]]


class GridCell(NamedTuple):
    """A cell as a reader found it: paragraphs of runs, at its place on the grid."""

    row: int
    column: int
    paragraphs: Paragraphs
    row_span: int = 1
    column_span: int = 1
    header: bool = False


def place(builder: TextBuilder, rows: Iterable[Iterable[Paragraphs]]) -> None:
    """Rows of cells without spans into the builder. A first row all in bold is a head."""
    place_grid(
        builder,
        [GridCell(at, column, cell) for at, row in enumerate(rows) for column, cell in enumerate(row)],
    )


def place_grid(builder: TextBuilder, cells: Sequence[GridCell]) -> None:
    """Cells into the builder: as paragraphs when the table only arranges the page, else as a table."""
    if is_layout(cells):
        for cell in sorted(cells, key=lambda cell: (cell.column, cell.row)):
            for paragraph in cell.paragraphs:
                builder.paragraph(paragraph)
        return
    heads = _head_rows(cells)
    builder.table(
        CellSource(
            cell.row,
            cell.column,
            joined(cell.paragraphs),
            cell.row_span,
            cell.column_span,
            cell.header or cell.row in heads,
        )
        for cell in cells
    )


def is_layout(cells: Sequence[GridCell]) -> bool:
    """Whether a table only arranges paragraphs: one cell, or few with the words of a head or a signature."""
    full = [cell for cell in cells if any(plain(runs).strip() for runs in cell.paragraphs)]
    if len({(cell.row, cell.column) for cell in full}) <= 1:
        return True
    if len({cell.column for cell in full}) > 3 or len({cell.row for cell in full}) > 8:
        return False
    return any(_ARRANGED_RE.match(plain(runs)) for cell in full for runs in cell.paragraphs)


def _head_rows(cells: Sequence[GridCell]) -> set[int]:
    """The first rows, when all their words are bold and there is a row below that is not."""
    rows: dict[int, list[Run]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).extend(run for runs in cell.paragraphs for run in runs if run.text.strip())
    heads: set[int] = set()
    for row in sorted(rows):
        if not all(run.bold for run in rows[row]):
            return heads
        heads.add(row)
        if len(heads) > 3:
            break
    return {0} if 0 in rows else set()
