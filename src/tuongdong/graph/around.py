"""
What lies around a document: on one side what it rests on, on the other what rests on it.

    Takes:  a graph and one of its documents.
    Gives:  Surroundings: a Neighbour a document, in the place of the weightiest thing that one does to the other.

    place       before: what the document does                after: what is done to it
    acts        what it amends, replaces, repeals, suspends   what amends, replaces, repeals or suspends it
    detail      what it details                               what details it
    basis       its legal bases                               whose legal basis it is
    cite        what it cites otherwise                       where it is cited otherwise
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from tuongdong.cite.kinds import ACTS
from tuongdong.graph.entries import document_key, spellings
from tuongdong.graph.store import Graph, Link, Node
from tuongdong.models import CitationKind

__all__ = ["PLACES", "Neighbour", "Surroundings", "surroundings"]

PLACES: Final = ("acts", "detail", "basis", "cite")
"""From the weightiest down."""


class Neighbour(NamedTuple):
    """A document beside the one in the middle."""

    number: str | None
    """None for one that is known by its name only."""
    name: str | None
    """Its title where it is at hand, else the name as printed."""
    place: str
    """One of `PLACES`."""
    kinds: tuple[tuple[str, int], ...]
    """(kind of citation, "repeal_part" for what goes in part, how many), the most first."""
    issued_on: str | None
    file: str | None
    """None when it is not at hand."""

    @property
    def total(self) -> int:
        return sum(count for _, count in self.kinds)


class Surroundings(NamedTuple):
    """A document with its neighbours, place by place, those with the most citations first."""

    number: str | None
    title: str | None
    issued_on: str | None
    file: str
    before: tuple[Neighbour, ...]
    after: tuple[Neighbour, ...]


def surroundings(graph: Graph, node: Node) -> Surroundings:
    """All that a document cites and all that cites it. Citations that may mean several documents are left out."""
    before = [(link, link.target) for link in graph.links_of(node) if link.target != node and _is_certain(link)]
    after = [(link, link.source) for link in graph.links_to(node)]
    return Surroundings(node.number, node.title, node.issued_on, node.file, _neighbours(before), _neighbours(after))


def _is_certain(link: Link) -> bool:
    return bool(link.target or link.row.number or (link.row.name and link.row.resolved))


def _neighbours(links: Iterable[tuple[Link, Node | None]]) -> tuple[Neighbour, ...]:
    groups: dict[str, list[tuple[Link, Node | None]]] = {}
    for link, other in links:
        groups.setdefault(other.file if other else link.row.number or link.row.name, []).append((link, other))
    found = [_neighbour(group) for group in groups.values()]
    return tuple(sorted(found, key=_order))


def _order(one: Neighbour) -> tuple[int, int, str, str]:
    return PLACES.index(one.place), -one.total, one.issued_on or "9", one.number or one.name or ""


def _neighbour(group: list[tuple[Link, Node | None]]) -> Neighbour:
    link, other = group[0]
    kinds = Counter(one.row.act for one, _ in group)
    rows = [one.row for one, _ in group]
    number = other.number if other else spellings(rows).get(link.row.number)
    named = next((row.printed for row in rows if document_key(row.printed) not in ("", row.number)), None)
    return Neighbour(
        number=number,
        name=(other.title or (None if number else other.file)) if other else named,
        place=_place({one.row.kind for one, _ in group}),
        kinds=tuple(kinds.most_common()),
        issued_on=other.issued_on if other else None,
        file=other.file if other else None,
    )


def _place(kinds: set[str]) -> str:
    if kinds & ACTS:
        return "acts"
    return next(
        place
        for place, kind in (("detail", CitationKind.DETAIL), ("basis", CitationKind.BASIS), ("cite", None))
        if kind is None or str(kind) in kinds
    )
