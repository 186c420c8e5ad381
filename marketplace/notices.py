"""The sweep that words what people must be told and sends it: once, again after a while, or not.

Taking is a short story that promises the next try; the call to the provider stands outside any
transaction; its answer is written down in another. Whoever dies in between leaves a letter that is
sent again under the same Message-ID, and two sweeps never hold the same one.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from escrow import clock
from escrow.models import Notice
from escrow.story import story
from marketplace import mailing, notice_choices, notice_kinds, wording

log = logging.getLogger(__name__)
BATCH = 100
KEY = re.compile(r"(?<=/guest/)[^/\s\"]+")
# Longer than a whole batch can take: nobody else takes what is being sent.
LEASE = timedelta(minutes=10)
MINUTES = (1, 5, 15, 60, 180, 360, 720, 1440, 1440)
ATTEMPTS = len(MINUTES) + 1
WORDS = ("subject_line", "gist", "link", "body", "html")


def send_waiting(limit: int = BATCH) -> int:
    """Word what is new, and send it to those who want it by e-mail; returns how many went out."""
    taken = _take(limit)
    if not taken:
        return 0
    unwanted = notice_choices.unwanted_by({notice.to_id for notice in taken})
    try:
        connection: BaseEmailBackend | Exception = mailing.line()
    except Exception as nobody_there:
        connection = nobody_there
    sent = sum(_tell(notice, unwanted, connection) for notice in taken)
    if isinstance(connection, BaseEmailBackend):
        connection.close()
    return sent


def worded(notice: Notice) -> tuple[str, str]:
    """Subject and text of a notice, as its reader will read it."""
    wording.word(notice)
    return notice.subject_line, notice.body


@story
def _take(limit: int) -> list[Notice]:
    """Ours until the lease is over."""
    rows = Notice.objects.waiting(clock.now()).select_related("to__kept_by")
    taken = list(rows.select_for_update(skip_locked=True, no_key=True, of=("self",))[:limit])
    for notice in taken:
        notice.attempts += 1
        notice.next_try_at = clock.now() + LEASE
    Notice.objects.bulk_update(taken, ["attempts", "next_try_at"])
    return taken


def _tell(
    notice: Notice,
    unwanted: Collection[tuple[int, str]],
    connection: BaseEmailBackend | Exception,
) -> bool:
    """One notice, whose failure is no other's."""
    try:
        if notice.to.left_at:
            _keep(notice)
            return False
        wording.word(notice)
        if not _is_wanted(notice, unwanted):
            _keep(notice)
            return False
        if isinstance(connection, Exception):
            raise connection
        message = mailing.letter(notice)
        _note_sent(notice, mailing.send(message, connection))
    except Exception as error:
        log.exception("notice_failed", extra={"notice": notice.pk})
        _note_failure(notice, error)
        return False
    return True


def _is_wanted(notice: Notice, unwanted: Collection[tuple[int, str]]) -> bool:
    kind = notice_kinds.of(notice.kind)
    if not notice.to.is_active:
        return False
    return bool(kind.always) or (notice.to_id, kind.group.value) not in unwanted


@story
def _keep(notice: Notice) -> None:
    """It is in the inbox; its reader wants no e-mail of this kind."""
    _write(notice, kept_at=clock.now())


@story
def _note_sent(notice: Notice, answer: str) -> None:
    """The proof: to whom, when, under which id, what exactly, and what the provider said."""
    _write(
        notice,
        sent_at=clock.now(),
        sent_to=notice.to.letters_to,
        message_id=mailing.message_id(notice),
        answer=answer,
        last_error="",
    )


@story
def _note_failure(notice: Notice, error: Exception) -> None:
    """Again after a longer pause, or never: then staff see it. It is in the inbox if it has words."""
    over = notice.attempts >= ATTEMPTS
    pause = timedelta(minutes=MINUTES[min(notice.attempts, len(MINUTES)) - 1])
    _write(
        notice,
        last_error=repr(error)[:2000],
        next_try_at=None if over else clock.now() + pause,
        given_up_at=clock.now() if over else None,
    )


def _write(notice: Notice, **what: Any) -> None:
    words = {name: _sealed(notice, getattr(notice, name)) for name in WORDS}
    Notice.objects.filter(pk=notice.pk).unsent().update(**words, **what)


def _sealed(notice: Notice, words: str) -> str:
    """What is kept as proof holds no guest's key; in the demo everybody reads everything."""
    if settings.HOLDFAST_DEMO or not notice.to.is_open_guest():
        return words
    return KEY.sub("…", words)
