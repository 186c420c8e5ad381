"""The reader's hour and language; and where a script that sends files goes next."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone, translation

from marketplace import time_zones, unavailable
from marketplace.breaker import Breaker

ZONE_COOKIE = "time_zone"
BY_SCRIPT = "X-Upload"

Answer = Callable[[HttpRequest], HttpResponse]


def reader(get_response: Answer) -> Answer:
    """Every moment in the reader's time zone; every word in the language they chose."""

    def middleware(request: HttpRequest) -> HttpResponse:
        _speak(request)
        with timezone.override(_zone(request)):
            return get_response(request)

    return middleware


class Unavailable:
    """While nobody keeps the books, every page says so and when to come back."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response, self.breaker = get_response, Breaker()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.breaker.lets_in(request.path):
            return unavailable.answer(request, None)
        response = self.get_response(request)
        if getattr(response, "database_is_away", False):
            self.breaker.failed()
        else:
            self.breaker.worked()
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return unavailable.answer(request, error) if unavailable.is_away(error) else None


def upload_is_told(get_response: Answer) -> Answer:
    """A page that sends files by script is told where to go next, and goes there itself.

    A script would follow the redirect unseen, and what the next page has to say would be lost.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.headers.get(BY_SCRIPT) and response.status_code in (302, 303):
            response["X-Next"] = response["Location"]
            del response["Location"]
            response.status_code = 204
        return response

    return middleware


def told_zone(request: HttpRequest) -> str:
    """The browser's time zone, if its cookie names a real one."""
    told = request.COOKIES.get(ZONE_COOKIE, "")
    return told if told in time_zones.known() else ""


def _zone(request: HttpRequest) -> ZoneInfo:
    if request.user.is_authenticated:
        return request.user.zone
    return ZoneInfo(told_zone(request) or "UTC")


def _speak(request: HttpRequest) -> None:
    """A language chosen on this browser goes before the account's."""
    if request.user.is_authenticated and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        language = request.user.language
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
            request.LANGUAGE_CODE = language


class CompressedPages(GZipMiddleware):
    """Pages and answers of the API travel compressed; pictures and papers are that already.

    Django lengthens each by a random name, so that its length tells nothing of what is in it.
    """

    WORDS = ("text/html", "application/json", "application/xml", "text/plain")

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith(self.WORDS):
            return response
        return super().process_response(request, response)
