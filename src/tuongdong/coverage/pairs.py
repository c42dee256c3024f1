"""
Which provisions of a document detail which of a resolution: named in its text, or alike in content.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tuongdong.cite import Citations
from tuongdong.coverage.bodies import answers
from tuongdong.coverage.orders import by_order
from tuongdong.coverage.subjects import by_subject
from tuongdong.models import CitationKind, DelegationKind, Document

__all__ = ["Pair", "details", "pairs"]

_NUMBER_RE: Final = re.compile(r"(\d+/\d{4})/")


class Pair(NamedTuple):
    """A provision of the resolution, and one that details it."""

    target: str
    eid: str
    score: float
    explicit: bool


def details(cited: Citations, number: str | None) -> bool:
    """Whether a document says that it details the resolution of a number."""
    return any(
        c.kind is CitationKind.DETAIL and c.target is not None and _same(c.target.number, number)
        for c in cited.citations
    )


def pairs(resolution: Document, own: Citations, document: Document, cited: Citations) -> Iterator[Pair]:
    """The pairs of a resolution and a document that details it, each with what cite finds in it."""
    known = {unit.eid for unit in resolution.provisions}
    for one in cited.citations:
        if one.target is not None and _same(one.target.number, resolution.number) and one.target.eid in known:
            yield Pair(one.target.eid, one.within, 1.0, explicit=True)
    mine = [order for order in own.delegations if answers(order.to, document.issuer)]
    ruling = dict.fromkeys(order.within for order in mine if order.kind is not DelegationKind.GUIDE)
    left_out = {order.within for order in mine}
    for target, eid, score in (
        *by_order(resolution, list(ruling), document),
        *by_subject(resolution, left_out, document, own, cited),
    ):
        yield Pair(target, eid, round(score, 4), explicit=False)


def _same(number: str | None, resolution: str | None) -> bool:
    """Whether a printed number is the resolution's, its letters misprinted or not: 119/2020/NQ14, 119/2020/QH14."""
    if not number or not resolution:
        return False
    a, b = _NUMBER_RE.match(number), _NUMBER_RE.match(resolution)
    return number == resolution or bool(a and b and a[1] == b[1] and number[-2:] == resolution[-2:])
