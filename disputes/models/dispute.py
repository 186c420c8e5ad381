from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from escrow.money import Money, total
from marketplace.models import Order


class DisputeState(models.TextChoices):
    AWAITING_SELLER = "awaiting_seller", _("Waiting for the seller")
    ESCALATED = "escalated", _("With our staff")
    RESOLVED = "resolved", _("Resolved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


S = DisputeState
OPEN = [S.AWAITING_SELLER, S.ESCALATED]


class Remedy(models.TextChoices):
    REFUND = "refund", _("All my money back")
    PARTIAL = "partial", _("Part of my money back")


class RefundTo(models.TextChoices):
    """Where what the buyer gets goes; elsewhere than back only by their own choice."""

    ORIGINAL = "original", _("Back to where I paid from")
    BALANCE = "balance", _("Into my Holdfast balance")


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def visible_to(self, user: Any) -> DisputeQuerySet:
        """The parties' own cases only."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(models.Q(order__buyer=user) | models.Q(order__seller__user=user))

    def open(self) -> DisputeQuerySet:
        return self.filter(state__in=OPEN)


class Dispute(FSMModelMixin, models.Model):
    """A case: what the buyer says is wrong with which lines, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="disputes")
    claimant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="claims"
    )
    state = FSMField(default=S.AWAITING_SELLER, choices=S.choices, protected=True)
    reason = models.CharField(max_length=20)
    facts = models.JSONField(default=dict, blank=True)
    description = models.TextField(max_length=4000)
    remedy = models.CharField(max_length=12, choices=Remedy.choices)
    refund_to = models.CharField(max_length=12, choices=RefundTo.choices, default=RefundTo.ORIGINAL)
    currency = models.CharField(max_length=3)
    after_release = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    decide_by = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "decide_by"], name="cases_by_urgency")]
        permissions = [("decide_dispute", "May decide a dispute")]

    def __str__(self) -> str:
        return f"{self.order} {self.reason}"

    def get_absolute_url(self) -> str:
        return reverse("dispute", args=[self.order.number, self.pk])

    @property
    def claimed(self) -> Money:
        """What the buyer asks for over all disputed lines."""
        return total((line.amount for line in self.lines.all()), self.currency)

    @property
    def reference(self) -> str:
        return f"dispute:{self.pk}"

    def is_open(self) -> bool:
        return self.state in OPEN

    @transition(state, source=S.AWAITING_SELLER, target=S.ESCALATED)
    def escalate(self, at: Any, decide_by: Any) -> None:
        """The seller disagrees or is silent; staff decide."""
        self.escalated_at = at
        self.decide_by = decide_by

    @transition(state, source=OPEN, target=S.RESOLVED)
    def resolve(self, at: Any) -> None:
        """Agreed or decided, and the money has moved."""
        self.ended_at = at

    @transition(state, source=OPEN, target=S.WITHDRAWN)
    def withdraw(self, at: Any) -> None:
        """The buyer takes it back; the wait for release goes on."""
        self.ended_at = at
