"""Whether this process can do its work, and how late the clock's promises are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse

from escrow import deadlines, differences, outbox


def healthz(request: HttpRequest) -> JsonResponse:
    parts = {"database": _answers(_ask_database), "redis": _answers(_ask_redis)}
    late = round(deadlines.oldest_overdue_seconds()) if parts["database"] else None
    differ = differences.open_ones().count() if parts["database"] else None
    unsent = round(outbox.oldest_unsent_seconds()) if parts["database"] else None
    healthy = all(parts.values())
    return JsonResponse(
        {
            "healthy": healthy,
            **parts,
            "oldest_overdue_seconds": late,
            "oldest_unsent_notice_seconds": unsent,
            "report_differences": differ,
        },
        status=200 if healthy else 503,
        headers={"Cache-Control": "no-store"},
    )


def _answers(ask: Callable[[], Any]) -> bool:
    try:
        ask()
    except Exception:  # whatever is wrong, it is not healthy
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_redis() -> None:
    cache.get("healthz")
