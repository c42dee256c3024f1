"""Pages of no app: health, preferences, the language of errors; and what every page's frame needs."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuongdong import __version__
from tuongdong.web.people.access import allowed

__all__ = ["broken", "health", "here", "home", "not_found", "office", "preferences", "refused", "signed_in"]

THEMES = ("auto", "light", "dark")


def office(request: HttpRequest) -> dict[str, Any]:
    """The frame: who may see which part, the theme."""
    account = getattr(request, "user", None)
    areas = ("document", "comparison", "policy", "people", "audit")
    theme = request.COOKIES.get("theme", "auto")
    return {
        "may": {area: account is not None and allowed(account, f"{area}.view") for area in areas},
        "theme": theme if theme in THEMES else "auto",
        "area": _area(request),
        "release": __version__,
    }


def _area(request: HttpRequest) -> str:
    """Which part of the office the page is in, for the navigation."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        return ""
    if match.app_name != "library":
        return str(match.app_name)
    word = (match.url_name or "").partition("_")[0]
    return {
        "search": "search",
        "comparisons": "compare",
        "comparison": "compare",
        "policies": "policy",
        "policy": "policy",
    }.get(word, "library")


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """For whoever watches the machine: 200 when the database answers, 503 else. Tells nothing of what is in it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return JsonResponse({"status": "database"}, status=503)
    return JsonResponse({"status": "ok", "version": __version__})


def home(request: HttpRequest) -> HttpResponse:
    """The first page: the library, or the accounts for whoever only keeps those."""
    account = request.user
    if not account.is_authenticated:
        return redirect("account_login")
    only_keeps = allowed(account, "people.view") and not allowed(account, "document.view")
    return redirect("people:accounts" if only_keeps else "library:documents")


@login_required
def signed_in(request: HttpRequest) -> HttpResponse:
    """Where one lands who signed in again for the sake of a page in another tab."""
    return render(request, "signed_in.html")


def here(request: HttpRequest, given: str | None, fallback: str = "/") -> str:
    """An address to go back to, when it is on this very site; the fallback else."""
    safe = url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure())
    return given if given and given.startswith("/") and safe else fallback  # a bare word would pass for a view's name


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """The reader's language and theme, kept in cookies."""
    response = redirect(here(request, request.POST.get("next")))
    language, theme = request.POST.get("language"), request.POST.get("theme")
    year = 365 * 24 * 3600
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=year, samesite="Lax", secure=settings.HTTPS, httponly=True
        )
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=year, samesite="Lax", secure=settings.HTTPS, httponly=True)
    return response


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "error.html", {"code": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "error.html", {"code": 404}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """No database, no account: a fault may be in either."""
    return render(None, "broken.html", status=500)
