"""What must be told: a row in the transaction of what happened, sent by a sweep afterwards."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models

from escrow import audit, clock
from escrow.models.notice import Notice
from escrow.story import step, story

# The same for a statement that knows whom: `told` (to_id, kind, subject_type, subject_id, detail,
# key) in the order in which people read it.
ANNOUNCE_TOLD = """
    INSERT INTO escrow_notice (to_id, kind, key, subject_type, subject_id, detail, created_at,
        attempts, last_error, subject_line, gist, link, sent_to, message_id, body, html, answer)
    SELECT to_id, kind, kind || ':' || key || ':' || to_id, subject_type, subject_id, detail, %(at)s,
        0, '', '', '', '', '', '', '', '', ''
    FROM told ON CONFLICT (key) DO NOTHING
"""


@step
def announce(
    to: int | Sequence[int], kind: str, about: models.Model, *, key: str = "", **detail: Any
) -> None:
    """Tell a person, or each of several (by their ids), once.

    The same key is never told twice, whoever announces it again.
    """
    people = [to] if isinstance(to, int) else to
    _write(_notice(person, kind, about, key, detail) for person in people)


@step
def announce_each(
    news: Iterable[tuple[int, str, models.Model]], *, key: str = "", **detail: Any
) -> None:
    """Tell each person (by id) their own kind of news about something, all in one statement.

    What can be told again of the same thing has a key of its occasion.
    """
    _write(
        _notice(to, kind, about, f"{key}:{about.pk}" if key else "", detail)
        for to, kind, about in news
    )


@story
def send_again(notice_ids: Sequence[int], *, by: Any) -> int:
    """Staff have mended what was wrong: what was given up gets all its tries once more."""
    given_up = Notice.objects.filter(pk__in=notice_ids, given_up_at__isnull=False)
    found = list(given_up.order_by("pk").select_for_update(no_key=True))
    for notice in found:
        notice.given_up_at, notice.next_try_at, notice.attempts = None, None, 0
        audit.record(by, "notice_sent_again", notice, last_error=notice.last_error)
    Notice.objects.bulk_update(found, ["given_up_at", "next_try_at", "attempts"])
    return len(found)


@story
def mark_read(person: Any, notice_ids: Sequence[int] | None = None) -> int:
    """Somebody has read these of their notices, or all of them; returns how many were new."""
    mine = Notice.objects.of(person).unread()
    chosen = mine if notice_ids is None else mine.filter(pk__in=notice_ids)
    return chosen.update(read_at=clock.now())


def oldest_unsent_seconds() -> float:
    """For how long the oldest message waits to be sent; 0 when none does."""
    oldest = Notice.objects.unsent().aggregate(since=models.Min("created_at"))["since"]
    return max((clock.now() - oldest).total_seconds(), 0.0) if oldest else 0.0


def _notice(to: int, kind: str, about: models.Model, key: str, detail: dict[str, Any]) -> Notice:
    return Notice(
        to_id=to,
        kind=kind,
        key=f"{kind}:{key or about.pk}:{to}",
        subject_type=about._meta.model_name or "",
        subject_id=str(about.pk),
        detail=detail,
        created_at=clock.now(),
    )


def _write(notices: Iterable[Notice]) -> None:
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
