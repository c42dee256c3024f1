"""Pages of people: agencies, localities, accounts, tokens, the record of changes."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuongdong.text import sort_key
from tuongdong.web.people import forms
from tuongdong.web.people.access import agencies_for, allowed, require
from tuongdong.web.people.models import Account, Agency, Change, Locality, Membership, Token
from tuongdong.web.people.telling import KINDS, tell
from tuongdong.web.reader import day_of, page, reader

__all__ = [
    "account",
    "account_add",
    "accounts",
    "agencies",
    "agency",
    "changes",
    "localities",
    "locality",
    "role_add",
    "role_remove",
    "token_revoke",
    "tokens",
]


def _kept_agencies(keeper: Account) -> QuerySet[Agency]:
    """The agencies whose accounts this administrator keeps."""
    if keeper.is_superuser:
        return Agency.objects.select_related("locality")
    return Agency.objects.filter(pk__in=agencies_for(keeper, "people.manage")).select_related("locality")


@login_required
def agencies(request: HttpRequest) -> HttpResponse:
    """All agencies, by the one above them."""
    require(request.user, "people.view")
    form = forms.AgencyForm(request.POST or None)
    if request.method == "POST":
        require(request.user, "territory.edit")
        if form.is_valid():
            return redirect("people:agency", form.save().pk)
    rows = sorted(
        Agency.objects.select_related("locality", "parent").prefetch_related("successors"),
        key=lambda one: sort_key(str(one)),
    )
    return page(request, "people/agencies.html", rows=rows, form=form, may_edit=allowed(request.user, "territory.edit"))


@login_required
def agency(request: HttpRequest, pk: int) -> HttpResponse:
    """One agency: what it was, what it became, who is in it."""
    require(request.user, "people.view")
    row = get_object_or_404(Agency.objects.select_related("locality", "parent"), pk=pk)
    return _dated(request, row, forms.AgencyForm, forms.AgencySuccessionForm, "people/agency.html", "people:agency")


@login_required
def localities(request: HttpRequest) -> HttpResponse:
    """All localities, in the Vietnamese order."""
    require(request.user, "people.view")
    form = forms.LocalityForm(request.POST or None)
    if request.method == "POST":
        require(request.user, "territory.edit")
        if form.is_valid():
            return redirect("people:locality", form.save().pk)
    rows = sorted(Locality.objects.prefetch_related("successors"), key=lambda one: sort_key(one.name))
    return page(request, "people/localities.html", form, rows=rows, may_edit=allowed(request.user, "territory.edit"))


@login_required
def locality(request: HttpRequest, pk: int) -> HttpResponse:
    """One locality: its life and its agencies."""
    require(request.user, "people.view")
    row = get_object_or_404(Locality, pk=pk)
    return _dated(
        request, row, forms.LocalityForm, forms.LocalitySuccessionForm, "people/locality.html", "people:locality"
    )


def _dated(
    request: HttpRequest,
    row: Agency | Locality,
    form_of: type[ModelForm[Any]],
    succession_of: type[ModelForm[Any]],
    template: str,
    address: str,
) -> HttpResponse:
    """The page of a dated unit: its own form, and one to tell its successor."""
    posted = request.POST if request.method == "POST" else None
    if posted is not None:
        require(request.user, "territory.edit")
    telling = posted is not None and "successor" in posted
    form = form_of(None if telling else posted, instance=row)
    succession = succession_of(posted if telling else None)
    if telling and succession.is_valid():
        step = succession.save(commit=False)
        step.old = row
        step.save()
        return redirect(address, row.pk)
    if posted is not None and not telling and form.is_valid():
        form.save()
        return redirect(address, row.pk)
    return page(
        request,
        template,
        form,
        succession,
        row=row,
        succession=succession,
        may_edit=allowed(request.user, "territory.edit"),
        steps=row.successions.select_related("new"),
        origins=row.origins.select_related("old"),
    )


@login_required
def accounts(request: HttpRequest) -> HttpResponse:
    """Accounts with their roles: all that share an agency with the reader."""
    require(request.user, "people.view")
    keeper = reader(request)
    rows = Account.objects.prefetch_related(
        Prefetch("memberships", Membership.objects.select_related("agency", "agency__locality"))
    )
    if not keeper.is_superuser:
        rows = rows.filter(memberships__agency__in=agencies_for(keeper, "people.view")).distinct()
    ordered = sorted(rows, key=lambda one: sort_key(str(one)))
    return page(request, "people/accounts.html", rows=ordered, may_manage=allowed(keeper, "people.manage"))


@login_required
def account_add(request: HttpRequest) -> HttpResponse:
    """A new account; a mail lets the person choose a password."""
    require(request.user, "people.manage")
    form = forms.NewAccountForm(request.POST or None, agencies=_kept_agencies(reader(request)))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = Account.objects.create_user(form.cleaned_data["email"], name=form.cleaned_data["name"])
            Membership.objects.create(account=made, agency=form.cleaned_data["agency"], role=form.cleaned_data["role"])
        _send_password_mail(request, made)
        messages.success(request, _("Đã tạo tài khoản; thư đặt mật khẩu đã gửi đến %(email)s.") % {"email": made.email})
        return redirect("people:account", made.pk)
    return page(request, "people/account_add.html", form)


def _send_password_mail(request: HttpRequest, made: Account) -> None:
    """allauth mails only those who have a password to reset, so an unguessable one stands in until then."""
    import secrets

    made.set_password(secrets.token_urlsafe(32))
    made.save()
    form = ResetPasswordForm({"email": made.email})
    if form.is_valid():
        form.save(request)


@login_required
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: name, whether it is in use, roles."""
    keeper, row = reader(request), _kept_account(request, pk)
    form = forms.AccountForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Đã lưu."))
        return redirect("people:account", pk)
    return page(
        request,
        "people/account.html",
        form,
        row=row,
        role_form=forms.MembershipForm(agencies=_kept_agencies(keeper)),
        roles=row.memberships.select_related("agency", "agency__locality"),
        kept={one.pk for one in _kept_agencies(keeper)},
    )


