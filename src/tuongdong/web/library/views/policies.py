"""Policies: the provisions that are one, and how far each locality is with it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from tuongdong.report.side import Side
from tuongdong.web.library import deciding, forms
from tuongdong.web.library.mining import installed
from tuongdong.web.library.models import Policy, PolicyItem, PolicyState
from tuongdong.web.library.views.comparisons import find_pairing
from tuongdong.web.library.views.documents import seen
from tuongdong.web.library.views.families import of_family
from tuongdong.web.people.access import agencies_for, allowed, require, visible
from tuongdong.web.people.models import Agency
from tuongdong.web.reader import page, reader

__all__ = [
    "figure_add",
    "item_add",
    "item_remove",
    "policies",
    "policy",
    "policy_add",
    "policy_edit",
    "policy_share",
    "state_set",
]


def find_policy(request: HttpRequest, pk: int, action: str) -> Policy:
    """A policy, when the reader may do this to it."""
    row = get_object_or_404(Policy.objects.select_related("agency", "agency__locality", "lead"), pk=pk)
    require(request.user, action, row)
    return row


@login_required
def policies(request: HttpRequest) -> HttpResponse:
    """Policies with their state in each locality: the matrix that the exchange works on."""
    require(request.user, "policy.view")
    rows = visible(reader(request), Policy.objects.all(), "policy.view").select_related("lead", "lead__locality")
    rows = rows.prefetch_related("states__locality")
    if field := request.GET.get("field"):
        rows = rows.filter(field=field)
    shown = Paginator(rows, 40).get_page(request.GET.get("page"))
    places = sorted({state.locality.name for row in shown for state in row.states.all()})
    grid = [(row, [_state_in(row, place) for place in places]) for row in shown]
    told = {"page": shown, "places": places, "grid": grid, "may_edit": allowed(request.user, "policy.edit")}
    told["families"] = installed()
    return render(request, "library/policies.html", told)


def _state_in(row: Policy, place: str) -> PolicyState | None:
    return next((state for state in row.states.all() if state.locality.name == place), None)


@login_required
def policy_add(request: HttpRequest) -> HttpResponse:
    """A policy made by hand, from a pair of a comparison (`pairing`, `a`, `b`) or from a family (`family`)."""
    require(request.user, "policy.edit")
    first = _from_pair(request)
    form = forms.PolicyForm(request.POST or None, initial={"name": first.get("name", "")})
    agencies = Agency.objects.filter(pk__in=agencies_for(reader(request), "policy.edit")).select_related("locality")
    if request.method == "POST" and form.is_valid():
        made = form.save(commit=False)
        made.agency = get_object_or_404(agencies, pk=request.POST.get("agency") or 0)
        made.created_by = reader(request)
        with transaction.atomic():
            made.save()
            for document, eid in first.get("items", ()):
                PolicyItem.objects.create(policy=made, document_id=document, eid=eid)
        return redirect(made)
    return page(request, "library/policy_form.html", form, agencies=agencies, given=request.GET)


def _from_pair(request: HttpRequest) -> dict[str, Any]:
    """The name and provisions that a pair of a comparison, or a family, suggests."""
    asked = request.POST if request.method == "POST" else request.GET
    if asked.get("family"):
        return of_family(request, asked["family"])
    if not str(asked.get("pairing", "")).isdigit():
        return {}
    pairing = find_pairing(request, int(asked["pairing"]), "comparison.view")
    texts = deciding.texts_of(pairing)
    if texts is None:
        return {}
    found = [
        (key, Side(text, ""), asked.get(name, ""))
        for key, text, name in zip((pairing.comparison.ours_id, pairing.theirs_id), texts, ("a", "b"), strict=True)
    ]
    there = [(key, side, eid) for key, side, eid in found if eid in side.units]
    name = there[0][1].subject(there[0][2]) if there else ""
    return {"name": name[:300], "items": [(key, eid) for key, _side, eid in there]}


@login_required
def policy(request: HttpRequest, pk: int) -> HttpResponse:
    """One policy: its provisions, its state in each locality, its figures."""
    row = find_policy(request, pk, "policy.view")
    documents = seen(reader(request))
    items = row.items.filter(document__in=documents).select_related("document__current")
    may_edit = allowed(request.user, "policy.edit", row)
    return render(
        request,
        "library/policy.html",
        {
            "row": row,
            "items": [_item(one) for one in items],
            "states": row.states.select_related("locality"),
            "figures": row.figures.select_related("locality"),
            "may_edit": may_edit,
            "may_share": allowed(request.user, "policy.share", row),
            "state_form": forms.StateForm() if may_edit else None,
            "figure_form": forms.FigureForm() if may_edit else None,
        },
    )


def _item(one: PolicyItem) -> dict[str, Any]:
    value = one.document.value
    side = Side(value, "") if value else None
    there = side is not None and one.eid in side.units
    return {
        "item": one,
        "name": side.label(one.eid) if side and there else one.eid,
        "text": side.words(one.eid) if side and there else "",
    }


@login_required
def policy_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = find_policy(request, pk, "policy.edit")
    form = forms.PolicyForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(row)
    return page(request, "library/policy_form.html", form, row=row)


@login_required
@require_POST
def policy_share(request: HttpRequest, pk: int) -> HttpResponse:
    row = find_policy(request, pk, "policy.share")
    row.sharing = "draft" if row.sharing == "shared" else "shared"
    row.save()
    return redirect(row)


def _add_to(request: HttpRequest, row: Policy, form: ModelForm[Any]) -> HttpResponse:
    """Saves what belongs to a policy, or says what was wrong with it."""
    if form.is_valid():
        made = form.save(commit=False)
        made.policy = row
        made.save()
    else:
        for errors in form.errors.values():
            messages.error(request, " ".join(str(one) for one in errors))
    return redirect(row)


@login_required
@require_POST
def item_add(request: HttpRequest, pk: int) -> HttpResponse:
    row = find_policy(request, pk, "policy.edit")
    form = forms.ItemForm(request.POST, documents=seen(reader(request)))
    if form.is_valid() and row.items.filter(**form.cleaned_data).exists():
        return redirect(row)
    return _add_to(request, row, form)


@login_required
@require_POST
def item_remove(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    row = find_policy(request, pk, "policy.edit")
    get_object_or_404(row.items, pk=item).delete()
    return redirect(row)


@login_required
@require_POST
def state_set(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a locality is; what it was before stays in the record of changes."""
    row = find_policy(request, pk, "policy.edit")
    place = request.POST.get("locality", "")
    former = row.states.filter(locality=int(place)).first() if place.isdigit() else None
    return _add_to(request, row, forms.StateForm(request.POST, instance=former))


@login_required
@require_POST
def figure_add(request: HttpRequest, pk: int) -> HttpResponse:
    row = find_policy(request, pk, "policy.edit")
    return _add_to(request, row, forms.FigureForm(request.POST))
