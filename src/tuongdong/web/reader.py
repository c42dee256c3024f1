"""What views share: who reads, the day or number that was asked for, a page with a form, a file, and what went wrong."""

import datetime as dt
from pathlib import PurePath
from typing import Any, Final

from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.forms import Form, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tuongdong.web.people.models import Account

__all__ = ["attachment", "day_of", "faults", "number_of", "page", "reader", "type_of"]

_TYPES: Final = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".ics": "text/calendar; charset=utf-8",
    ".json": "application/json; charset=utf-8",
}


def reader(request: HttpRequest) -> Account:
    """The account that asks. Views call it behind `login_required`, the API behind its tokens."""
    assert isinstance(request.user, Account)
    return request.user


def page(request: HttpRequest, template: str, *forms: Form | ModelForm[Any], **context: Any) -> HttpResponse:
    """A page; 422 when one of its forms was filled in wrongly. The first form is `form` in the template."""
    wrong = any(form.is_bound and bool(form.errors) for form in forms)
    told = {"form": forms[0]} if forms else {}
    return render(request, template, told | context, status=422 if wrong else 200)


def attachment(body: bytes | str, name: str) -> HttpResponse:
    """A file that we made, for the browser to save. Its name is of ours: plain letters, with the suffix that tells its type."""
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(body, content_type=type_of(name), headers={"Content-Disposition": disposition})


def type_of(name: str) -> str:
    """
    What a file is called among browsers. A page, as all that is not listed, is bytes to them: saved, never shown.

    >>> type_of("trao-doi-1.json"), type_of("doi-chieu-1.html")
    ('application/json; charset=utf-8', 'application/octet-stream')
    """
    return _TYPES.get(PurePath(name).suffix, "application/octet-stream")


def faults(request: HttpRequest) -> list[str]:
    """What the next page will be told when one of it is an error; [] else. It stays to be told."""
    said = messages.get_messages(request)
    told = list(said)
    if isinstance(said, BaseStorage):
        said.used = False
    return [str(one) for one in told] if any(one.level >= messages.ERROR for one in told) else []


def number_of(text: object) -> int:
    """
    An id or number that was sent; 0, which no row has, for what is none and for one that no database holds.

    >>> number_of("12"), number_of("²"), number_of("9" * 40), number_of(None)
    (12, 0, 0, 0)
    """
    digits = str(text)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 18 else 0


def day_of(text: str | None) -> dt.date | None:
    """The day that a date field sends, or that was read in a document; None for none and for what is no day."""
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None
