"""What every answer passes through: one log line, the content policy, the language that the reader chose."""

import logging
import time
import uuid
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html_join

from tuongdong.web.reader import faults

__all__ = ["AskedByScript", "ChosenLanguage", "ContentSecurity", "NoNul", "RequestLog"]

Next = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("tuongdong.request")


class RequestLog:
    """One line a request: what, by whom, how it ended, how long it took. Query strings stay out: they hold searches."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request.META["REQUEST_ID"] = request_id = uuid.uuid4().hex[:12]
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        account = getattr(request, "user", None)
        if not request.path.startswith(settings.STATIC_URL):
            log.info(
                "request",
                extra={
                    "request_id": request_id,
                    "method": request.method,
                    "path": request.path,
                    "status": response.status_code,
                    "ms": round(1000 * (time.perf_counter() - started), 1),
                    "account": getattr(account, "pk", None),
                },
            )
        return response


class ContentSecurity:
    """
    Nothing from outside, no script or style inside a page, no frames.

    No browser keeps a page: going back shows it as it is now, and nothing after signing out.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        if response.get("Content-Type", "").startswith("text/html"):
            response.setdefault("Cache-Control", "no-store")
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


class NoNul:
    """No address with a NUL in it: nobody types one, and PostgreSQL keeps none."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            return HttpResponseBadRequest()
        return self.get_response(request)


class AskedByScript:
    """
    What the pages' own script asks for, naming the account that its page was made for (X-Account), is told plainly.

    1. 401 where a browser would be led to sign in.
    2. 412 for a form of a page that was made for somebody else: nothing is written under another name.
    3. 422 with the words of a message that says what is wrong, where a browser would be led to a page that shows it: what
       was typed stays.
    4. 204 with X-Location where a form would lead on: the script goes there, so that messages are shown once.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "X-Account" not in request.headers or response.status_code != 302:
            return response
        to = str(response["Location"])
        del response["Location"]
        if urlsplit(to).path == reverse(settings.LOGIN_URL):
            response.status_code = 401
        elif wrong := faults(request):
            list(messages.get_messages(request))  # told here, and not again on the next page
            response.status_code, response.content = 422, format_html_join("", "<p>{}</p>", ((one,) for one in wrong))
        else:
            response.status_code = 204
            response["X-Location"] = to
        return response

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        made_for = request.headers.get("X-Account")
        signed_in = request.user.is_authenticated
        other = request.method == "POST" and made_for is not None and signed_in and made_for != str(request.user.pk)
        return HttpResponse(status=412) if other else None


class ChosenLanguage:
    """Vietnamese unless the reader chose English: a browser set to English is no choice, most offices' are."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.setdefault("Content-Language", language)
        return response
