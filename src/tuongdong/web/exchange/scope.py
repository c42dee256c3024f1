"""
Who may do what in the exchange, by the office's one table (`people.access`).

A visit and all that belongs to it go by the agency that owns the visit and whether it shares it. A task is also seen by
its lead agency, or by the one that has the work of a lead agency that ended; its specialists tell the progress.
"""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tuongdong.web.exchange.models import Task, Visit
from tuongdong.web.people.access import agencies_for, allowed, require, visible
from tuongdong.web.people.models import AgencySuccession

__all__ = ["may_progress", "require_progress", "task_for", "tasks_of", "visit_for", "visits_of"]


def visit_for(request: HttpRequest, pk: int, action: str = "exchange.view") -> Visit:
    """The visit, when the account may do this to it: 404 for what it must not see, 403 for what it may not do."""
    row = get_object_or_404(Visit.objects.select_related("agency", "programme"), pk=pk)
    require(request.user, action, row)
    return row


def visits_of(account: Any) -> QuerySet[Visit]:
    """Without the texts that they came from: those are long, and no list shows them."""
    rows = Visit.objects.select_related("agency", "programme").defer("source", "draft")
    return visible(account, rows, "exchange.view")


def tasks_of(account: Any) -> QuerySet[Task]:
    """The tasks that an account may see: of visits that it sees, and those that its agencies lead."""
    if not allowed(account, "exchange.view"):
        return Task.objects.none()
    rows = Task.objects.select_related("visit", "visit__agency", "lead", "lead__locality")
    rows = rows.defer("visit__source", "visit__draft")
    return rows.filter(Q(visit__in=visits_of(account)) | Q(lead__in=_heirs(agencies_for(account, "exchange.view"))))


def _heirs(agencies: Collection[int]) -> set[int]:
    """The agencies and those that went into them: who has the work now has its tasks, too."""
    gone = AgencySuccession.objects.filter(new__in=agencies, old__until__isnull=False)
    return {*agencies, *gone.values_list("old", flat=True)}


def task_for(request: HttpRequest, pk: int) -> Task:
    return get_object_or_404(tasks_of(request.user), pk=pk)


def may_progress(account: Any, task: Task) -> bool:
    """Whether the account may tell a task's progress: of the lead agency, or of the agency whose visit it is."""
    return task.lead_id in _heirs(agencies_for(account, "exchange.progress")) or allowed(
        account, "exchange.edit", task.visit
    )


def require_progress(account: Any, task: Task) -> None:
    if not may_progress(account, task):
        raise PermissionDenied
