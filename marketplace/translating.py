"""What people write, in the languages of those who read it: asked for after the commit, kept, shown.

The engine is called between two short stories, by a worker and never for a page.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from escrow import clock
from escrow.story import step, story
from marketplace import translators
from marketplace.models import Translation

LONGEST = 5_000
FIRST_WAIT = timedelta(minutes=1)  # longer than an engine may take; doubled with each try
MOST_TRIES = 7
TURN_SECONDS = 60.0


@step
def ask(text: str, source: str) -> None:
    """Want a text in every language that pages are read in. Nothing happens when no engine is named."""
    from marketplace import tasks

    if not translators.is_on() or not source or not text.strip() or len(text) > LONGEST:
        return
    Translation.objects.bulk_create(
        [_wanted(text, source, target) for target in _others(source)], ignore_conflicts=True
    )
    # Lost, the sweep finds it: a page is readable without.
    transaction.on_commit(
        lambda: tasks.translate_waiting.apply_async(retry=False, expires=60), robust=True
    )


def translate_waiting() -> int:
    """Ask the engine for what is due, for about a minute; how many texts it translated."""
    until, done = time.monotonic() + TURN_SECONDS, 0
    if not translators.is_on():
        return done
    for pk in list(_due().values_list("pk", flat=True)[:1000]):
        if time.monotonic() < until:
            done += _translated(pk)
    return done


def known(texts: Iterable[tuple[str, str]], target: str) -> dict[str, str]:
    """Those of the texts (each with its language) that there is a translation of, in one query."""
    digests = {_digest(text): text for text, source in texts if text and source != target}
    if not digests or not translators.is_on():
        return {}
    found = Translation.objects.filter(sha256__in=digests, target=target).exclude(text="")
    return {digests[sha256]: text for sha256, text in found.values_list("sha256", "text")}


def _translated(pk: int) -> bool:
    taken = _take(pk)
    if taken is None:
        return False
    said = translators.current().translate(taken.original, taken.source, taken.target)
    if said is not None:
        _keep(taken, said)
    elif taken.tries >= MOST_TRIES:
        _keep(taken, "")
    return said is not None


@story
def _take(pk: int) -> Translation | None:
    """Ours until it is due again, later each time."""
    row = _due().select_for_update(no_key=True, skip_locked=True).filter(pk=pk).first()
    if row is None:
        return None
    row.due_at = clock.now() + FIRST_WAIT * 2**row.tries
    row.tries += 1
    row.save(update_fields=["due_at", "tries"])
    return row


@story
def _keep(row: Translation, said: str) -> None:
    Translation.objects.filter(pk=row.pk).update(text=said, original="", due_at=None)


def _due() -> QuerySet[Translation]:
    return Translation.objects.filter(due_at__lte=clock.now()).order_by("due_at", "pk")


def _wanted(text: str, source: str, target: str) -> Translation:
    moment = clock.now()
    return Translation(
        sha256=_digest(text),
        source=source,
        target=target,
        original=text,
        asked_at=moment,
        due_at=moment,
    )


def _others(source: str) -> list[str]:
    return [code for code, _ in settings.LANGUAGES if code != source]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
