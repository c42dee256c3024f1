"""A document among others: how far its orders have been carried out, and its citation graph."""

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from tuongdong.coverage import State
from tuongdong.graph.around import Neighbour
from tuongdong.report.side import Side
from tuongdong.web.library.linking import coverage_on, surroundings_of
from tuongdong.web.library.views.documents import find_document, seen
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
    state = request.GET.get("state", "")
    lines = [
        {
            "row": one,
            "name": side.label(one.provision, lang),
            "details": [(d, pks.get(d.number or "")) for d in one.details],
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
