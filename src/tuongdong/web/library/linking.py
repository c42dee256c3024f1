"""
A document among the others of the library, as far as a reader may see them.

    citing(row, documents)       what cites it
    cited_in(version)            what it cites
    states_on(row, documents, day)   what holds of it on a day, provision by provision
    ended_on(row, documents)     from which day it is no longer in force
    surroundings_of(row, documents)     the same as the citation graph draws it
    coverage_on(row, documents, day)    what was issued upon its orders by then, and by which documents of the library

`documents` are those that the reader may see: what others keep to themselves changes nothing of what is told here.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet
from msgspec.structs import replace

from tuongdong.cite.kinds import ACTS
from tuongdong.coverage import Coverage, coverage
from tuongdong.graph import Entry, Graph, Node, State, Status, document_key, states
from tuongdong.graph.around import Surroundings, surroundings
from tuongdong.models.citation import act_of
from tuongdong.web.library.models import ENDING, Cited, Document, Version, fold_number

__all__ = ["Neighbour", "cited_in", "citing", "coverage_on", "ended_on", "links_to", "states_on", "surroundings_of"]

_MOST = 60
"""Documents that are listed on one page, and acts that are looked at."""


class Neighbour(NamedTuple):
    """A document that cites another, or is cited by it."""

    name: str
    title: str
    pk: int | None
    """None when it is not in the library."""
    kinds: tuple[str, ...]
    times: int


def links_to(row: Document, documents: QuerySet[Document]) -> QuerySet[Cited]:
    """The citations of a document in the newest texts of others. A local number counts within its locality alone."""
    if not row.number_key:
        return Cited.objects.none()
    rows = Cited.objects.filter(number=row.number_key, version__document__in=documents)
    rows = rows.filter(version__document__current=F("version")).exclude(version__document=row)
    return rows.filter(version__document__locality=row.locality) if row.is_local else rows


def citing(row: Document, documents: QuerySet[Document]) -> list[Neighbour]:
    """Documents that cite it: those that act on it or detail it first, then by how often."""
    found = links_to(row, documents).values(
        "kind", "part", "version__document", "version__document__number", "version__document__title"
    )
    counts = found.annotate(times=Count("id")).order_by("-times")[: _MOST * 4]
    return _gathered(
        (one["version__document"], one["version__document__number"], one["version__document__title"], one)
        for one in counts
    )


def cited_in(version: Version | None, documents: QuerySet[Document]) -> list[Neighbour]:
    """Documents that a text cites by their number, with those of them that are in the library."""
    if version is None:
        return []
    found = version.cited.filter(own=False, resolved=True).exclude(number="").values("number", "kind", "part")
    counts = list(found.annotate(times=Count("id")).order_by("-times")[: _MOST * 4])
    there = {
        one.number_key: one
        for one in documents.filter(number_key__in={one["number"] for one in counts}).defer("about", "hand")
        if not one.is_local or one.locality == version.document.locality
    }
    names = version.spellings
    return _gathered(
        (
            there[key].pk if key in there else None,
            there[key].number if key in there else names.get(key, key),
            "",
            one,
        )
        for one in counts
        for key in (one["number"],)
    )


def _gathered(rows: Iterable[tuple[int | None, str, str, Any]]) -> list[Neighbour]:
    """One line a document, whatever the kinds of its citations."""
    found: dict[object, Neighbour] = {}
    for pk, number, title, one in rows:
        before = found.get(pk or number)
        found[pk or number] = Neighbour(
            name=number or title[:80],
            title=title,
            pk=pk,
            kinds=tuple(
                sorted({*(before.kinds if before else ()), act_of(one["kind"], one["part"])} - {"cite", "basis"})
            ),
            times=one["times"] + (before.times if before else 0),
        )
    return sorted(found.values(), key=lambda one: (not one.kinds, -one.times))[:_MOST]


def states_on(row: Document, documents: QuerySet[Document], day: dt.date) -> tuple[State, ...]:
    """The document (first, with eId "") and its provisions on a day, by its own words and by what acts on it."""
    acts = Q(kind__in=[str(one) for one in ACTS], resolved=True)
    with Graph() as graph:
        graph.add([_as_known(replace(_entry(row), links=()), row)])
        graph.add(_pointing_at(row, links_to(row, documents).filter(acts)))
        return states(graph, _node(graph, row), day.isoformat())


def ended_on(row: Document, documents: QuerySet[Document]) -> dt.date | None:
    """The day from which the document as a whole is no longer in force; None where nothing says that it ends."""
    named = row.number_key and Cited.objects.filter(number=row.number_key, **ENDING).exists()
    if named and links_to(row, documents).filter(**ENDING).exists():
        whole = states_on(row, documents, dt.date.max)[0]
        if whole.status in (Status.REPEALED, Status.REPLACED, Status.ENDED) and whole.since:
            return dt.date.fromisoformat(whole.since)
    told = _as_known(_entry(row), row).ends_on
    return dt.date.fromisoformat(told) if told else None


def surroundings_of(row: Document, documents: QuerySet[Document]) -> Surroundings:
    """What it rests on and what rests on it. `file` of a neighbour is its id in the library, None for what is not here."""
    own = _entry(row)
    keys = {fold_number(link.number) for link in own.links if link.number}
    cited = documents.filter(number_key__in=keys).exclude(pk=row.pk).defer("about", "hand", "words")
    with Graph() as graph:
        graph.add([_as_known(own, row)])
        graph.add(_as_known(_EMPTY, one) for one in cited)
        graph.add(_pointing_at(row, links_to(row, documents)))
        return surroundings(graph, _node(graph, row))


def _entry(row: Document) -> Entry:
    return row.current.entry if row.current else _EMPTY


def _node(graph: Graph, row: Document) -> Node:
    return next(one for one in graph.nodes() if one.file == str(row.pk))


def _pointing_at(row: Document, links: QuerySet[Cited]) -> Iterator[Entry]:
    """The documents of citations, with what in them speaks of this one alone."""
    key = document_key(row.number)
    found = links.values("version").annotate(times=Count("id")).order_by("-times")[:_MOST]
    versions = Version.objects.filter(pk__in=[one["version"] for one in found]).select_related("document")
    for one in versions.defer("parsed", "delegations"):
        entry = one.entry
        links_here = tuple(link for link in entry.links if link.number == key)
        yield _as_known(replace(entry, links=links_here), one.document)


def coverage_on(row: Document, documents: QuerySet[Document], day: dt.date) -> tuple[Coverage, dict[str, int]] | None:
    """How far its orders are carried out, and the documents of the library by number; None where it has no text."""
    if row.current is None:
        return None
    near = links_to(row, documents).exclude(kind="cite").values_list("version__document", flat=True)
    first = list(documents.filter(pk__in=near).select_related("current")[:_MOST])
    acts = Q(kind__in=[str(one) for one in ACTS], resolved=True)
    keys = [one.number_key for one in first if one.number_key and not one.is_local]
    changing = Cited.objects.filter(acts, number__in=keys, version__document__current=F("version"))
    pks = changing.exclude(version__document__in=[row.pk, *(one.pk for one in first)]).values("version__document")
    every = [*first, *documents.filter(pk__in=pks).select_related("current")[:_MOST]]
    versions = tuple(one.current for one in every if one.current)
    found = _coverage(row.current, versions, tuple(map(_head, (row, *every))), day.isoformat())
    return found, {one.number: one.pk for one in every if one.number}


Head = tuple[str | None, str | None, str | None, str | None]


def _head(row: Document) -> Head:
    """What people may have put right: number, issuer and days."""
    issued, effective = (one.isoformat() if one else None for one in (row.issued_on, row.effective_on))
    return row.number or None, row.issuer or None, issued, effective


@lru_cache(maxsize=128)
def _coverage(base: Version, others: tuple[Version, ...], heads: tuple[Head, ...], day: str) -> Coverage:
    """Texts never change: what was judged once, seconds where many documents cite, is kept for the next reader."""
    told = [
        replace(one.value, number=number, issuer=issuer, issued_on=issued, effective_on=effective)
        for one, (number, issuer, issued, effective) in zip((base, *others), heads, strict=True)
    ]
    return coverage(told[0], told[1:], day)


_EMPTY = Entry("", None, None, None, None, None, None, None, None, has_text=False, text_hash="")


def _as_known(entry: Entry, row: Document) -> Entry:
    """The rows of a text under what the library knows of its document: people may have put that right."""
    return replace(
        entry,
        file=str(row.pk),
        number=row.number or None,
        doctype=row.doctype or None,
        issuer=row.issuer or None,
        locality=row.locality or None,
        issued_on=row.issued_on.isoformat() if row.issued_on else None,
        effective_on=row.effective_on.isoformat() if row.effective_on else None,
        ends_on=row.expires_on.isoformat() if row.expires_on else entry.ends_on,
        title=row.title or None,
    )
