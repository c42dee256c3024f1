"""
Values that two passages set for the same thing, and that are not equal.

Two values speak of the same thing when the words around them are the same; equal values pair first.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from tuongdong.compare.units import Passage
from tuongdong.compare.words import NUMBER, TRIVIAL, Word
from tuongdong.measure import measure
from tuongdong.models import Bound, Difference, DifferenceKind, Document, Quantity, QuantityKind, Span

__all__ = ["differing_values", "values_of"]


def values_of(document: Document, said: Sequence[Passage]) -> list[Quantity]:
    return [q for sentence in said for q in measure(sentence.span.of(document.text), sentence.span.start)]


def differing_values(
    a: list[Quantity], b: list[Quantity], a_words: Sequence[Word], b_words: Sequence[Word]
) -> Iterator[Difference]:
    """Values of one kind that stand in the same words on both sides and are not equal."""
    scored = [
        (_closeness(q, r, a_words, b_words) + (_EQUAL if _equal(q, r) else 0.0), q, r)
        for q in a
        for r in b
        if q.kind == r.kind
    ]
    used_a: set[Span] = set()
    used_b: set[Span] = set()
    for closeness, q, r in sorted(scored, key=lambda s: (-s[0], s[1].span, s[2].span)):
        if q.span in used_a or r.span in used_b or closeness < _close_enough(q, r):
            continue
        used_a.add(q.span)
        used_b.add(r.span)
        if not _equal(q, r):
            yield Difference(kind=DifferenceKind(q.kind.value), a=q.text, b=r.text, a_span=q.span, b_span=r.span)


_CLOSE: Final = 0.25
"""The least share of common words around two values that speak of the same thing."""
_EQUAL: Final = 0.25
"""What equal values are ahead of others in the same words: so much that they always pair."""


def _equal(q: Quantity, r: Quantity) -> bool:
    return (q.value, q.lower, q.unit, _bound(q)) == (r.value, r.lower, r.unit, _bound(r))


def _bound(q: Quantity) -> Bound:
    """ "trước ngày X" is due X, as "chậm nhất ngày X" is."""
    return Bound.AT_MOST if q.kind is QuantityKind.DATE and q.bound is Bound.BELOW else q.bound


def _close_enough(q: Quantity, r: Quantity) -> float:
    """A day is seldom set against a year: then more of the words around must agree."""
    fine = [q.kind is QuantityKind.DATE and len(str(x.value)) == len("2021-07-01") for x in (q, r)]
    return _CLOSE if fine[0] == fine[1] else 2 * _CLOSE


def _closeness(q: Quantity, r: Quantity, a_words: Sequence[Word], b_words: Sequence[Word]) -> float:
    """How many of the words around two values are the same."""
    around_q, around_r = _around(q, a_words), _around(r, b_words)
    if not around_q or not around_r:
        return 0.0
    return len(around_q & around_r) / min(len(around_q), len(around_r))


def _around(q: Quantity, words: Sequence[Word]) -> set[str]:
    near = [w.key for w in words if w.end <= q.span.start][-8:] + [w.key for w in words if w.start >= q.span.end][:8]
    return set(near) - TRIVIAL - {NUMBER}
