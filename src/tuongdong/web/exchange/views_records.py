"""Pages of a visit's records, one for all kinds: list, form, evidence."""

import datetime as dt
from collections import defaultdict
from copy import copy
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuongdong.web.exchange import forms, sources
from tuongdong.web.exchange.deadlines import shown
from tuongdong.web.exchange.editing import held, once, seen, stale
from tuongdong.web.exchange.follow import passed
from tuongdong.web.exchange.models import Evidence, Field, Task
from tuongdong.web.exchange.scope import visit_for
from tuongdong.web.people.access import allowed, require
from tuongdong.web.reader import page

__all__ = ["evidence_add", "record_delete", "record_edit", "records"]


def _kind_or_404(kind: str) -> forms.RecordKind:
    if kind not in forms.RECORDS:
        raise Http404
    return forms.RECORDS[kind]


@login_required
@once
def records(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The records of a kind, and a form for one more."""
    row, told = visit_for(request, pk), _kind_or_404(kind)
    may_edit = allowed(request.user, "exchange.edit", row)
    form = forms.form_of(kind, row)(request.POST or None)
    if request.method == "POST":
        require(request.user, "exchange.edit", row)
        form.instance.visit = row
        if form.is_valid():
            _warn(request, form.save())
            return redirect("exchange:records", pk, kind)
    founded: dict[int, list[sources.Linked]] = defaultdict(list)
    for one in sources.linked(request.user, row.evidence.filter(about=told.model._meta.model_name)):
        founded[one.evidence.about_id].append(one)
    heads = [str(told.model._meta.get_field(name).verbose_name) for name in told.columns]  # type: ignore[union-attr] # columns are fields
    rows = [
        (one.pk, list(zip(heads, _shown(one, told), strict=True)), founded.get(one.pk, []))
        for one in getattr(row, kind).all()[:500]
    ]
    return page(
        request,
        "exchange/records.html",
        form,
        visit=row,
        kind=kind,
        name=told.name,
        anchor=told.model._meta.model_name,
        heads=heads,
        rows=rows,
        founded=bool(founded),
        may_edit=may_edit,
        fields=Field.objects.all(),
    )


def _warn(request: HttpRequest, row: Any) -> None:
    """What to know of a record that was kept all the same."""
    if isinstance(row, Task) and (told := passed(row)):
        messages.warning(request, told)


def _shown(one: Any, told: forms.RecordKind) -> list[str]:
    """A row's cells as people read them."""
    cells = []
    for name in told.columns:
        display = getattr(one, f"get_{name}_display", None)
        value = display() if display else getattr(one, name)
        cells.append(
            f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else shown(value) if name == "due" else str(value or "")
        )
    return cells


@login_required
def record_edit(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    visit, told = visit_for(request, pk, "exchange.edit"), _kind_or_404(kind)
    form_class = forms.form_of(kind, visit)
    with held(request, told.model._default_manager.filter(visit=visit)) as rows:
        one: Any = get_object_or_404(rows, pk=row)
        stands, before = seen(one, form_class), copy(one)
        form = form_class(request.POST or None, instance=one)
        if request.method == "POST" and form.is_valid() and not stale(request, form, stands, before):
            _warn(request, form.save())
            return redirect("exchange:records", pk, kind)
    evidence = sources.linked(request.user, visit.evidence.filter(about=one._meta.model_name, about_id=one.pk))
    return page(
        request,
        "exchange/record_form.html",
        form,
        visit=visit,
        kind=kind,
        name=told.name,
        row=before,
        seen=stands,
        evidence=evidence,
        evidence_kinds=Evidence.Kind.choices,
        offered=sources.offered(request.user, visit),
        fields=Field.objects.all(),
    )


@login_required
@require_POST
def record_delete(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    visit, told = visit_for(request, pk, "exchange.edit"), _kind_or_404(kind)
    one = get_object_or_404(told.model, pk=row, visit=visit)
    for evidence in visit.evidence.filter(about=one._meta.model_name, about_id=row):
        evidence.delete()
    one.delete()
    return redirect("exchange:records", pk, kind)


@login_required
@require_POST
@once
def evidence_add(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """What a record is founded on."""
    visit, told = visit_for(request, pk, "exchange.edit"), _kind_or_404(kind)
    one = get_object_or_404(told.model, pk=row, visit=visit)
    target, words = request.POST.get("target", ""), request.POST.get("reference", "").strip()
    groups = sources.offered(request.user, visit) if target else []
    chosen = next((told for _name, group in groups for told in group if told.target == target), None)
    reference = words or (chosen.reference if chosen else "")
    if reference and (chosen or (not target and request.POST.get("kind") in Evidence.Kind.values)):
        Evidence.objects.create(
            visit=visit,
            about=one._meta.model_name or "",
            about_id=row,
            kind=chosen.kind if chosen else request.POST["kind"],
            reference=reference[:250],
            quote=request.POST.get("quote", "")[:5000],
            target=target,
        )
    else:
        messages.error(request, _("Cần dẫn chiếu, hoặc một mục chọn từ hồ sơ."))
    return redirect("exchange:record_edit", pk, kind, row)
