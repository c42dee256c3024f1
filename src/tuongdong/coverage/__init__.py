"""
What a resolution orders, and what was issued upon it.

    cite, compare -> graph -> COVERAGE -> report

    Takes:  a resolution and the documents among which its detailing documents are looked for.
    Gives:  a Coverage: a row for each delegated provision, and for each that a detailing document names or fills in.

    folder    the documents of a folder that matter, found by its graph
    pairs     which provisions of a document detail which of the resolution: named, or else by
      orders      which order each article answers, as a course through the articles
      subjects    what is said about whom, on both sides (sides, acting, likeness)
    days      from which day what an order speaks of applies
    bodies    whether a document comes from the body that was ordered
    judge     in time, late, missing, in need of review, not used
    beside    two localities: what one has issued and the other still lacks
    listing   the office's table as values: out, edited by people, merged back

What may be relied on:

1. `explicit` details are named in the text of the detailing document; the others are proposed by content, with a score.
2. Only duties are missing or late; late are detailing rules, not mere guidance, and against the day from which that
   provision applies.
3. A detail whose base was repealed, replaced or, after it was issued, amended needs review; it has not ended by itself.
   One that was itself repealed or replaced has ended, and no longer counts.
4. What another body issued is shown, but does not answer the order (`answers`).
"""

from collections.abc import Iterable

from msgspec.structs import replace

from tuongdong.cite import cite
from tuongdong.coverage.beside import rows_beside
from tuongdong.coverage.judge import Found, Source, rows
from tuongdong.coverage.pairs import details, pairs
from tuongdong.coverage.values import (
    Beside,
    BesideRow,
    Coverage,
    CoverageRow,
    Detail,
    Issued,
    Standing,
    State,
)
from tuongdong.graph import Graph
from tuongdong.graph.entries import entry_of
from tuongdong.models import Document, DocumentRef

__all__ = [
    "Beside",
    "BesideRow",
    "Coverage",
    "CoverageRow",
    "Detail",
    "Issued",
    "Standing",
    "State",
    "beside",
    "coverage",
]


def coverage(resolution: Document, others: Iterable[Document], on: str | None = None) -> Coverage:
    """
    The coverage of a resolution by other documents (itself among them does no harm) on an ISO day.

    Without a day, on the last one that the documents know of. What was issued later than that day does not count.
    """
    documents = [resolution, *(one for one in others if _is_one(one) and one.number != resolution.number)]
    day = on or max((_day(one) for one in documents), default="")
    documents = [resolution, *(one for one in documents[1:] if _issued(one) <= day)]
    with Graph() as graph:
        base, *sources = _sources(graph, documents, day)
        found: dict[str, list[Found]] = {}
        for source in sources:
            if details(source.cited, resolution.number):
                for pair in pairs(resolution, base.cited, source.document, source.cited):
                    found.setdefault(pair.target, []).append(Found(source, pair))
        told = tuple(rows(graph, base, found, day))
    issuing = {id(one.source): one.source.document for here in found.values() for one in here}
    return Coverage(
        resolution=DocumentRef(
            number=resolution.number,
            title=resolution.title,
            locality=next(iter(resolution.about), resolution.locality),
        ),
        as_of=day,
        rows=told,
        documents=tuple(sorted(map(_of, issuing.values()), key=lambda one: (one.effective_on or "", one.number or ""))),
    )


def beside(visitor: Document, host: Document, others: Iterable[Document], on: str | None = None) -> Beside:
    """The coverage of the visitor's resolution beside that of the host's, by the same documents and on the same day."""
    documents = tuple(others)
    day = on or max((_day(one) for one in (visitor, host, *documents)), default="")
    ours, theirs = coverage(visitor, documents, day), coverage(host, documents, day)
    numbers = {one.number for one in (*ours.documents, *theirs.documents)}
    issued = [one for one in documents if one.number in numbers]
    return Beside(visitor=ours, host=theirs, rows=rows_beside(visitor, host, ours, theirs, issued))


def _sources(graph: Graph, documents: Iterable[Document], day: str) -> list[Source]:
    """The documents in a graph; what one without any day does to others counts from the day asked for."""
    cited = [(one, cite(one)) for one in documents]
    entries = [entry_of(one, f"{at:06}", found.citations) for at, (one, found) in enumerate(cited)]
    graph.add(one if one.issued_on or one.effective_on else replace(one, effective_on=day) for one in entries)
    nodes = {node.file: node for node in graph.nodes()}
    return [Source(one, found, nodes[f"{at:06}"]) for at, (one, found) in enumerate(cited)]


def _is_one(document: Document) -> bool:
    """Whether it is one document with a head, and not a collection: a topic of the codification quotes all that it gathers."""
    return bool(document.number or document.doctype)


def _of(document: Document) -> Issued:
    return Issued(
        number=document.number,
        doctype=document.doctype,
        title=document.title,
        issuer=document.issuer,
        issued_on=document.issued_on,
        effective_on=document.effective_on,
    )


def _issued(document: Document) -> str:
    return min((day for day in (document.issued_on, document.effective_on) if day), default="")


def _day(document: Document) -> str:
    return max((day for day in (document.issued_on, document.effective_on) if day), default="")
