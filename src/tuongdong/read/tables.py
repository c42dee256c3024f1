"""
Tables that hold data, and tables that only arrange a page.

Heads ("issuer | national title"), signatures ("Nơi nhận | TM. ỦY BAN") and boxed text are drawn with tables, but they
are paragraphs: they are written left column first, a line a paragraph. Everything else is a table, a line a row.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tuongdong.read.builder import CellSource, Run, TextBuilder, joined, plain

__all__ = ["FOOTNOTE", "MOST_CELLS", "Block", "Grid", "GridCell", "Paragraph", "is_layout", "place", "rows_of"]

# CỘNG HÒA XÃ HỘI / ĐẢNG CỘNG SẢN VIỆT NAM / Độc lập - Tự do / Số: 12/ / Kính gửi: / Nơi nhận: / TM. ỦY BAN
_ARRANGED_RE: Final = re.compile(
    r"\s*(?:CỘNG H(?:ÒA|OÀ) XÃ|ĐẢNG CỘNG SẢN|Độc lập\s?[-–]\s?Tự do|Số\s?:(?: |/|$)|Kính gửi|Nơi nhận"
    r"|(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\s?\. [A-ZĐÀ-Ỹ]|(?:CHỦ TỊCH|BỘ TRƯỞNG|THỦ TƯỚNG|GIÁM ĐỐC|CHỦ NHIỆM|TRƯỞNG BAN)$)"
)


FOOTNOTE: Final = "footnote"
MOST_CELLS: Final = 400_000
"""In a file: each takes a kilobyte and more on its way."""


class Paragraph(NamedTuple):
    """A paragraph as a reader found it; `hint` is FOOTNOTE for a note, else what the file declares of its level."""

    runs: Sequence[Run]
    hint: str | None = None


class GridCell(NamedTuple):
    """A cell as a reader found it: what stands in it, at its place on the grid."""

    row: int
    column: int
    blocks: Sequence["Block"]
    row_span: int = 1
    column_span: int = 1
    header: bool = False


class Grid(NamedTuple):
    """A table as a reader found it."""

    cells: Sequence[GridCell]


Block = Paragraph | Grid


def rows_of(rows: Iterable[Iterable[Sequence[Block]]]) -> Grid:
    """A table of rows of cells that span nothing."""
    return Grid([GridCell(at, column, cell) for at, row in enumerate(rows) for column, cell in enumerate(row)])


def place(builder: TextBuilder, blocks: Iterable[Block]) -> None:
    """Blocks into the builder, in order; what a page-arranging table holds stands as if the table were not there."""
    for block in blocks:
        if isinstance(block, Paragraph):
            is_note = block.hint == FOOTNOTE
            builder.paragraph(block.runs, None if is_note else block.hint, footnote=is_note)
        elif is_layout(block.cells):
            for cell in sorted(block.cells, key=lambda cell: (cell.column, cell.row)):
                place(builder, cell.blocks)
        else:
            builder.table(_sources(block.cells))


def is_layout(cells: Sequence[GridCell]) -> bool:
    """Whether a table only arranges a page: one cell, a table around tables, or the words of a head or a signature."""
    full = [cell for cell in cells if any(_has_words(block) for block in cell.blocks)]
    if len(full) <= 1:
        return True
    if len(full) <= 4 and any(isinstance(block, Grid) and len(block.cells) > 1 for c in full for block in c.blocks):
        return True
    if len({cell.column for cell in full}) > 3 or len({cell.row for cell in full}) > 8:
        return False
    return any(_ARRANGED_RE.match(plain(runs)) for cell in full for runs in _paragraphs(cell.blocks))


def _has_words(block: Block) -> bool:
    return any(plain(runs).strip() for runs in _paragraphs([block]))


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Sequence[Run]]:
    """The paragraphs of blocks, those of tables within included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.runs
        else:
            for cell in block.cells:
                yield from _paragraphs(cell.blocks)


def _sources(cells: Sequence[GridCell]) -> Iterator[CellSource]:
    """Cells with their paragraphs on one line each."""
    heads = _head_rows(cells)
    for cell in cells:
        runs = joined(_paragraphs(cell.blocks))
        header = cell.header or cell.row in heads
        yield CellSource(cell.row, cell.column, runs, cell.row_span, cell.column_span, header)


def _head_rows(cells: Sequence[GridCell]) -> set[int]:
    """The first rows whose words are all bold, and the rows that a head cell reaches down to; at least the first."""
    rows: dict[int, bool] = {}
    for cell in cells:
        words = [run for runs in _paragraphs(cell.blocks) for run in runs if run.text.strip()]
        rows[cell.row] = rows.get(cell.row, True) and all(run.bold for run in words)
    deepest = max((cell.row + cell.row_span for cell in cells if cell.row == 0), default=1)
    heads: set[int] = set()
    for row in sorted(rows)[:4]:
        if not rows[row] and row > 0:
            break
        heads.add(row)
    full = len(heads) == len(rows)
    return set(range(min(deepest, 4))) if full or deepest > len(heads) else heads
