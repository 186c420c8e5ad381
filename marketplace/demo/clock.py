"""The demo's clock: shown above every page, moved by anybody, standing still while the demo is down."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from escrow import clock, walking
from escrow.models import DemoClock
from escrow.story import Refusal, require
from marketplace.demo import coming, happened
from marketplace.demo.walking import walk, work_today
from marketplace.moments import told

MOST = timedelta(days=30)
MOST_INSTANTS = 600


class NotTheDemo(Refusal):
    """Time can be moved in the demo, and nowhere else."""


def check_demo() -> None:
    """Raises NotTheDemo."""
    is_demo = settings.HOLDFAST_DEMO and not settings.PRODUCTION
    require(is_demo, NotTheDemo, _("This can be done in the demo only (HOLDFAST_DEMO=1)."))


def shown() -> dict[str, Any] | None:
    """What the bar shows: now, next_at and next_what; None when this is no demo."""
    if not settings.HOLDFAST_DEMO:
        return None
    next_at, next_what = coming.next_event() or (None, "")
    return {"now": clock.now(), "next_at": next_at, "next_what": next_what}


def jump(*, by: timedelta) -> str:
    """Let that much time pass; returns what happened. Raises NotTheDemo, AlreadyWalking."""
    check_demo()
    with walking.alone():
        return _walk(clock.now() + min(by, MOST))


def jump_to_next() -> str:
    """Let time pass until something happens. Raises NotTheDemo, AlreadyWalking."""
    check_demo()
    with walking.alone():
        now = clock.now()
        next_at, _what = coming.next_event() or (now, "")
        return _walk(min(max(next_at, now), now + MOST))


def keep() -> None:
    """Write down the time shown, every few seconds: more than that no kill can take away."""
    with transaction.atomic():
        row = DemoClock.objects.select_for_update().filter(pk=1).first()
        if row and row.running:
            DemoClock.keep(running=True)


def resume() -> DemoClock:
    """Time goes on from where it was written down last, however long the demo was down."""
    check_demo()
    row = DemoClock.objects.filter(pk=1).first()
    return DemoClock.show(row.shown_at if row else clock.real_now(), running=True)


def pause() -> DemoClock:
    """From now on time stands still."""
    check_demo()
    return DemoClock.keep(running=False)


def _walk(until: datetime) -> str:
    before = happened.mark()
    arrived = walk(until, move=DemoClock.show, work=work_today, most=MOST_INSTANTS)
    sentence = _("It is %(now)s now: %(what)s.") % {
        "now": told(clock.now()),
        "what": happened.since(before),
    }
    return sentence if arrived else sentence + " " + _("There is more to come: press again.")
