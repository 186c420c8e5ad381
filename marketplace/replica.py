"""Looking around may be answered by a copy of the database that is seconds behind.

Only pages that everybody sees alike, only what is shown on them, never inside a transaction, never
just after the reader has done something, and never from a copy that is too far behind or away
(docs/decisions/0133). Money, carts, orders and people are always read where they are written.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.conf import settings
from django.db import connections, models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

COPY: Final = "replica"
WROTE_COOKIE: Final = "wrote"
ASKED_AGAIN_SECONDS: Final = 5.0
LOOKING_AROUND = frozenset(
    {
        "home", "search", "category", "listing", "listing_questions", "shop", "shop_reviews",
        "sitemap", "sitemap_part", "guarantee_fund", "how_we_rate",
    }
)  # fmt: skip
SHOWN = frozenset(
    {
        "category", "categoryattribute", "listing", "listingphoto", "listingquestion", "variant",
        "seller", "rating", "ratingphoto", "shelfmean", "performancefact", "fundmonth",
    }
)  # fmt: skip
# A copy with nothing to catch up with is not behind, however long ago the last change was.
BEHIND = """
    SELECT pg_is_in_recovery(), CASE
        WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
        ELSE coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 1e9)
    END
"""
_looking: ContextVar[bool] = ContextVar("looking around", default=False)


class Router:
    """Django asks it for each query; None means: as always."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str | None:
        if not _looking.get() or transaction.get_connection().in_atomic_block:
            return _home(hints)
        return COPY if model._meta.model_name in SHOWN else _home(hints)

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str | None:
        return _home(hints)

    def allow_relation(self, one: models.Model, other: models.Model, **_: Any) -> bool | None:
        both = {one._state.db, other._state.db}
        return True if both <= {COPY, "default"} else None

    def allow_migrate(self, db: str, *_: Any, **__: Any) -> bool | None:
        return False if db == COPY else None


def looking_around(get_response: Callable[[HttpRequest], HttpResponse]) -> object:
    """Middleware: decides for a whole request, and remembers who has just done something."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with _read_from_copy(_may_be_behind(request)):
            response = get_response(request)
        if request.method not in ("GET", "HEAD", "OPTIONS") and settings.DATABASE_REPLICA_URL:
            seconds = settings.HOLDFAST_REPLICA_STICKY_SECONDS
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(
                WROTE_COOKIE, "1", max_age=seconds, httponly=True, secure=secure, samesite="Lax"
            )
        return response

    return middleware


@contextmanager
def _read_from_copy(it_may: bool) -> Iterator[None]:
    token = _looking.set(it_may)
    try:
        yield
    finally:
        _looking.reset(token)


def _may_be_behind(request: HttpRequest) -> bool:
    if not settings.DATABASE_REPLICA_URL or request.method not in ("GET", "HEAD"):
        return False
    if WROTE_COOKIE in request.COOKIES:
        return False
    try:
        name = resolve(request.path_info).url_name
    except Resolver404:
        return False
    return name in LOOKING_AROUND and copy.is_well()


class Copy:
    """The copy's health, asked every few seconds and not for each page."""

    def __init__(self) -> None:
        self.was_well, self.asked_again_at = False, 0.0

    def is_well(self) -> bool:
        if time.monotonic() >= self.asked_again_at:
            self.asked_again_at = time.monotonic() + ASKED_AGAIN_SECONDS
            self.was_well = self._ask()
        return self.was_well

    def _ask(self) -> bool:
        try:
            with connections[COPY].cursor() as cursor:
                cursor.execute(BEHIND)
                is_copy, behind = cursor.fetchone()
        except Exception:  # whatever is wrong with it, the shop does without
            connections[COPY].close()
            return False
        return bool(is_copy) and behind <= settings.HOLDFAST_REPLICA_BEHIND_SECONDS


copy = Copy()


def _home(hints: dict[str, Any]) -> str | None:
    """What was read from the copy belongs to where it is written."""
    instance = hints.get("instance")
    read_from = instance._state.db if instance is not None else None
    return "default" if read_from == COPY else None
