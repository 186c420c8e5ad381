"""Who works by the clock says so every half minute: a row, which a flushed queue cannot lose."""

from __future__ import annotations

from typing import Final

from escrow import clock
from escrow.models import Heartbeat

CLOCK: Final = "clock"
WORKER: Final = "worker"
FILES: Final = "files"


def beat(name: str) -> None:
    """Somebody is at work right now, by the world's time and not the demo's."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": clock.real_now()})


def seconds_since(name: str) -> float | None:
    """How long ago somebody was heard of; None if never."""
    heard = Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()
    return max((clock.real_now() - heard).total_seconds(), 0.0) if heard else None
