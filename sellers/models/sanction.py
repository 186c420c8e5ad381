from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def in_force(self) -> SanctionQuerySet:
        return self.filter(ended_at=None)

    def appealed(self) -> SanctionQuerySet:
        """Somebody waits for an answer."""
        return self.filter(ended_at=None, answered_at=None).exclude(appeal="")


class Sanction(models.Model):
    """Our staff decided something against somebody: with a reason, until a day, and one appeal.

    The appeal is answered by somebody else; unanswered, it is granted. A hidden review has no day:
    what was wrong with its words stays wrong.
    """

    class Kind(models.TextChoices):
        SHOP_RESTRICTED = "shop_restricted", _("Your shop is restricted")
        REVIEW_HIDDEN = "review_hidden", _("Your review is hidden")
        SUSPENDED = "suspended", _("You can start nothing new")

    class Why(models.TextChoices):
        OVER = "over", _("Its time is over")
        LIFTED = "lifted", _("Our staff took it back")
        GRANTED = "granted", _("Your appeal was granted")
        UNANSWERED = "unanswered", _("Nobody answered your appeal in time")
        ANEW = "anew", _("It was decided anew")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sanctions"
    )
    kind = models.CharField(max_length=16, choices=Kind.choices)
    subject_id = models.CharField(max_length=40, blank=True)
    words = models.TextField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    appeal = models.TextField(max_length=4000, blank=True)
    appealed_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)
    answer = models.TextField(max_length=4000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why_ended = models.CharField(max_length=12, choices=Why.choices, blank=True)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "id"]
        permissions = [
            ("suspend_person", "May suspend people"),
            ("answer_sanction", "May answer appeals against what staff decided"),
        ]
        indexes = [
            models.Index(fields=["-at"], name="sanctions_newest"),
            models.Index(fields=["kind", "-at"], name="sanctions_of_a_kind"),
            models.Index(
                fields=["answer_by"],
                condition=Q(ended_at=None, answered_at=None) & ~Q(appeal=""),
                name="sanctions_appealed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "subject_id"],
                condition=Q(ended_at=None),
                name="a_sanction_is_in_force_once",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_sanction_says_why"),
            models.CheckConstraint(
                condition=Q(kind="review_hidden") | Q(until__isnull=False, until__gt=F("at")),
                name="a_sanction_runs_out",
            ),
            models.CheckConstraint(
                condition=Q(appeal="", appealed_at=None, answer_by=None)
                | ~Q(appeal="") & Q(appealed_at__isnull=False, answer_by__isnull=False),
                name="a_sanctions_appeal_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_at=None, answer="")
                | ~Q(answer="") & ~Q(appeal="") & Q(answered_at__isnull=False),
                name="a_sanctions_answer_says_why",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("by")),
                name="who_sanctions_does_not_answer",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, why_ended="")
                | Q(ended_at__isnull=False) & ~Q(why_ended=""),
                name="a_sanctions_end_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"

    def get_absolute_url(self) -> str:
        """Where the person reads it and says what is wrong with it."""
        return reverse("account_decisions")

    def can_be_appealed(self) -> bool:
        return self.ended_at is None and not self.appeal

    def waits_for_answer(self) -> bool:
        return self.ended_at is None and bool(self.appeal) and self.answered_at is None

    def end(self, why: str, at: datetime) -> None:
        """It is over; what was said of it stays."""
        self.why_ended, self.ended_at = why, at
