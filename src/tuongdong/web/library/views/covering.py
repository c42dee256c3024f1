"""A document among others: how far its orders have been carried out, and its citation graph."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from tuongdong.coverage import Detail, State
from tuongdong.graph.around import Neighbour
from tuongdong.report.side import Side
from tuongdong.web.library.linking import coverage_on, surroundings_of
from tuongdong.web.library.models import Document
from tuongdong.web.library.scope import find_document, seen
from tuongdong.web.reader import day_of, reader

__all__ = ["coverage", "graph"]


@login_required
def coverage(request: HttpRequest, pk: int) -> HttpResponse:
    """Each order of the document: to whom, by when, what was issued upon it, in time or not; on a day."""
    row = find_document(request, pk)
    day = day_of(request.GET.get("on")) or timezone.localdate()
    found = coverage_on(row, seen(reader(request)), day)
    if found is None or row.value is None:
        return render(request, "library/coverage.html", {"row": row, "day": day, "lines": ()})
    told, pks = found
    side, lang = Side(row.value, ""), request.LANGUAGE_CODE
    names = Named(seen(reader(request)), pks.values(), lang)
    state = request.GET.get("state", "")
    lines = [
        {
            "row": one,
            "name": side.label(one.provision, lang),
            "words": one.text or side.words(one.provision),
            "details": _gathered(one.details, pks, names),
        }
        for one in told.rows
        if not state or one.state == state
    ]
    counts = Counter(one.state for one in told.rows)
    return render(
        request,
        "library/coverage.html",
        {
            "row": row,
            "day": day,
            "lines": lines,
            "state": state,
            "total": len(told.rows),
            "counts": [(one.value, counts[one]) for one in State if counts[one]],
        },
    )


class Named:
    """The provisions of documents by name."""

    def __init__(self, documents: QuerySet[Document], pks: Iterable[int], lang: str) -> None:
        rows = documents.select_related("current").in_bulk(list(pks))
        self.sides = {pk: Side(row.value, "") for pk, row in rows.items() if row.value}
        self.lang = lang

    def name(self, pk: int | None, eid: str) -> str:
        side = self.sides.get(pk or 0)
        return side.label(eid, self.lang) if side and eid in side.units else eid


class Issued(NamedTuple):
    """The provisions of one document that detail a provision alike."""

    detail: Detail
    pk: int | None
    provisions: list[tuple[str, str]]
    """By eId and name."""


def _gathered(details: Iterable[Detail], pks: dict[str, int], names: Named) -> list[Issued]:
    """A line a document, though several of its provisions answer."""
    found: dict[tuple[object, ...], Issued] = {}
    for one in details:
        key = (one.number, one.effective_on, one.explicit, one.answers, one.reason)
        pk = pks.get(one.number or "")
        found.setdefault(key, Issued(one, pk, [])).provisions.append((one.eid, names.name(pk, one.eid)))
    return list(found.values())


@login_required
def graph(request: HttpRequest, pk: int) -> HttpResponse:
    """What the document rests on and what rests on it, drawn, with the same as a table."""
    from tuongdong.report.network_html import network_figure

    row = find_document(request, pk)
    around = surroundings_of(row, seen(reader(request)))

    def link(one: Neighbour) -> str | None:
        return reverse("library:document", args=[one.file]) if one.file else None

    figure = mark_safe(network_figure(around, request.LANGUAGE_CODE, link=link))  # noqa: S308  # made by lxml, not of strings
    return render(request, "library/graph.html", {"row": row, "figure": figure})