def _kept_account(request: HttpRequest, pk: int) -> Account:
    """An account that the reader may keep: one of an agency of theirs (a superuser's only by a superuser)."""
    require(request.user, "people.manage")
    keeper = reader(request)
    rows = Account.objects.all()
    if not keeper.is_superuser:
        rows = rows.filter(is_superuser=False, memberships__agency__in=_kept_agencies(keeper)).distinct()
    return get_object_or_404(rows, pk=pk)


@login_required
@require_POST
def role_add(request: HttpRequest, pk: int) -> HttpResponse:
    row = _kept_account(request, pk)
    form = forms.MembershipForm(request.POST, agencies=_kept_agencies(reader(request)))
    if form.is_valid():
        Membership.objects.get_or_create(
            account=row, agency=form.cleaned_data["agency"], role=form.cleaned_data["role"]
        )
    return redirect("people:account", pk)


@login_required
@require_POST
def role_remove(request: HttpRequest, pk: int, role: int) -> HttpResponse:
    row = _kept_account(request, pk)
    found = get_object_or_404(row.memberships.filter(agency__in=_kept_agencies(reader(request))), pk=role)
    found.delete()
    return redirect("people:account", pk)


@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """The reader's own keys for the API. A new one is shown this once."""
    require(request.user, "document.view")
    form, key = forms.TokenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        _token, key = Token.issue(reader(request), given["name"], given["scopes"], given["days"])
        form = forms.TokenForm()
    rows = Token.objects.filter(account=reader(request))
    return page(request, "people/tokens.html", form, rows=rows, key=key, now=timezone.now())


@login_required
@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Token, pk=pk, account=reader(request))
    row.revoked = True
    row.save()
    return redirect("people:tokens")


@login_required
def changes(request: HttpRequest) -> HttpResponse:
    """The record of changes: of the reader's agencies, or all for the superuser."""
    require(request.user, "audit.view")
    keeper = reader(request)
    rows = Change.objects.select_related("agency", "agency__locality")
    if not keeper.is_superuser:
        rows = rows.filter(agency__in=agencies_for(keeper, "audit.view"))
    asked = {name: request.GET.get(name, "").strip()[:120] for name in ("kind", "thing", "who", "from", "to")}
    for name, field in (("kind", "kind"), ("thing", "thing_id"), ("who", "actor_name__icontains")):
        if asked[name]:
            rows = rows.filter(**{field: asked[name]})
    for name, field in (("from", "when__date__gte"), ("to", "when__date__lte")):
        if day := day_of(asked[name]):
            rows = rows.filter(**{field: day})
    shown = Paginator(rows, 50).get_page(request.GET.get("page"))
    kinds = sorted(((kind, str(name)) for kind, name in KINDS.items()), key=lambda one: sort_key(one[1]))
    return page(request, "people/changes.html", page=shown, lines=tell(shown), asked=asked, kinds=kinds)
