"""
Two people at one record, and one who presses twice.

    held(request, rows)    the rows, which nobody else changes until a POST is done
    once(view)             a form that was sent already is not carried out again
    seen(row, form)        what a form was filled from; it comes back with the form
    stale(request, ...)    says so when somebody saved in between; nothing that was typed is lost
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final, TypeVar

from django import forms
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from tuongdong.web.exchange.models import Sent
from tuongdong.web.reader import faults

__all__ = ["held", "once", "seen", "stale"]

KEPT: Final = dt.timedelta(days=2)
View = Callable[..., HttpResponse]
M = TypeVar("M", bound=Model)


@contextmanager
def held(request: HttpRequest, rows: QuerySet[M]) -> Iterator[QuerySet[M]]:
    """Rows to read, or, for a POST, to change: others who would change them wait their turn."""
    if request.method != "POST":
        yield rows
        return
    with transaction.atomic():
        yield rows.select_for_update()


def once(view: View) -> View:
    """A POST whose token (`{% once %}`) was carried out before leads where that one led; one that was refused may come again."""

    @wraps(view)
    def carried(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = request.POST.get("once", "")[:32] if request.method == "POST" else ""
        if not token:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            # of two at the same time the second waits here for the first
            sent, new = Sent.objects.get_or_create(token=token, by=request.user.pk or 0)
            if not new:
                return redirect(sent.location or request.path)
            answer = view(request, *args, **kwargs)
            if answer.status_code == 302 and not faults(request):
                sent.location = answer.headers["Location"][:500]
                sent.save()
            else:
                sent.delete()
            Sent.objects.filter(at__lt=timezone.now() - KEPT).delete()
        return answer

    return carried


def seen(row: Model, form: type[forms.ModelForm[Any]]) -> str:
    """
    How the fields of a form stood: another value later says that somebody saved since.

    To be asked before the form is bound: checking a form writes into its row.
    """
    told = [str(getattr(row, row._meta.get_field(name).attname)) for name in _names(form)]  # type: ignore[union-attr] # a form's are fields
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def stale(request: HttpRequest, form: forms.ModelForm[Any], stands: str, before: Model) -> bool:
    """Whether the form was filled from what is no more; then it says what stands now, and may be sent again."""
    if request.POST.get("seen", stands) == stands:
        return False
    now = [
        f"{form.fields[name].label}: {getattr(before, name) or '–'}"
        for name in form.changed_data
        if name in _names(type(form))
    ]
    told = _("Người khác vừa sửa mục này: hãy xem lại rồi lưu lần nữa.")
    form.add_error(None, " ".join([told, *([_("Hiện đang ghi:")] if now else []), "; ".join(now)]).strip())
    return True


def _names(form: type[forms.ModelForm[Any]]) -> list[str]:
    return list(form._meta.fields or ())
