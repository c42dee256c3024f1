"""
Which provisions of a document detail which of a resolution: named in its text, or alike in content.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tuongdong.cite import Citations
from tuongdong.compare.likeness import Vector, likeness, vector
from tuongdong.models import CitationKind, Delegation, DelegationKind, Document, Level, Provision
from tuongdong.text import fold, syllables

__all__ = ["Pair", "details", "pairs"]

HEADING_LEAST: Final = 0.10
SUBJECT_LEAST: Final = 0.65

# Phạm vi điều chỉnh; Hiệu lực thi hành: articles that fill nothing in
_FORMAL_RE: Final = re.compile(
    r"[Pp]hạm vi điều chỉnh|[Đđ]ối tượng áp dụng|[Hh]iệu lực|[Tt]rách nhiệm thi hành|[Tt]ổ chức thực hiện|[Cc]huyển tiếp|[Gg]iải thích từ ngữ"
)
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


def pairs(resolution: Document, orders: Sequence[Delegation], document: Document, cited: Citations) -> Iterator[Pair]:
    """The pairs of a resolution, with its orders, and a document that details it."""
    known = {unit.eid for unit in resolution.provisions}
    for one in cited.citations:
        if one.target is not None and _same(one.target.number, resolution.number) and one.target.eid in known:
            yield Pair(one.target.eid, one.within, 1.0, explicit=True)
    for target, eid, score in (*_by_order(orders, document), *_by_subject(resolution, document)):
        yield Pair(target, eid, round(score, 4), explicit=False)


def _same(number: str | None, resolution: str | None) -> bool:
    """Whether a printed number is the resolution's, its letters misprinted or not: 119/2020/NQ14, 119/2020/QH14."""
    if not number or not resolution:
        return False
    a, b = _NUMBER_RE.match(number), _NUMBER_RE.match(resolution)
    return number == resolution or bool(a and b and a[1] == b[1] and number[-2:] == resolution[-2:])


def _by_order(orders: Sequence[Delegation], document: Document) -> Iterable[tuple[str, str, float]]:
    """Each article under the order that its heading, then its words, are most like."""
    issuer = fold(document.issuer or "")
    mine = [
        order for order in orders if order.kind is not DelegationKind.GUIDE and (not issuer or fold(order.to) == issuer)
    ]
    vectors = [(order, vector(syllables(order.text))) for order in mine]
    for unit in document.provisions:
        if unit.level is not Level.ARTICLE or not unit.heading or _FORMAL_RE.search(unit.heading):
            continue
        own = vector(syllables(unit.heading))
        scored = [(likeness(own, words), order) for order, words in vectors]
        score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        if best is not None and score >= HEADING_LEAST:
            yield best.within, unit.eid, score


def _by_subject(resolution: Document, document: Document) -> Iterable[tuple[str, str, float]]:
    """Clauses and articles that say again what a provision of the resolution says."""
    targets = [(unit.eid, _vector(resolution, unit)) for unit in _leaves(resolution)]
    for unit in _leaves(document):
        own = _vector(document, unit)
        score, eid = max(((likeness(own, words), eid) for eid, words in targets), default=(0.0, ""))
        if score >= SUBJECT_LEAST:
            yield eid, unit.eid, score


def _leaves(document: Document) -> list[Provision]:
    parents = {unit.parent for unit in document.provisions}
    return [
        unit
        for unit in document.provisions
        if unit.eid not in parents and unit.level in (Level.ARTICLE, Level.CLAUSE, Level.POINT)
    ]


def _vector(document: Document, unit: Provision) -> Vector:
    return vector(syllables(unit.span.of(document.text)))
