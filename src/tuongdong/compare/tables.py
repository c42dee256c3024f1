"""
Tables of two passages that are of another build: other columns, other rows.

Where tables have the same labels, row is set beside row and value beside value, as sentences are. Where they have not, a fee
by place beside a fee by kind of school, no row answers a row: they are told as a whole. A table that the other side has in
words is set beside these words, row by row.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tuongdong.compare.units import Passage
from tuongdong.models import Difference, DifferenceKind, Document, Span, Table
from tuongdong.text import fold

__all__ = ["outside", "unlike_tables"]

_ONE_BUILD: Final = 0.5
"""The least share of common words in the labels of two tables whose rows answer one another."""
_ABOVE: Final = 160  # characters above a table that name its unit
_UNITS: Final = (
    (DifferenceKind.MONEY, re.compile(r"\b(?:đồng|vnđ)\b")),
    (DifferenceKind.PERCENTAGE, re.compile(r"%|\btỷ lệ\b|\btỉ lệ\b")),
)


def unlike_tables(
    a: Document, a_said: Sequence[Passage], b: Document, b_said: Sequence[Passage]
) -> Iterator[Difference]:
    """The tables of two provisions that have none of their build on the other side, each pair as one difference."""
    ours, theirs = _tables(a, a_said), _tables(b, b_said)
    for x in list(ours):
        if alike := next((y for y in theirs if _is_of_one_build(x, y)), None):
            ours.remove(x)
            theirs.remove(alike)
    for x, y in zip(ours, theirs, strict=False):
        above = (d.text[max(0, t.span.start - _ABOVE) : t.span.end] for d, t in ((a, x), (b, y)))
        yield Difference(
            kind=_kind(" ".join(above)), a=x.span.of(a.text), b=y.span.of(b.text), a_span=x.span, b_span=y.span
        )


def outside(said: Sequence[Passage], told: Sequence[Span | None]) -> list[Passage]:
    """The sentences that are no rows of tables told as a whole."""
    return [each for each in said if not any(t and t.start <= each.span.start and each.span.end <= t.end for t in told)]


def _tables(document: Document, said: Sequence[Passage]) -> list[Table]:
    rows = [each.span.start for each in said]
    return [t for t in document.tables if any(t.span.start <= row < t.span.end for row in rows)]


def _is_of_one_build(x: Table, y: Table) -> bool:
    ours, theirs = _labels(x), _labels(y)
    return len(ours & theirs) >= _ONE_BUILD * len(ours | theirs)


def _labels(table: Table) -> set[str]:
    """The words of the cells that hold no figure."""
    named = [cell.text for cell in table.cells if not any(map(str.isdigit, cell.text))]
    return {word for words in named for word in fold(words).split()}


def _kind(around: str) -> DifferenceKind:
    """By the unit that the lines above tables or their cells name."""
    return next((kind for kind, pattern in _UNITS if pattern.search(fold(around))), DifferenceKind.SCOPE)
