"""Policies: the provisions that are one, and how far each locality is with it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuongdong.report.side import Side
from tuongdong.text import sort_key
from tuongdong.web.library import deciding, forms
from tuongdong.web.library.mining import installed
from tuongdong.web.library.models import Policy, PolicyItem, PolicyState
from tuongdong.web.library.scope import find_pairing, seen
from tuongdong.web.library.views.families import of_family
from tuongdong.web.pages import here
from tuongdong.web.people.access import agencies_for, allowed, require, visible
from tuongdong.web.people.models import Agency
from tuongdong.web.reader import number_of, page, reader

__all__ = [
    "figure_add",
    "figure_remove",
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
    ordered = sorted(rows, key=lambda row: sort_key(row.name))
    shown = Paginator(ordered, 40).get_page(request.GET.get("page"))
    places = sorted({state.locality.name for row in shown for state in row.states.all()}, key=sort_key)
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
    first, asked = _from_pair(request), request.POST if request.method == "POST" else request.GET
    form = forms.PolicyForm(request.POST or None, initial={"name": first.get("name", "")})
    agencies = Agency.objects.filter(pk__in=agencies_for(reader(request), "policy.edit")).select_related("locality")
    in_order = sorted(agencies, key=lambda one: sort_key(str(one)))
    if request.method == "POST" and form.is_valid():
        made = form.save(commit=False)
        made.agency = get_object_or_404(agencies, pk=number_of(request.POST.get("agency")))
        made.created_by = reader(request)
        with transaction.atomic():
            made.save()
            for document, eid in first.get("items", ()):
                PolicyItem.objects.create(policy=made, document_id=document, eid=eid)
        return redirect(made)
    return page(request, "library/policy_form.html", form, agencies=in_order, given=asked)


def _from_pair(request: HttpRequest) -> dict[str, Any]:
    """The name and provisions that a pair of a comparison, or a family, suggests."""
    asked = request.POST if request.method == "POST" else request.GET
    if asked.get("family"):
        return of_family(request, asked["family"])
    if not (pk := number_of(asked.get("pairing"))):
        return {}
    pairing = find_pairing(request, pk, "comparison.view")
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
            "items": [_item(one, request.LANGUAGE_CODE) for one in items],
            "states": sorted(row.states.select_related("locality"), key=lambda one: sort_key(one.locality.name)),
            "figures": row.figures.select_related("locality"),
            "may_edit": may_edit,
            "may_share": allowed(request.user, "policy.share", row),
            "state_form": forms.StateForm() if may_edit else None,
            "figure_form": forms.FigureForm() if may_edit else None,
        },
    )


def _item(one: PolicyItem, lang: str) -> dict[str, Any]:
    value = one.document.value
    side = Side(value, "") if value else None
    there = side is not None and one.eid in side.units
    return {
        "item": one,
        "name": side.label(one.eid, lang) if side and there else one.eid,
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
    there = form.is_valid() and row.items.filter(**form.cleaned_data).exists()
    answer = redirect(row) if there else _add_to(request, row, form)
    if form.is_valid():
        messages.success(
            request,
            _("Đã có trong chính sách: %(what)s.") % {"what": _name_of(form.cleaned_data, request.LANGUAGE_CODE)},
        )
    return redirect(back) if (back := here(request, request.POST.get("next"), "")) else answer


def _name_of(item: dict[str, Any], lang: str) -> str:
    """khoản 1 Điều 2, Nghị quyết 5/2025/NQ-HĐND."""
    return f"{Side(item['document'].value, '').label(item['eid'], lang)}, {item['document']}"


@login_required
@require_POST
def item_remove(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    row = find_policy(request, pk, "policy.edit")
    get_object_or_404(row.items, pk=item).delete()
    return redirect(row)


@login_required
@require_POST
def figure_remove(request: HttpRequest, pk: int, figure: int) -> HttpResponse:
    """A figure that was wrong; what it said stays in the record of changes."""
    row = find_policy(request, pk, "policy.edit")
    get_object_or_404(row.figures, pk=figure).delete()
    return redirect(row)


@login_required
@require_POST
def state_set(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a locality is; what it was before stays in the record of changes."""
    row = find_policy(request, pk, "policy.edit")
    former = row.states.filter(locality=number_of(request.POST.get("locality"))).first()
    return _add_to(request, row, forms.StateForm(request.POST, instance=former))


@login_required
@require_POST
def figure_add(request: HttpRequest, pk: int) -> HttpResponse:
    row = find_policy(request, pk, "policy.edit")
    return _add_to(request, row, forms.FigureForm(request.POST))
