"""
How orders and details stand: in time, late, missing, in need of review, not used, ended.

The graph tells what was done to the resolution and to its detailing documents; days.py from when each provision applies.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from tuongdong.cite import Citations
from tuongdong.coverage.bodies import answers
from tuongdong.coverage.days import Days
from tuongdong.coverage.pairs import Pair
from tuongdong.coverage.values import CoverageRow, Detail, State
from tuongdong.graph import Graph, Link, Node, Status, states
from tuongdong.graph import State as Standing
from tuongdong.models import Delegation, DelegationKind, Document, Mode, Provision

__all__ = ["Found", "Source", "rows"]

_GONE: Final = frozenset((Status.REPEALED, Status.REPLACED, Status.ENDED))


class Source(NamedTuple):
    """A document of those at hand: as read, as cited, and as the graph knows it."""

    document: Document
    cited: Citations
    node: Node


class Found(NamedTuple):
    """A provision that details one of the resolution, and its document."""

    source: Source
    pair: Pair


class _Stand:
    """What a document and its provisions are worth on a day."""

    def __init__(self, graph: Graph, source: Source, on: str) -> None:
        self.days = Days(source.document, source.cited)
        self._states = {one.eid: one for one in states(graph, source.node, on)}

    def of(self, eid: str) -> Standing:
        return self._states.get(eid) or self._states[""]

    def gone(self, eid: str) -> bool:
        return self.of(eid).status in _GONE

    def by(self, eid: str) -> Link | None:
        """The last act that changed or ended a provision."""
        acts = self.of(eid).by
        return acts[-1] if acts else None


def rows(graph: Graph, base: Source, found: Mapping[str, Sequence[Found]], on: str) -> Iterator[CoverageRow]:
    """A row for each provision of the resolution that orders something or is detailed, in its order."""
    stand = _Stand(graph, base, on)
    stands = {one.source.node: _Stand(graph, one.source, on) for here in found.values() for one in here}
    orders: dict[str, list[Delegation]] = {}
    for order in base.cited.delegations:
        orders.setdefault(order.within, []).append(order)
    for unit in base.document.provisions:
        if unit.eid in orders or unit.eid in found:
            yield _row(base, unit, orders.get(unit.eid, []), found.get(unit.eid, ()), stand, stands)


def _row(
    base: Source,
    unit: Provision,
    orders: Sequence[Delegation],
    found: Sequence[Found],
    stand: _Stand,
    stands: Mapping[Node, _Stand],
) -> CoverageRow:
    mode = (Mode.DUTY if any(one.mode is Mode.DUTY for one in orders) else Mode.POWER) if orders else None
    applies = stand.days.of_order(unit, orders)
    judged = tuple(_detail(one, unit.eid, orders, applies.on, stand, stands[one.source.node]) for one in found)
    changed = stand.by(unit.eid)
    return CoverageRow(
        resolution=base.document.number,
        provision=unit.eid,
        to="; ".join(dict.fromkeys(order.to for order in orders)) or None,
        mode=mode,
        applies_on=applies.on,
        details=judged,
        state=_state(judged, mode, gone=stand.gone(unit.eid)),
        text=" ".join(dict.fromkeys(order.text for order in orders)),
        applies_in=applies.within or None,
        changed_by=_name(changed) if changed and (stand.gone(unit.eid) or changed.row.eid) else None,
    )


def _detail(
    one: Found,
    target: str,
    orders: Sequence[Delegation],
    due: str | None,
    stand: _Stand,
    own: _Stand,
) -> Detail:
    source, pair = one
    since = own.days.of(pair.eid).on
    answering = not orders or any(answers(order.to, source.document.issuer) for order in orders)
    state, reason = State.IN_TIME, None
    if own.gone(pair.eid):
        state, reason = State.ENDED, own.by(pair.eid)
    elif stand.gone(target) or _changed_since(stand.by(target), source.document):
        state, reason = State.NEEDS_REVIEW, stand.by(target)
    elif answering and due and since and since > due and _dated(orders):
        state = State.LATE
    return Detail(
        number=source.document.number,
        eid=pair.eid,
        explicit=pair.explicit,
        score=pair.score,
        effective_on=since,
        state=state,
        answers=answering,
        reason=_name(reason) if reason else None,
    )


def _dated(orders: Sequence[Delegation]) -> bool:
    """Whether orders set a day: detailing rules take effect with what they detail; guidance and powers have no day."""
    return any(one.mode is Mode.DUTY and one.kind is not DelegationKind.GUIDE for one in orders)


def _changed_since(act: Link | None, document: Document) -> bool:
    """Whether a provision itself (not only its document as a whole) was amended after a document was issued."""
    if act is None or not act.row.eid:
        return False
    issued, changed = _issued(document), act.source.issued_on or act.source.since
    return bool(issued and changed and issued < changed)


def _issued(document: Document) -> str | None:
    return document.issued_on or document.effective_on


def _state(details: Sequence[Detail], mode: Mode | None, *, gone: bool) -> State:
    living = [one for one in details if one.state is not State.ENDED]
    if any(one.state is State.NEEDS_REVIEW for one in living) or (gone and mode is not Mode.POWER):
        return State.NEEDS_REVIEW
    answering = [one for one in living if one.answers]
    if not answering:
        return {Mode.DUTY: State.MISSING, Mode.POWER: State.NOT_USED, None: State.NEEDS_REVIEW}[mode]
    return State.IN_TIME if any(one.state is State.IN_TIME for one in answering) else State.LATE


def _name(link: Link) -> str:
    return link.source.number or link.source.file
