from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin, transition

from disputes.standing_rules import AT_MOST, MAY_RESTRICT, ONE_PERSON
from escrow.models.state_field import StateField


class RestrictionState(models.TextChoices):
    PROPOSED = "proposed", _("Waits for a second person")
    IN_FORCE = "in_force", _("In force")
    LIFTED = "lifted", _("Lifted")
    OVER = "over", _("Over")
    DROPPED = "dropped", _("Never in force")


S = RestrictionState
OPEN = [S.PROPOSED, S.IN_FORCE]


class Restriction(FSMModelMixin, models.Model):
    """Staff look at every claim of this buyer first, until a day, for a reason the buyer can read.

    It takes away no right: claims, holds and refunds are what they are for everybody.
    """

    class Code(models.TextChoices):
        FALSE_CLAIMS = "false_claims", _("Several claims were found to be untrue")
        RETURNS = "returns", _("Several returns were not what was sent")
        BANK = "bank", _("The bank was asked several times without cause")
        SEVERAL = "several", _("Several of these together")

    class Why(models.TextChoices):
        STAFF = "staff", _("Our staff lifted it")
        APPEAL = "appeal", _("The appeal was granted")
        UNANSWERED = "unanswered", _("Nobody answered the appeal in time")
        GROUNDLESS = "groundless", _("What it rested on was taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="restrictions"
    )
    state = StateField(default=S.PROPOSED, choices=S.choices)
    code = models.CharField(max_length=16, choices=Code.choices)
    words = models.TextField(max_length=2000)
    mark_ids = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    needs_second = models.BooleanField(default=False)
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    why_ended = models.CharField(max_length=12, choices=Why.choices, blank=True)

    class Meta:
        ordering = ["at", "id"]
        permissions = [(MAY_RESTRICT.partition(".")[2], "May restrict buyers and answer them")]
        constraints = [
            models.UniqueConstraint(
                fields=["buyer"], condition=models.Q(state__in=OPEN), name="one_open_restriction"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("at"), until__lte=models.F("at") + AT_MOST),
                name="a_restriction_runs_out",
            ),
            models.CheckConstraint(
                condition=models.Q(needs_second=True)
                | models.Q(until__lte=models.F("at") + ONE_PERSON),
                name="long_restrictions_need_two",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=S.IN_FORCE)
                | models.Q(needs_second=False)
                | models.Q(second_by__isnull=False),
                name="nobody_restricts_long_alone",
            ),
            models.CheckConstraint(
                condition=models.Q(second_by=None) | ~models.Q(second_by=models.F("by")),
                name="the_second_is_somebody_else",
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="a_restriction_says_why"),
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN, ended_at=None)
                | (~models.Q(state__in=OPEN) & models.Q(ended_at__isnull=False)),
                name="a_restriction_that_is_over_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} until {self.until:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("account_standing")

    def is_open(self) -> bool:
        return self.state in OPEN

    def is_in_force(self, now: datetime) -> bool:
        return self.state == S.IN_FORCE and now < self.until

    @transition(state, source=S.PROPOSED, target=S.IN_FORCE)
    def begin(self, at: datetime) -> None:
        """One person was enough, or a second one agrees."""
        self.began_at = at

    @transition(state, source=S.IN_FORCE, target=S.LIFTED)
    def lift(self, at: datetime, why: str, by: Any = None) -> None:
        """It ends before its day."""
        self.ended_at, self.why_ended, self.ended_by = at, why, by

    @transition(state, source=S.IN_FORCE, target=S.OVER)
    def run_out(self, at: datetime) -> None:
        """Its day has come."""
        self.ended_at = at

    @transition(state, source=S.PROPOSED, target=S.DROPPED)
    def drop(self, at: datetime, by: Any = None) -> None:
        """No second person agreed."""
        self.ended_at, self.ended_by = at, by
