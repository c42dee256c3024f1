"""
What holds on a day: the state of a document and of each of its provisions.

    not yet -> in force | amended -> partly repealed, repealed, replaced | suspended | ended (a pilot's term)

A state names the link that made it. Acts count from the day on which the provision that orders them applies, or from the
day that its sentence says.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from tuongdong.cite.kinds import ACTS
from tuongdong.graph.store import Graph, Link, Node
from tuongdong.models import CitationKind, Finding, finding
from tuongdong.text import day_words

__all__ = ["State", "Status", "acts_on", "doubts", "states"]


class Status(StrEnum):
    NOT_YET = "not yet"  # chưa có hiệu lực
    IN_FORCE = "in force"  # còn hiệu lực
    AMENDED = "amended"  # đã được sửa đổi, bổ sung
    PARTLY_REPEALED = "partly repealed"  # hết hiệu lực một phần
    REPEALED = "repealed"  # bị bãi bỏ
    REPLACED = "replaced"  # được thay thế
    SUSPENDED = "suspended"  # ngưng hiệu lực
    ENDED = "ended"  # hết hiệu lực, theo thời hạn
    UNKNOWN = "unknown"  # không rõ ngày hiệu lực


_ENDING: Final = {CitationKind.REPEAL: Status.REPEALED, CitationKind.REPLACE: Status.REPLACED}


class State(NamedTuple):
    """The state of a provision, or of the document (`eid` ""), on a day."""

    eid: str
    status: Status
    since: str | None
    """From when it is so, where that is known."""
    by: tuple[Link, ...]
    """The acts that made it so."""


class _Act(NamedTuple):
    day: str
    link: Link


def acts_on(graph: Graph, node: Node) -> list[_Act]:
    """
    What other documents do to a document, each with its day, the earliest first.

    What has no day is left out, and so is what would have happened before the document was issued.
    """
    found = []
    for link in graph.links_to(node):
        if link.row.kind in ACTS:
            own = graph.since(link.source)
            day = link.row.day or _nearest(own, link.row.within) or link.source.since
            if day and day >= (node.issued_on or ""):
                found.append(_Act(day, link))
    return sorted(found, key=lambda act: (act.day, act.link.source.issued_on or "", act.link.row.start))


def states(graph: Graph, node: Node, on: str) -> tuple[State, ...]:
    """
    The document (first, with eId "") and each of its provisions on an ISO day.

    1. An end outweighs a suspension, a suspension an amendment.
    2. What is done to a provision is done to those below it; one above it is then amended or partly repealed.
    3. What ends a part of a document that no eId names leaves each of its provisions as it is, and the document partly repealed.
    4. Provisions that an amendment has added are listed last, as amended.
    5. An amendment, and a suspension, last as long as the document that orders them; what was repealed stays so.
    """
    acts = [act for act in acts_on(graph, node) if act.day <= on and not _lapsed(act, on)]
    own = graph.since(node)
    eids = graph.eids(node)
    added = sorted({act.link.row.eid for act in acts if act.link.row.kind == "amend" and act.link.row.eid} - set(eids))
    return tuple(_state(node, eid, on, acts, own) for eid in ("", *eids, *(added if eids else ())))


def _lapsed(act: _Act, on: str) -> bool:
    """Whether what an act did is undone by the end that its document set itself."""
    end = act.link.source.ends_on
    return bool(end and end <= on) and act.link.row.kind in ("amend", "suspend")


def _state(node: Node, eid: str, on: str, acts: Sequence[_Act], own: dict[str, str]) -> State:
    since = _nearest(own, eid) or node.since
    over = [act for act in acts if _covers(act.link.row.eid, eid) and not act.link.row.part]
    below = [act for act in acts if act not in over and _covers(eid, act.link.row.eid)]
    if ending := [act for act in over if act.link.row.kind in _ENDING]:
        return State(eid, _ENDING[CitationKind(ending[0].link.row.kind)], ending[0].day, (ending[0].link,))
    if node.ends_on and node.ends_on <= on:
        return State(eid, Status.ENDED, node.ends_on, ())
    if resting := [act for act in over if act.link.row.kind == "suspend" and on <= (act.link.row.until or on)]:
        return State(eid, Status.SUSPENDED, resting[-1].day, (resting[-1].link,))
    if since is None:
        return State(eid, Status.UNKNOWN, None, ())
    if since > on:
        return State(eid, Status.NOT_YET, since, ())
    if part := [act for act in below if act.link.row.kind in _ENDING]:
        return State(eid, Status.PARTLY_REPEALED, part[0].day, _links(part))
    if changing := [act for act in (*over, *below) if act.link.row.kind == "amend" and (act.link.row.eid or not eid)]:
        return State(eid, Status.AMENDED, changing[-1].day, _links(changing))
    return State(eid, Status.IN_FORCE, since, ())


def _links(acts: Iterable[_Act]) -> tuple[Link, ...]:
    return tuple(act.link for act in acts)


def _covers(upper: str, lower: str) -> bool:
    """Whether one provision is the other or has it below it; "" is the document.

    >>> _covers("art_1", "art_1__cl_2"), _covers("art_1", "art_11")
    (True, False)
    """
    return not upper or lower == upper or lower.startswith(f"{upper}__")


def _nearest(own: dict[str, str], eid: str) -> str | None:
    """The day of a provision, of the next one above it that has a day, or of all."""
    steps = eid.split("__") if eid else []
    for count in range(len(steps), 0, -1):
        if (day := own.get("__".join(steps[:count]))) is not None:
            return day
    return own.get("")


def doubts(graph: Graph) -> tuple[Finding, ...]:
    """
    What a person should look at: documents given twice, provisions cited that do not exist, documents that amend each
    other, provisions amended twice on one day.
    """
    return (*_given_twice(graph), *_unknown_provisions(graph), *_circles(graph), *_same_day(graph))


def _given_twice(graph: Graph) -> list[Finding]:
    code = {True: "document_twice", False: "number_twice"}
    return [finding(code[same], a=a.file, b=b.file, number=b.number or "?") for a, b, same in graph.twice()]


def _unknown_provisions(graph: Graph) -> list[Finding]:
    """Citations of an eId that its document does not have, and that no amendment adds to it."""
    there: dict[int, set[str]] = {}
    wrong: dict[tuple[str, str, str], str] = {}
    added = {(link.target.id, link.row.eid) for link in graph.links() if link.target and link.row.kind == "amend"}
    for link in graph.links():
        if (
            link.target is None
            or not link.row.eid
            or not link.target.has_text
            or (link.target.id, link.row.eid) in added
        ):
            continue
        if link.target.id not in there:
            there[link.target.id] = set(graph.eids(link.target))
        if _lacks(there[link.target.id], link.row.eid):
            wrong.setdefault((link.target.number or link.target.file, link.row.eid, link.source.file), link.row.words)
    return [
        finding("cited_eid_unknown", number=number, eid=eid, file=file, words=words[:80])
        for (number, eid, file), words in wrong.items()
    ]


def _lacks(eids: set[str], eid: str) -> bool:
    """
    Whether a document lacks a provision. Of one whose attachments or chapters are not in its text at all, this is not said.

    >>> _lacks({"art_1", "art_2"}, "art_45"), _lacks({"art_1", "art_2"}, "att_1__art_1")
    (True, False)
    """
    kind = eid.split("_", 1)[0]
    return eid not in eids and any(other.startswith(f"{kind}_") for other in eids)


def _circles(graph: Graph) -> list[Finding]:
    """Documents that act on each other in a circle: what is left when all that only act, or are only acted on, are gone."""
    edges = {(link.source, link.target) for link in graph.links() if link.target and link.row.kind in ACTS}
    edges = {(a, b) for a, b in edges if a.id != b.id}
    while True:
        acting, acted = {a for a, _ in edges}, {b for _, b in edges}
        left = {(a, b) for a, b in edges if a in acted and b in acting}
        if left == edges:
            break
        edges = left
    names = sorted({node.number or node.file for edge in edges for node in edge})
    return [finding("amended_in_circle", numbers=", ".join(names))] if names else []


def _same_day(graph: Graph) -> list[Finding]:
    groups: dict[tuple[Node, str, str], set[Node]] = {}
    for link in graph.links():
        if link.target and link.row.kind in ("amend", "replace") and link.row.eid:
            day = link.row.day or _nearest(graph.since(link.source), link.row.within) or link.source.since
            if day:
                groups.setdefault((link.target, link.row.eid, day), set()).add(link.source)
    return [
        finding(
            "amended_twice_a_day",
            number=node.number or node.file,
            eid=eid,
            day=day_words(day),
            by=", ".join(sorted(s.number or s.file for s in sources)),
        )
        for (node, eid, day), sources in groups.items()
        if len(sources) > 1
    ]
