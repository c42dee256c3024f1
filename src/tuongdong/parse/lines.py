"""The lines of a text that hold words, with what stands around each."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from tuongdong.models import Table

__all__ = ["Line", "TableMap", "lines_of"]

_CELL: Final = 6  # lines of a cell in which its closing bar must come
_HEADS: Final = ("STT\n", "TT\n", "Stt\n", "Số TT\n")  # what the head of another table begins with


class Line(NamedTuple):
    """`apart`: an empty line (or the text's start) stands before it. `cell`: it is a row of a table with columns."""

    start: int
    end: int
    apart: bool
    cell: bool


class TableMap:
    """Tells whether a place of the text lies inside a table with more than one column."""

    def __init__(self, tables: Sequence[Table]) -> None:
        spans = sorted(table.span for table in tables if table.columns > 1)
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def __contains__(self, place: int) -> bool:
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._ends[at]


def lines_of(text: str, tables: Sequence[Table] = ()) -> list[Line]:
    """
    The lines that are not empty, in order.

    >>> [line.apart for line in lines_of("Điều 1.\\na)\\n\\nĐiều 2.")]
    [True, False, True]
    """
    inside = TableMap(tables)
    found: list[Line] = []
    at, apart, bar = 0, True, False
    for words in text.split("\n"):
        start, at = at, at + len(words) + 1
        if not words:
            apart, bar = True, False
            continue
        # Codified texts leave a table's cells on lines of their own, between lines that hold a bar alone.
        is_bar = words == "|"
        cell = (
            is_bar
            or (text.startswith("|\n", at) and not (apart and words.startswith("Điều ")))
            or (bar and _is_cell(text, at))
        )
        cell = cell or (bool(tables) and start in inside)
        found.append(Line(start, start + len(words), apart, cell))
        apart, bar = False, is_bar
    return found


def _is_cell(text: str, at: int) -> bool:
    """Whether the line that ends before `at` and stands below a bar is a cell: another bar closes it soon, and no head is next."""
    if text.startswith(_HEADS, at):
        return False
    for _ in range(_CELL):
        end = text.find("\n", at)
        if text.startswith("|", at) and end - at in (1, -1 - at):
            return True
        if end < 0:
            return False
        at = end + 1
    return False
