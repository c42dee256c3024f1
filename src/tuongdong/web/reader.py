"""What views share: who reads, and a page with a form."""

from typing import Any

from django.forms import Form, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tuongdong.web.people.models import Account

__all__ = ["page", "reader"]


def reader(request: HttpRequest) -> Account:
    """The account that asks. Views call it behind `login_required`."""
    assert isinstance(request.user, Account)
    return request.user


def page(request: HttpRequest, template: str, *forms: Form | ModelForm[Any], **context: Any) -> HttpResponse:
    """A page; 422 when one of its forms was filled in wrongly. The first form is `form` in the template."""
    wrong = any(form.is_bound and bool(form.errors) for form in forms)
    told = {"form": forms[0]} if forms else {}
    return render(request, template, told | context, status=422 if wrong else 200)
