"""Families of policies found by the machine, and what one locality lacks: where to go, and what to make a policy of."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tasks_db.models import DBTaskResult

from tuongdong.errors import TuongdongError
from tuongdong.text import fold_marks
from tuongdong.web.library import mining
from tuongdong.web.library.scope import seen
from tuongdong.web.library.tasks import find_families
from tuongdong.web.people.access import allowed, require
from tuongdong.web.reader import reader

__all__ = ["families", "families_again", "of_family"]

_PAGE = 20


@login_required
def families(request: HttpRequest) -> HttpResponse:
    """The policies that localities share, with a value each; for one locality, also those that it lacks."""
    require(request.user, "policy.view")
    if not mining.installed():
        raise Http404
    rows = mining.families(seen(reader(request)))
    own, lacking = request.GET.get("locality", ""), "lacking" in request.GET
    view = _matrix(rows, own)
    policies, told = list(view.policies), ""
    if own and lacking:
        policies, told = _lacking(own, rows, policies, request.LANGUAGE_CODE)
    elif own:
        policies = [one for one in policies if own in one.cells]
    words = fold_marks(request.GET.get("q", "")).split()
    policies = [one for one in policies if all(word in fold_marks(one.label) for word in words)]
    shown = Paginator(policies, _PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "library/families.html",
        {
            "page": shown,
            "names": _names(request, shown),
            "localities": view.localities,
            "asked": {"locality": own, "lacking": lacking, "q": request.GET.get("q", "")},
            "told": told,
            "day": mining.mined_on(),
            "busy": _busy(),
            "may_edit": allowed(request.user, "policy.edit"),
        },
    )


def _matrix(rows: list[mining.Row], own: str) -> Any:
    from tuongdong.report.matrix import matrix

    return matrix(rows, own)


def _lacking(own: str, rows: list[mining.Row], policies: list[Any], lang: str) -> tuple[list[Any], str]:
    """The policies that a locality lacks, those of comparable localities first; or why that cannot be told."""
    from tuongdong.mine.gap import gaps

    by_family = {one.family: one for one in policies}
    try:
        return [by_family[gap.family] for gap in gaps(own, rows) if gap.family in by_family], ""
    except TuongdongError as error:
        return [], error.say(lang)


def _names(request: HttpRequest, policies: Any) -> dict[str, str]:
    """Documents by the id under which families know them."""
    keys = {int(member.document) for one in policies for cell in one.cells.values() for member in cell.members}
    return {str(pk): str(row) for pk, row in seen(reader(request)).in_bulk(list(keys)).items()}


def _busy() -> bool:
    waiting = DBTaskResult.objects.filter(task_path=find_families.module_path, status__in=("READY", "RUNNING"))
    return waiting.exists()


@login_required
@require_POST
def families_again(request: HttpRequest) -> HttpResponse:
    """Families are looked for anew, by the worker; once at a time."""
    require(request.user, "policy.edit")
    if not mining.installed():
        raise Http404
    if not _busy():
        find_families.enqueue()
    messages.success(request, _("Đang tìm; với nhiều văn bản có thể mất vài phút."))
    return redirect("library:policies_families")


def of_family(request: HttpRequest, name: str) -> dict[str, Any]:
    """What a policy made of a family holds: its name, and the first sure provision of each locality."""
    rows = [row for row in mining.families(seen(reader(request))) if row["family"] == name and not row["doubt"]]
    first: dict[tuple[str, ...], mining.Row] = {}
    for row in rows:
        first.setdefault(tuple(row["locality"]), row)
    return {
        "name": rows[0]["label"][:300] if rows else "",
        "items": [(int(row["number"]), row["eid"]) for row in first.values()],
    }
