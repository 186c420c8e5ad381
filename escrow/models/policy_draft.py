from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin, transition

from escrow.models.policy import Policy
from escrow.models.policy_trial import PolicyTrial
from escrow.models.state_field import StateField


class DraftState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    PROPOSED = "proposed", _("Waiting for a second person")
    SCHEDULED = "scheduled", _("Published on a coming day")
    PUBLISHED = "published", _("Published")
    DISCARDED = "discarded", _("Thrown away")


S = DraftState
WAITING = [S.DRAFT, S.PROPOSED]
OUT = [S.PROPOSED, S.SCHEDULED, S.PUBLISHED]


def _person() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class PolicyDraft(FSMModelMixin, models.Model):
    """A coming policy: written from the one in force, tried out, proposed by one, published by another.

    `version` counts its changes, so that of two who write at once the second is told.
    """

    title = models.CharField(max_length=120)
    state = StateField(default=S.DRAFT, choices=S.choices)
    base = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    body = models.JSONField()
    sha256 = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = _person()
    changed_at = models.DateTimeField()
    changed_by = _person()
    proposed_at = models.DateTimeField(null=True)
    proposed_by = _person()
    reason = models.TextField(blank=True)
    trial = models.ForeignKey(PolicyTrial, null=True, on_delete=models.PROTECT, related_name="+")
    untried_because = models.TextField(blank=True)
    publish_at = models.DateTimeField(null=True)
    published_by = _person()
    published_because = models.TextField(blank=True)
    published = models.OneToOneField(
        Policy, null=True, on_delete=models.PROTECT, related_name="draft"
    )

    class Meta:
        verbose_name = _("policy draft")
        permissions = [
            ("draft_policies", "May draft policies"),
            ("publish_policies", "May publish policies"),
            ("try_policies", "May simulate policies"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_by=None)
                | ~models.Q(published_by=models.F("proposed_by"))
                & ~models.Q(published_by=models.F("changed_by")),
                name="another_person_publishes_a_policy",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=OUT)
                | models.Q(proposed_by__isnull=False, proposed_at__isnull=False)
                & ~models.Q(reason="")
                & (models.Q(trial__isnull=False) | ~models.Q(untried_because="")),
                name="a_proposed_policy_has_reasons_and_was_tried",
            ),
            models.CheckConstraint(
                condition=models.Q(state=S.PUBLISHED, published__isnull=False)
                | ~models.Q(state=S.PUBLISHED) & models.Q(published=None),
                name="a_published_draft_is_a_policy",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=S.SCHEDULED)
                | models.Q(publish_at__isnull=False, published_by__isnull=False),
                name="a_scheduled_policy_has_its_day_and_its_second",
            ),
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(state=S.SCHEDULED),
                name="one_policy_comes_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["-changed_at"], name="newest_policy_drafts"),
            models.Index(fields=["state", "-changed_at"], name="drafts_in_a_state"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Staff's page of it."""
        return reverse("admin:escrow_policydraft_change", args=[self.pk])

    def is_being_written(self) -> bool:
        return bool(self.state == S.DRAFT)

    @transition(state, source=S.DRAFT, target=S.PROPOSED)
    def propose(self, by: Any, at: datetime) -> None:
        """It is ready; a second person reads it."""
        self.proposed_by, self.proposed_at = by, at

    @transition(state, source=[S.PROPOSED, S.SCHEDULED], target=S.DRAFT)
    def go_back(self) -> None:
        """It is written on; who read it will have to read it again."""
        self.proposed_by, self.proposed_at, self.trial = None, None, None
        self.untried_because, self.publish_at = "", None
        self.published_by, self.published_because = None, ""

    @transition(state, source=S.PROPOSED, target=S.SCHEDULED)
    def schedule(self, by: Any, because: str) -> None:
        """A second person has agreed; it comes on its day."""
        self.published_by, self.published_because = by, because

    @transition(state, source=S.PROPOSED, target=S.PUBLISHED)
    def publish(self, by: Any, because: str, policy: Policy) -> None:
        """A second person has agreed; new orders are sold under it from now on."""
        self.published_by, self.published_because, self.published = by, because, policy

    @transition(state, source=S.SCHEDULED, target=S.PUBLISHED)
    def come(self, policy: Policy) -> None:
        """Its day has come."""
        self.published = policy

    @transition(state, source=WAITING, target=S.DISCARDED)
    def discard(self) -> None:
        """Nobody wants it."""
