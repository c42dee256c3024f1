"""
What a resolution orders, and what was issued upon it.

    cite, compare -> COVERAGE -> report

    Takes:  a resolution and the documents among which its detailing documents are looked for.
    Gives:  a Coverage: a row for each delegated provision, and for each that a detailing document names or fills in.

What may be relied on:

1. `explicit` details are named in the text of the detailing document; the others are proposed by content, with a score.
2. Only duties are missing or late, and late against the day from which that provision applies.
3. A detailing document whose base was replaced or repealed as a whole needs review; it has not expired by itself.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from tuongdong.cite import Citations, cite
from tuongdong.compare.likeness import Vector, likeness, vector
from tuongdong.models import CitationKind, Delegation, DelegationKind, Document, Level, Mode, Provision
from tuongdong.text import fold, syllables

__all__ = ["Coverage", "CoverageRow", "Detail", "applies_from", "coverage"]

HEADING_LEAST: Final = 0.10
SUBJECT_LEAST: Final = 0.65

# Kể từ ngày 01 tháng 7 năm 2021, Ủy ban nhân dân quận, ... thực hiện nhiệm vụ, quyền hạn
_LATER_RE: Final = re.compile(
    r"(?:Kể )?[Tt]ừ ngày (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4}),? (?P<who>[^.;\n]{3,120}?) thực hiện nhiệm vụ, quyền hạn"
)
# Phạm vi điều chỉnh; Hiệu lực thi hành: articles that fill nothing in
_FORMAL_RE: Final = re.compile(
    r"[Pp]hạm vi điều chỉnh|[Đđ]ối tượng áp dụng|[Hh]iệu lực|[Tt]rách nhiệm thi hành|[Tt]ổ chức thực hiện|[Cc]huyển tiếp|[Gg]iải thích từ ngữ"
)
_NUMBER_RE: Final = re.compile(r"(\d+/\d{4})/")


class Detail(Struct, frozen=True, kw_only=True):
    """A provision of a detailing document."""

    number: str | None
    eid: str
    explicit: bool
    score: float
    effective_on: str | None
    state: str


class CoverageRow(Struct, frozen=True, kw_only=True):
    """A provision of the resolution; `to` and `mode` are None where it orders nothing but is detailed all the same."""

    resolution: str | None
    provision: str
    to: str | None
    mode: Mode | None
    applies_on: str | None
    details: tuple[Detail, ...]
    state: str


class Coverage(Struct, frozen=True, kw_only=True):
    """How far a resolution has been detailed."""

    rows: tuple[CoverageRow, ...]


def coverage(resolution: Document, others: Iterable[Document]) -> Coverage:
    """The coverage of a resolution by other documents (itself among them does no harm)."""
    read = [(one, cite(one)) for one in others if one.number != resolution.number]
    orders = cite(resolution).delegations
    replaced = any(_replaces(found, resolution.number) for _, found in read)
    found: dict[str, list[Detail]] = {}
    for document, cited in read:
        if _details(cited, resolution.number):
            for eid, detail in _of_document(resolution, orders, document, cited):
                found.setdefault(eid, []).append(detail)
    return Coverage(rows=tuple(_rows(resolution, orders, found, replaced=replaced)))


def applies_from(resolution: Document, words: str) -> str | None:
    """The day from which what some words speak of applies: the resolution's, or a later one for the bodies named."""
    for match in _LATER_RE.finditer(resolution.text):
        bodies = [fold(body.strip()) for body in match["who"].split(",")]
        if any(body in fold(words) for body in bodies):
            return f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"
    return resolution.effective_on


def _rows(
    resolution: Document, orders: Sequence[Delegation], found: dict[str, list[Detail]], *, replaced: bool
) -> Iterable[CoverageRow]:
    of: dict[str, list[Delegation]] = {}
    for order in orders:
        of.setdefault(order.within, []).append(order)
    for unit in resolution.provisions:
        details = found.get(unit.eid, [])
        if unit.eid not in of and not details:
            continue
        here = of.get(unit.eid, [])
        since = applies_from(resolution, f"{unit.text} {' '.join(order.text for order in here)}")
        mode = (Mode.DUTY if any(o.mode is Mode.DUTY for o in here) else Mode.POWER) if here else None
        judged = tuple(_judged(detail, since, mode, replaced=replaced) for detail in details)
        yield CoverageRow(
            resolution=resolution.number,
            provision=unit.eid,
            to="; ".join(dict.fromkeys(order.to for order in here)) or None,
            mode=mode,
            applies_on=since,
            details=judged,
            state=_state(judged, mode),
        )


def _judged(detail: Detail, since: str | None, mode: Mode | None, *, replaced: bool) -> Detail:
    late = mode is Mode.DUTY and bool(since and detail.effective_on and detail.effective_on > since)
    state = "needs review" if replaced else "late" if late else "in time"
    return Detail(
        number=detail.number,
        eid=detail.eid,
        explicit=detail.explicit,
        score=detail.score,
        effective_on=detail.effective_on,
        state=state,
    )


def _state(details: Sequence[Detail], mode: Mode | None) -> str:
    if not details:
        return "not used" if mode is Mode.POWER else "missing"
    states = {detail.state for detail in details}
    return next(state for state in ("needs review", "late", "in time") if state in states)


def _same(number: str | None, resolution: str | None) -> bool:
    """Whether a printed number is the resolution's, its letters misprinted or not: 119/2020/NQ14, 119/2020/QH14."""
    if not number or not resolution:
        return False
    a, b = _NUMBER_RE.match(number), _NUMBER_RE.match(resolution)
    return number == resolution or bool(a and b and a[1] == b[1] and number[-2:] == resolution[-2:])


def _details(cited: Citations, number: str | None) -> bool:
    return any(
        c.kind is CitationKind.DETAIL and c.target is not None and _same(c.target.number, number)
        for c in cited.citations
    )


def _replaces(cited: Citations, number: str | None) -> bool:
    acts = (CitationKind.REPLACE, CitationKind.REPEAL)
    return any(
        c.kind in acts and c.target is not None and c.target.number == number and c.target.eid is None
        for c in cited.citations
    )


def _of_document(
    resolution: Document, orders: Sequence[Delegation], document: Document, cited: Citations
) -> Iterable[tuple[str, Detail]]:
    day = document.effective_on or document.issued_on

    def detail(eid: str, score: float, *, explicit: bool) -> Detail:
        return Detail(
            number=document.number, eid=eid, explicit=explicit, score=round(score, 4), effective_on=day, state=""
        )

    known = {unit.eid for unit in resolution.provisions}
    for one in cited.citations:
        if one.target is not None and _same(one.target.number, resolution.number) and one.target.eid in known:
            yield one.target.eid, detail(one.within, 1.0, explicit=True)
    for target, eid, score in (*_by_order(orders, document), *_by_subject(resolution, document)):
        yield target, detail(eid, score, explicit=False)


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
