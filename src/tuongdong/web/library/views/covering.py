"""How far the orders of a document have been carried out: tình hình ban hành văn bản quy định chi tiết."""

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tuongdong.coverage import State
from tuongdong.report.side import Side
from tuongdong.web.library.linking import coverage_on
from tuongdong.web.library.views.documents import find_document, seen
from tuongdong.web.reader import day_of, reader

__all__ = ["coverage"]


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
