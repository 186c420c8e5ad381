from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models, transaction

from escrow.clock import forget_demo_time, real_now


class DemoClock(models.Model):
    """The demo's time: what it showed, when; running with real time or standing still."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    shown_at = models.DateTimeField()
    anchored_at = models.DateTimeField()
    running = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.shown_at:%Y-%m-%d %H:%M}"

    @property
    def offset(self) -> timedelta:
        """What to add to real time to get demo time."""
        return self.shown_at - (self.anchored_at if self.running else real_now())

    @classmethod
    def offset_now(cls) -> timedelta:
        row = cls.objects.filter(pk=1).first()
        return row.offset if row else timedelta()

    @classmethod
    def show(cls, moment: datetime, *, running: bool = True) -> DemoClock:
        """Set demo time; it goes on from there, or stands still."""
        row, _ = cls.objects.update_or_create(
            pk=1, defaults={"shown_at": moment, "anchored_at": real_now(), "running": running}
        )
        forget_demo_time()
        return row

    @classmethod
    def keep(cls, *, running: bool) -> DemoClock:
        """Anchor the time shown now anew, so that a demo that is down loses none."""
        with transaction.atomic():
            row = cls.objects.select_for_update().filter(pk=1).first()
            shown = real_now() + row.offset if row else real_now()
            return cls.show(shown, running=running)
