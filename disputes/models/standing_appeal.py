from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin, transition

from disputes.models.mark import Mark
from disputes.models.restriction import Restriction
from escrow.models.state_field import StateField


class AppealState(models.TextChoices):
    OPEN = "open", _("Waits for an answer")
    GRANTED = "granted", _("Granted")
    DENIED = "denied", _("Not granted")
    UNANSWERED = "unanswered", _("Granted, because nobody answered in time")
    MOOT = "moot", _("What it was about ended otherwise")


S = AppealState
ANSWERED = [S.GRANTED, S.DENIED]


class StandingAppeal(FSMModelMixin, models.Model):
    """The buyer says why a mark or a restriction is wrong, once; somebody else of staff answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mark = models.OneToOneField(Mark, null=True, on_delete=models.PROTECT, related_name="appeal")
    restriction = models.OneToOneField(
        Restriction, null=True, on_delete=models.PROTECT, related_name="appeal"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="standing_appeals"
    )
    words = models.TextField(max_length=4000)
    at = models.DateTimeField()
    answer_by = models.DateTimeField()
    state = StateField(default=S.OPEN, choices=S.choices)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(max_length=4000, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(
                fields=["answer_by"],
                condition=models.Q(state=S.OPEN),
                name="standing_appeals_to_answer",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mark=None, restriction__isnull=False)
                | models.Q(mark__isnull=False, restriction=None),
                name="an_appeal_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(state=S.OPEN, ended_at=None)
                | (~models.Q(state=S.OPEN) & models.Q(ended_at__isnull=False)),
                name="an_appeal_that_is_over_has_an_end",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(state__in=ANSWERED, answered_by__isnull=False) & ~models.Q(answer="")
                )
                | (~models.Q(state__in=ANSWERED) & models.Q(answered_by=None)),
                name="an_answer_is_somebodys_and_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("account_standing")

    def is_open(self) -> bool:
        return bool(self.state == S.OPEN)

    @transition(state, source=S.OPEN, target=S.GRANTED)
    def grant(self, answer: str, by: Any, at: datetime) -> None:
        """It counts no more."""
        self.answer, self.answered_by, self.ended_at = answer, by, at

    @transition(state, source=S.OPEN, target=S.DENIED)
    def deny(self, answer: str, by: Any, at: datetime) -> None:
        """It goes on counting until its day."""
        self.answer, self.answered_by, self.ended_at = answer, by, at

    @transition(state, source=S.OPEN, target=S.UNANSWERED)
    def stay_unanswered(self, at: datetime) -> None:
        """Silence works for the buyer."""
        self.ended_at = at

    @transition(state, source=S.OPEN, target=S.MOOT)
    def fall_away(self, at: datetime) -> None:
        """There is nothing to answer any more."""
        self.ended_at = at
