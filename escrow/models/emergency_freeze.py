from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import MD5, Lower
from django.urls import reverse

LONGEST = timedelta(hours=72)
TO_CONFIRM = timedelta(hours=24)
RUNNING = models.Q(started_at__isnull=False, ended_at=None)
UNSTARTED = models.Q(started_at=None, confirmed_by=None, until=None)


class EmergencyFreezeQuerySet(models.QuerySet["EmergencyFreeze"]):
    def open(self) -> EmergencyFreezeQuerySet:
        """Asked for, or running."""
        return self.filter(ended_at=None)

    def running(self) -> EmergencyFreezeQuerySet:
        """Two people wanted it, and its time is not over."""
        return self.filter(RUNNING)


class EmergencyFreeze(models.Model):
    """Nothing is released to a seller for a while: one of our staff asks, another confirms.

    It ends by itself after at most 72 hours. `reason` is for our staff, `words` are what the seller
    reads. What was asked never changes; a row only goes on.
    """

    seller = models.ForeignKey(
        "sellers.Seller", on_delete=models.PROTECT, related_name="emergency_freezes"
    )
    reason = models.TextField(max_length=1000)
    words = models.TextField(max_length=1000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    end_words = models.TextField(max_length=1000, blank=True)

    objects = EmergencyFreezeQuerySet.as_manager()

    class Meta:
        permissions = [
            ("ask_emergency_freeze", "May ask to freeze a seller's releases"),
            ("confirm_emergency_freeze", "May confirm a freeze that another asked for, or end it"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["seller"],
                condition=models.Q(ended_at=None),
                name="one_emergency_freeze_of_a_seller",
            ),
            models.UniqueConstraint(
                "seller",
                MD5(Lower("reason")),
                condition=models.Q(started_at__isnull=False),
                name="a_reason_freezes_a_seller_once",
            ),
            models.CheckConstraint(
                condition=UNSTARTED
                | models.Q(
                    started_at__isnull=False, confirmed_by__isnull=False, until__isnull=False
                ),
                name="who_confirms_starts_an_emergency_freeze",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None)
                | ~models.Q(confirmed_by=models.F("asked_by")),
                name="two_people_freeze_a_seller",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None)
                | models.Q(until__lte=models.F("started_at") + LONGEST),
                name="an_emergency_freeze_lasts_72_hours_at_most",
            ),
            models.CheckConstraint(
                condition=models.Q(started_at=None)
                | models.Q(ended_by=None)
                | ~models.Q(ended_by=models.F("asked_by")),
                name="who_asked_does_not_end_it_alone",
            ),
        ]
        indexes = [models.Index(fields=["-asked_at", "-id"], name="emergency_freezes_newest")]

    def __str__(self) -> str:
        return f"{self.seller} {self.state}"

    def get_absolute_url(self) -> str:
        """Where its seller reads about it."""
        return reverse("desk_balance")

    def get_staff_url(self) -> str:
        """Where our staff look at it."""
        return reverse("admin:escrow_emergencyfreeze_change", args=[self.pk])

    @property
    def state(self) -> str:
        if self.ended_at:
            return "ended" if self.started_at else "withdrawn"
        return "running" if self.started_at else "asked"

    @property
    def reference(self) -> str:
        """Under this its holds stand still."""
        return f"emergency:{self.pk}"

    def confirm(self, by: object, at: datetime) -> None:
        """A second person wants it too: from now on nothing is released."""
        self.confirmed_by, self.started_at, self.until = by, at, at + LONGEST  # type: ignore[assignment]

    def end(self, by: object | None, at: datetime, words: str = "") -> None:
        """It is over: by the clock, by a second person, or before it began."""
        self.ended_by, self.ended_at, self.end_words = by, at, words  # type: ignore[assignment]
