"""What templates need beyond Django's own: icons by name, fields with their labels, addresses with one thing changed."""

import datetime as dt
import secrets
from typing import Any, Final

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tuongdong.report.words import word

register = template.Library()

# 24 x 24 outlines, drawn for this project.
_ICONS: Final = {
    "library": "M4 5h5a3 3 0 0 1 3 3v12a2 2 0 0 0-2-2H4zM20 5h-5a3 3 0 0 0-3 3v12a2 2 0 0 1 2-2h6z",
    "search": "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M15.5 15.5 20 20",
    "compare": "M4 5h6v14H4zM14 5h6v14h-6zM10 9h4M10 15h4",
    "policy": "M5 4h14v16l-7-4-7 4z",
    "exchange": "M4 8h13l-3-3M20 16H7l3 3",
    "people": "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3 20c0-4 2.5-6 6-6s6 2 6 6M16 4.5a3.5 3.5 0 0 1 0 6.5M17 14c2.6.5 4 2.6 4 6",
    "upload": "M12 16V4M7 9l5-5 5 5M4 20h16",
    "download": "M12 4v12M7 11l5 5 5-5M4 20h16",
    "check": "M4 12l5 5L20 6",
    "cross": "M6 6l12 12M18 6 6 18",
    "plus": "M12 5v14M5 12h14",
    "note": "M4 5h16v11H9l-5 4z",
    "link": "M9 15l6-6M8 10l-2 2a4 4 0 0 0 6 6l2-2M16 14l2-2a4 4 0 0 0-6-6l-2 2",
    "warn": "M12 4 2.5 20h19zM12 10v5M12 17.5v.5",
    "theme": "M12 4a8 8 0 1 0 8 8 6 6 0 0 1-8-8",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An outline that says nothing to a screen reader: the words beside it do."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>', _ICONS[name]
    )


@register.simple_tag
def once() -> SafeString:
    """A token of a form that makes something new: pressed twice, it makes one."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_hex(16))


@register.filter
def initials(account: object) -> str:
    """Lê Trung Chinh -> LC: the family name's and the own name's first letters."""
    words = str(account).split()
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField, hint: str = "") -> dict[str, Any]:
    """A field with its label, hint and errors, tied together for screen readers."""
    described = " ".join(
        ([f"{bound.id_for_label}-hint"] if hint or bound.help_text else [])
        + ([f"{bound.id_for_label}-errors"] if bound.errors else [])
    )
    attrs: dict[str, str | bool] = {"aria-describedby": described} if described else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    grouped = bound.widget_type in ("checkboxselectmultiple", "radioselect")
    return {"bound": bound, "hint": hint or bound.help_text, "widget": bound.as_widget(attrs=attrs), "grouped": grouped}


@register.simple_tag(takes_context=True)
def address_with(context: dict[str, Any], **changed: Any) -> str:
    """The query of this page with some of it changed: `?q=đất&page=2`."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for key, value in changed.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def at(values: Any, key: str) -> Any:
    """`chosen|at:name`: the value of a key whose name is in a variable."""
    return values.get(key)


@register.filter
def kind_name(kind: str) -> str:
    """A kind of difference as the reports call it."""
    return word(kind, get_language() or "vi")


@register.filter
def state_look(state: str) -> str:
    """The colour of a state of implementation."""
    return {"waiting": "warn", "underway": "info", "results": "good"}.get(state, "")


# The colours of the states of the graph.
_STATUS_LOOKS: Final = {
    "not yet": "warn",
    "in force": "good",
    "amended": "info",
    "partly repealed": "warn",
    "repealed": "bad",
    "replaced": "bad",
    "suspended": "warn",
    "ended": "bad",
}

_COVERAGE: Final = {
    "in time": (_("đã ban hành"), "good"),
    "late": (_("ban hành chậm"), "warn"),
    "missing": (_("chưa thấy ban hành"), "bad"),
    "needs review": (_("cần rà soát"), "warn"),
    "not used": (_("chưa sử dụng"), ""),
    "ended": (_("hết hiệu lực"), ""),
}


@register.filter
def coverage_name(state: str) -> str:
    """How an order stands."""
    return str(_COVERAGE[str(state)][0])


@register.filter
def coverage_look(state: str) -> str:
    return _COVERAGE[str(state)][1]


@register.filter
def status_name(status: str) -> str:
    """A document's state on a day, as the reports call it."""
    return word(f"status_{status}", get_language() or "vi")


@register.filter
def status_look(status: str) -> str:
    return _STATUS_LOOKS.get(str(status), "")


@register.filter
def act_name(kind: str) -> str:
    """What a citation does to its target."""
    return word(f"kind_{kind}", get_language() or "vi")


@register.filter
def day_shown(day: str) -> str:
    """A day of the stages, as the reader writes days."""
    return date_format(dt.date.fromisoformat(day), "SHORT_DATE_FORMAT")
