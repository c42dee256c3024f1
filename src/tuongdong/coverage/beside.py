"""
Two localities side by side: what the host has issued for a policy for which the visitor still has nothing.

Provisions of the two resolutions are matched by `compare`; so are the detailing documents that stand in one row.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from tuongdong.compare import compare
from tuongdong.coverage.values import BesideRow, Coverage, CoverageRow, Detail, Standing, State
from tuongdong.models import Document, Match, Relation

__all__ = ["rows_beside", "touches"]

_RANK: Final = {relation: at for at, relation in enumerate(Relation)}


def rows_beside(
    visitor: Document, host: Document, ours: Coverage, theirs: Coverage, issued: Sequence[Document]
) -> tuple[BesideRow, ...]:
    """
    A row for each row of the host's coverage, in its order; last what only the visitor has rows for.

    `issued` are the documents in which the two coverages found details. What is only related is no policy alike.
    """
    matches = [one for one in compare(visitor, host).matches if one.relation is not Relation.RELATED]
    fresh = _Fresh({one.number: one for one in issued})
    told = tuple(_host_row(row, matches, ours, fresh) for row in theirs.rows)
    seen = {row.provision for one in told for row in one.visitor_rows}
    return (*told, *_visitor_rows([row for row in ours.rows if row.provision not in seen], matches))


def _host_row(row: CoverageRow, matches: Sequence[Match], ours: Coverage, fresh: "_Fresh") -> BesideRow:
    found = sorted(
        (one for one in matches if touches(one.b, row.provision)),
        key=lambda one: (one.b != row.provision, _RANK[one.relation], -one.score),
    )
    exact = [one for one in found if one.b == row.provision] or found
    eids = tuple(dict.fromkeys(one.a for one in exact))
    own = tuple(one for one in ours.rows if any(touches(one.provision, eid) for eid in eids))
    best = exact[0] if exact else None
    return BesideRow(
        host=row.provision,
        visitor=eids,
        relation=best.relation if best else None,
        score=best.score if best else 0.0,
        host_row=row,
        visitor_rows=own,
        standing=_standing(answered([row]), answered(own), matched=bool(eids)),
        host_only=fresh.of(issued_upon([row]), issued_upon(own)),
    )


def _visitor_rows(rows: Iterable[CoverageRow], matches: Sequence[Match]) -> Iterator[BesideRow]:
    for row in rows:
        found = [one for one in matches if touches(one.a, row.provision)]
        best = max(found, key=lambda one: one.score, default=None)
        yield BesideRow(
            host=best.b if best else None,
            visitor=(row.provision,),
            relation=best.relation if best else None,
            score=best.score if best else 0.0,
            host_row=None,
            visitor_rows=(row,),
            standing=Standing.AHEAD if answered([row]) else Standing.NEITHER,
            host_only=(),
        )


def answered(rows: Iterable[CoverageRow]) -> bool:
    """Whether something was issued upon rows, by the body that was ordered where there is an order."""
    return any(one.answers for one in issued_upon(rows))


def _standing(theirs: bool, ours: bool, *, matched: bool) -> Standing:
    if theirs and ours:
        return Standing.BOTH
    if theirs:
        return Standing.LACKS_RULES if matched else Standing.LACKS_POLICY
    return Standing.AHEAD if ours else Standing.NEITHER


def issued_upon(rows: Iterable[CoverageRow]) -> tuple[Detail, ...]:
    """The details of rows that still hold."""
    return tuple(one for row in rows for one in row.details if one.state is not State.ENDED)


def touches(a: str, b: str) -> bool:
    """
    Whether two eIds are one provision, or one stands within the other.

    >>> touches("art_1", "art_1__cl_2"), touches("art_1", "art_11")
    (True, False)
    """
    return a == b or a.startswith(f"{b}__") or b.startswith(f"{a}__")


class _Fresh:
    """Which details of the host have no counterpart among the visitor's; documents are compared once."""

    def __init__(self, documents: Mapping[str | None, Document]) -> None:
        self._documents = documents
        self._known: dict[tuple[str | None, str | None], frozenset[str]] = {}

    def of(self, theirs: Sequence[Detail], ours: Sequence[Detail]) -> tuple[Detail, ...]:
        numbers = {one.number for one in ours}
        return tuple(
            one
            for one in theirs
            if not any(touches(eid, one.eid) for number in numbers for eid in self._matched(number, one.number))
        )

    def _matched(self, ours: str | None, theirs: str | None) -> frozenset[str]:
        """The eIds of the host's document that have a counterpart in the visitor's."""
        key = (ours, theirs)
        if key not in self._known:
            found = compare(self._documents[ours], self._documents[theirs]).matches if ours != theirs else ()
            self._known[key] = frozenset(one.b for one in found)
        return self._known[key]
