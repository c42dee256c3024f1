"""What the visits of a programme came to: obstacles and proposals by field and period, and which of them are one."""

from collections import defaultdict
from copy import copy
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuongdong.web.exchange import duplicates, forms
from tuongdong.web.exchange.editing import held, seen, stale
from tuongdong.web.exchange.models import Programme, Visit
from tuongdong.web.exchange.scope import visits_of
from tuongdong.web.people.access import allowed, require
from tuongdong.web.reader import number_of, page

__all__ = ["programme", "programme_edit", "sameness"]

MOST_PAIRS = 20
"""Shown at once; the next ones come when these are decided."""


@login_required
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """A programme with its visits, and what they found, gathered."""
    row = get_object_or_404(Programme, pk=pk)
    require(request.user, "exchange.view", row)
    visits = list(visits_of(request.user).filter(programme=row))
    kinds = {about: _rows(model, visits) for about, model in duplicates.KINDS.items()}
    editable = {visit.pk for visit in visits if allowed(request.user, "exchange.edit", visit)}
    pairs = [
        pair
        for rows in kinds.values()
        for pair in duplicates.suggestions([row for row in rows if row.visit_id in editable])
    ]
    told: dict[str, Any] = {
        "programme": row,
        "visits": visits,
        "obstacles": _by(kinds["obstacle"], lambda one: one.field or _("Chung")),
        "experiences": _by(kinds["experience"], lambda one: one.field or _("Chung")),
        "proposals": _by(
            kinds["proposal"], lambda one: f"{one.period or _('Chưa rõ giai đoạn')} · {one.field or _('Chung')}"
        ),
        "pairs": pairs[:MOST_PAIRS],
        "more": max(0, len(pairs) - MOST_PAIRS),
        "may_edit": allowed(request.user, "exchange.edit", row),
        "may_share": allowed(request.user, "exchange.share", row),
    }
    return render(request, "exchange/programme.html", told)


@login_required
def programme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What the visits serve, put right."""
    row = get_object_or_404(Programme, pk=pk)
    if request.method == "POST" and "share" in request.POST:
        require(request.user, "exchange.share", row)
        row.sharing = "shared" if row.sharing == "draft" else "draft"
        row.save()
        return redirect("exchange:programme", pk)
    require(request.user, "exchange.edit", row)
    with held(request, Programme.objects.filter(pk=pk)) as rows:
        row = rows.get()
        stands, before = seen(row, forms.ProgrammeForm), copy(row)
        form = forms.ProgrammeForm(request.POST or None, instance=row)
        if request.method == "POST" and form.is_valid() and not stale(request, form, stands, before):
            form.save()
            return redirect("exchange:programme", pk)
    return page(request, "exchange/visit_form.html", form, title=str(before), seen=stands)


def _rows(model: Any, visits: list[Visit]) -> list[Any]:
    return list(model.objects.filter(visit__in=visits).select_related("visit", "visit__agency"))


def _by(rows: list[Any], name: Any) -> list[tuple[str, list[duplicates.Folded]]]:
    found: dict[str, list[duplicates.Folded]] = defaultdict(list)
    for one in duplicates.folded(rows):
        found[name(one.row)].append(one)
    return sorted(found.items())


@login_required
@require_POST
def sameness(request: HttpRequest, pk: int) -> HttpResponse:
    """One and the same, or two: a person of the agencies of both visits says it."""
    row = get_object_or_404(Programme, pk=pk)
    require(request.user, "exchange.view", row)
    about = request.POST.get("about", "")
    if about not in duplicates.KINDS:
        raise Http404
    rows: Any = duplicates.KINDS[about].objects.filter(visit__programme=row).select_related("visit")
    one, other = (get_object_or_404(rows, pk=number_of(request.POST.get(name))) for name in ("one", "other"))
    for each in (one, other):
        require(request.user, "exchange.edit", each.visit)
    if one != other:
        duplicates.decide(about, one, other, same="same" in request.POST)
    return redirect("exchange:programme", pk)
