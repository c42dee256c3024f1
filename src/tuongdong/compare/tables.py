"""
Tables of two passages that are of another build: other columns, other rows.

Where tables have the same labels, row is set beside row and value beside value, as sentences are. Where they have not, a fee
by place beside a fee by kind of school, no row answers a row: they are told as a whole.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
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
    """The tables of two provisions that are not of one build, each pair as one difference."""
    for x, y in zip_longest(_tables(a, a_said), _tables(b, b_said)):
        if x and y and _common(_labels(x), _labels(y)) >= _ONE_BUILD:
            continue
        yield Difference(
            kind=_kind(*[(d, t) for d, t in ((a, x), (b, y)) if t]),
            a=x.span.of(a.text) if x else "",
            b=y.span.of(b.text) if y else "",
            a_span=x.span if x else None,
            b_span=y.span if y else None,
        )


def outside(said: Sequence[Passage], told: Sequence[Span | None]) -> list[Passage]:
    """The sentences that are no rows of tables told as a whole."""
    return [each for each in said if not any(t and t.start <= each.span.start and each.span.end <= t.end for t in told)]


def _tables(document: Document, said: Sequence[Passage]) -> list[Table]:
    rows = [each.span.start for each in said]
    return [t for t in document.tables if any(t.span.start <= row < t.span.end for row in rows)]


def _labels(table: Table) -> set[str]:
    """The words of the cells that hold no figure."""
    return {word for cell in table.cells for word in fold(cell.text).split() if not any(map(str.isdigit, cell.text))}


def _common(x: set[str], y: set[str]) -> float:
    return len(x & y) / max(1, len(x | y))


def _kind(*tables: tuple[Document, Table]) -> DifferenceKind:
    """By the unit that the lines above a table or its cells name."""
    around = fold(" ".join(d.text[max(0, t.span.start - _ABOVE) : t.span.end] for d, t in tables))
    return next((kind for kind, pattern in _UNITS if pattern.search(around)), DifferenceKind.SCOPE)
