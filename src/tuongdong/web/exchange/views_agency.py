"""The page of an agency: what it leads, what is due, what it is told; its report and letter; how it watches deadlines."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tuongdong.report.papers import compose
from tuongdong.web.exchange import charts, files, follow, forms, standing
from tuongdong.web.exchange.calendars import calendar_of_tasks
from tuongdong.web.exchange.deadlines import CELL_NAMES, shown
from tuongdong.web.exchange.models import Preference, Task
from tuongdong.web.exchange.records import record_of_tasks
from tuongdong.web.exchange.scope import tasks_of
from tuongdong.web.people.access import allowed, require
from tuongdong.web.people.models import Agency
from tuongdong.web.reader import attachment, reader

__all__ = ["agency", "agency_calendar", "agency_report", "tasks_report"]

REPORTS = ("tasks", "urge")
_PAGE = 40


def _tasks(request: HttpRequest, row: Agency) -> QuerySet[Task]:
    """What the agency leads, and what those led that went into it, as far as the reader may see."""
    return tasks_of(request.user).filter(lead__in=[row.pk, *row.predecessors.values_list("pk", flat=True)])


@login_required
def agency(request: HttpRequest, pk: int) -> HttpResponse:
    """An agency's tasks, counted and listed; its own people choose when a task is due soon."""
    require(request.user, "exchange.view")
    row = get_object_or_404(Agency.objects.select_related("locality"), pk=pk)
    watch, today = Preference.objects.filter(agency=row).first() or Preference(agency=row), timezone.localdate()
    own = allowed(request.user, "exchange.assign", watch)
    form = forms.PreferenceForm(request.POST or None, instance=watch) if own else None
    if request.method == "POST":
        require(request.user, "exchange.assign", watch)
        if form and form.is_valid():
            form.save()
            return redirect("exchange:agency", pk)
    rows = _tasks(request, row)
    told = follow.counts(rows).get("", {})
    cells = [(cell, str(name), told.get(cell, 0)) for cell, name in CELL_NAMES.items()]
    told_of = ("what", "due", "due_on", "state", "done_on", "result")
    lines = rows.defer(None).select_related(None).only(*told_of)  # nothing of its visit
    open_rows = lines.exclude(state__in=Task.CLOSED).order_by("due_on", "id")
    done = lines.filter(state=Task.State.DONE).order_by("-done_on")
    shown_rows = Paginator(open_rows, _PAGE).get_page(request.GET.get("page"))
    page = {
        "agency": row,
        "cells": cells,
        "chart": charts.bars([(name, number) for _cell, name, number in cells], _("Nhiệm vụ")),
        "month_chart": standing.over_time(rows),
        "listed": [(one, shown(one.due), *follow.chip(one, today, watch)) for one in shown_rows],
        "page": shown_rows,
        "done": done[:20],
        "papers": [kind for kind in REPORTS if _told_in(request, rows, kind).exists()],
        "form": form,
        "successors": row.successors.all(),
    }
    return render(request, "exchange/agency.html", page, status=422 if form and form.errors else 200)


def _home(request: HttpRequest) -> Agency | None:
    """In whose name the reader writes."""
    return Agency.objects.filter(pk__in=reader(request).roles).order_by("pk").first()


def _told_in(request: HttpRequest, rows: QuerySet[Task], kind: str) -> QuerySet[Task]:
    """What a paper speaks of: a letter that urges, of what others have still to do by a day."""
    if kind != "urge":
        return rows.exclude(state=Task.State.CANCELLED)
    still = rows.exclude(state__in=Task.CLOSED).filter(due_on__isnull=False)
    return still.exclude(lead=home) if (home := _home(request)) else still


def _report(request: HttpRequest, rows: QuerySet[Task], kind: str, suffix: str, name: str, back: str) -> HttpResponse:
    """The paper; none where the reader sees nothing that it could tell: what he does not see may be there all the same."""
    if kind not in REPORTS:
        raise Http404
    told = list(_told_in(request, rows, kind).select_related("lead", "visit").order_by("due_on", "id")[:2000])
    if not told:
        messages.error(request, _("Không có nhiệm vụ nào mà bạn được xem để lập văn bản này."))
        return redirect(back)
    return files.paper_response(compose(kind, record_of_tasks(_home(request), told)), suffix, name)


@login_required
def agency_report(request: HttpRequest, pk: int, kind: str, suffix: str) -> HttpResponse:
    """The regular report on an agency's tasks, or the letter that urges it, from the records as they stand."""
    require(request.user, "exchange.view")
    row = get_object_or_404(Agency, pk=pk)
    back = reverse("exchange:agency", args=[pk])
    return _report(request, _tasks(request, row), kind, suffix, f"{kind}-{pk}", back)


@login_required
def tasks_report(request: HttpRequest, kind: str, suffix: str) -> HttpResponse:
    """The same for every task that the reader may see."""
    require(request.user, "exchange.view")
    return _report(request, tasks_of(request.user), kind, suffix, kind, reverse("exchange:tasks"))


@login_required
def agency_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """An agency's deadlines for its people's calendars."""
    require(request.user, "exchange.view")
    row = get_object_or_404(Agency, pk=pk)
    return attachment(calendar_of_tasks(_tasks(request, row)), f"nhiem-vu-{pk}.ics")
