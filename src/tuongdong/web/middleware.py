"""What every answer passes through: one log line, the content policy, the language that the reader chose."""

import logging
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import translation

__all__ = ["ChosenLanguage", "ContentSecurity", "NoNul", "RequestLog"]

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
    """Nothing from outside, no script or style inside a page, no frames."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
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
