"""
Documents and comparisons as of a day: what of them is in force, whose names are no more, where they still apply.

    standing(documents, day, graph)     the state of each provision, document by document
    remarks(document, day, states)      what a reader should know of a document on that day, as Findings
    dated(comparison, ...)              a comparison with the states of its provisions and these findings

A document's territory stays the one of its day: a merger of provinces is told, and changes nothing in what it governs.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from tuongdong.graph.entries import entry_of
from tuongdong.graph.states import State, Status, states
from tuongdong.graph.store import Graph, Node
from tuongdong.models import Comparison, Document, Finding, Match, Severity, finding
from tuongdong.succession import ended_in, heirs, holds, shown, territory
from tuongdong.terms import locality_named
from tuongdong.text import day_words

__all__ = ["dated", "remarks", "standing"]

_PLAIN = (Status.IN_FORCE, Status.AMENDED)


def standing(documents: Sequence[Document], day: str, graph: Graph) -> list[dict[str, State]]:
    """
    The states of each document's provisions on a day, by eId; "" is the document itself.

    Documents that the graph does not have are put into it, so that what they do to each other counts.
    """
    nodes = [_node(graph, one) for one in documents]
    missing = [(at, one) for at, (one, node) in enumerate(zip(documents, nodes, strict=True)) if node is None]
    graph.add(entry_of(one, _place(at)) for at, one in missing)
    by_file = {node.file: node for node in graph.nodes()}
    found = [node or by_file[_place(at)] for at, node in enumerate(nodes)]
    return [{state.eid: state for state in states(graph, by_file[node.file], day)} for node in found]


def _place(at: int) -> str:
    """Where a document stands in the graph that came without a file of its folder."""
    return f"::{at}"


def _node(graph: Graph, document: Document) -> Node | None:
    found = graph.find(document.number) if document.number else ()
    return next((one for one in found if one.has_text and one.locality == document.locality), None)


def remarks(document: Document, day: str, found: Mapping[str, State]) -> tuple[Finding, ...]:
    """What of a document is not simply in force on a day, whom it names that is no more, and which territory it means."""
    name = document.number or document.title or "?"
    return (*_states(name, day, found), *_territory(name, document, day), *_bodies(name, document, day))


def _states(name: str, day: str, found: Mapping[str, State]) -> Iterator[Finding]:
    """One finding for the document where it is not in force; else one for each state that some provisions are in."""
    whole = found.get("")
    if whole is not None and whole.status not in (*_PLAIN, Status.PARTLY_REPEALED, Status.UNKNOWN):
        yield _state(name, day, whole, ())
        return
    groups: dict[tuple[Status, str | None], list[State]] = {}
    for eid, state in found.items():
        if eid and state.status not in (Status.IN_FORCE, Status.PARTLY_REPEALED, Status.UNKNOWN):
            groups.setdefault((state.status, state.since), []).append(state)
    for states_of in groups.values():
        eids = {one.eid for one in states_of}
        yield _state(name, day, states_of[0], [one.eid for one in states_of if not _below(one.eid, eids)])


def _below(eid: str, eids: set[str]) -> bool:
    """Whether a unit above is told already."""
    steps = eid.split("__")
    return any("__".join(steps[:count]) in eids for count in range(1, len(steps)))


def _state(name: str, day: str, state: State, eids: Sequence[str]) -> Finding:
    by = ", ".join(dict.fromkeys(link.source.number or link.source.file for link in state.by))
    return finding(
        f"on_day_{state.status.value.replace(' ', '_')}",
        Severity.INFO if state.status is Status.AMENDED else Severity.WARNING,
        day=day_words(day),
        number=name,
        eids=", ".join(eids),
        since=day_words(state.since) if state.since else "?",
        by=f" ({by})" if by else "",
    )


def _territory(name: str, document: Document, day: str) -> Iterator[Finding]:
    issued = document.issued_on or document.effective_on or day
    for place in document.about or filter(None, (document.locality,)):
        record = locality_named(place)
        if record is None:
            continue
        since = day_words(max((heir.day for heir in heirs(place, day)), default=record.to or day))
        if not holds(record, day) and record.to and record.to <= day:
            now = ", ".join(heir.new for heir in heirs(place, day))
            yield finding("locality_gone", Severity.INFO, number=name, name=place, now=now, since=since)
        elif grown := [one for one in territory(place, day) if one not in territory(place, issued)]:
            yield finding("locality_grown", Severity.INFO, number=name, name=place, more=", ".join(grown))


def _bodies(name: str, document: Document, day: str) -> Iterator[Finding]:
    for one in ended_in(document.text, day):
        new = ", ".join(dict.fromkeys(heir.new for heir in heirs(one.name, day)))
        code = "body_gone" if new else "body_ended"
        yield finding(code, Severity.INFO, number=name, name=one.name, since=day_words(one.to), now=new)


def dated(
    comparison: Comparison,
    documents: tuple[Document, Document],
    day: str,
    found: tuple[Mapping[str, State], Mapping[str, State]],
) -> Comparison:
    """The comparison as of a day: names shown as of it, matches with the states that are not "in force", findings added."""
    told = tuple(one for document, here in zip(documents, found, strict=True) for one in remarks(document, day, here))
    a, b = (
        msgspec.structs.replace(ref, shown=shown(ref.locality, day) if ref.locality else None)
        for ref in (comparison.a, comparison.b)
    )
    matches = tuple(_marked(match, *found) for match in comparison.matches)
    return msgspec.structs.replace(
        comparison, a=a, b=b, matches=matches, as_of=day, findings=(*comparison.findings, *told)
    )


def _marked(match: Match, a: Mapping[str, State], b: Mapping[str, State]) -> Match:
    return msgspec.structs.replace(match, a_state=_mark(a.get(match.a)), b_state=_mark(b.get(match.b)))


def _mark(state: State | None) -> str | None:
    return None if state is None or state.status is Status.IN_FORCE else state.status.value
