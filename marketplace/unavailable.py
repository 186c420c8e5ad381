"""While the database or the queue cannot be reached: a page that says so, and needs neither.

Every deed is one transaction and can be sent twice, so a person may be told the truth: nothing was
done by halves, and the same again does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import kombu.exceptions
import psycopg
import redis
import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

log = structlog.get_logger(__name__)
RETRY_AFTER_SECONDS: Final = 30
QUEUE_IS_AWAY = (
    redis.ConnectionError,
    redis.TimeoutError,
    redis.BusyLoadingError,
    kombu.exceptions.OperationalError,
)
# No connection, too many of them, a server that stops or starts, one that only reads (a switch-over).
DATABASE_IS_AWAY: Final = ("08", "53300", "57P", "25006")


def is_away(error: BaseException | None) -> bool:
    """Whether an error means that somebody we need is not there, and nothing else."""
    return any(_is_away(one) for one in _chain(error))


def answer(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """503 and when to come back, as a page or as problem+json."""
    log.warning("unavailable", why=type(error).__name__)
    found = _problem() if request.path.startswith("/api/") else _page(request)
    found["Retry-After"] = str(RETRY_AFTER_SECONDS)
    found["Cache-Control"] = "no-store"
    found.database_is_away = not any(isinstance(one, QUEUE_IS_AWAY) for one in _chain(error))  # type: ignore[attr-defined]
    return found


def _page(request: HttpRequest) -> HttpResponse:
    """Without the request: nothing in it may be looked up."""
    language = translation.get_language_from_request(request)
    with translation.override(language):
        page = render_to_string("503.html", {"LANGUAGE_CODE": language})
    found = HttpResponse(page, status=503)
    if request.method == "GET" and request.headers.get("HX-Request"):
        found["HX-Refresh"] = "true"  # a part of a page cannot say it; the whole page can
    return found


def _problem() -> HttpResponse:
    title = _("The shop cannot be reached right now. Nothing was done; send the same again.")
    body = {"type": "about:blank", "status": 503, "code": "unavailable", "title": title}
    return JsonResponse(body, status=503, content_type="application/problem+json")


def _is_away(error: BaseException) -> bool:
    if isinstance(error, psycopg.Error):
        if error.sqlstate is None:
            return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
        return error.sqlstate.startswith(DATABASE_IS_AWAY)
    if isinstance(error, OperationalError | InterfaceError):
        return error.__cause__ is None  # said by Django itself: the connection is closed
    return isinstance(error, QUEUE_IS_AWAY)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
