import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin, transition

from disputes.models.dispute import Dispute
from disputes.models.dispute_state import PostageBy, Remedy, Side
from escrow.models.state_field import StateField
from escrow.money import MoneyColumn


class OfferState(models.TextChoices):
    OPEN = "open", _("Waits for an answer")
    ACCEPTED = "accepted", _("Taken")
    DECLINED = "declined", _("Not taken")
    TAKEN_BACK = "taken_back", _("Taken back")
    EXPIRED = "expired", _("Ran out")
    UNDONE = "undone", _("Taken, and undone")


S = OfferState


class Offer(FSMModelMixin, models.Model):
    """How one side would end the case: a remedy, an amount, and until when the other can take it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="offers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=Side.choices)
    state = StateField(default=S.OPEN, choices=S.choices)
    remedy = models.CharField(max_length=12, choices=Remedy.choices)
    postage_by = models.CharField(max_length=8, choices=PostageBy.choices, blank=True)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    words = models.TextField(max_length=4000, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    amount = MoneyColumn("amount_minor")

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "side"],
                condition=models.Q(state="open"),
                name="one_open_offer_of_a_side",
            ),
            models.UniqueConstraint(
                fields=["dispute"],
                condition=models.Q(state="accepted"),
                name="one_offer_is_taken",
            ),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0), name="offer_is_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remedy} {self.amount} {self.state}"

    def is_open(self) -> bool:
        return bool(self.state == S.OPEN)

    @transition(state, source=S.OPEN, target=S.ACCEPTED)
    def accept(self, by: Any, at: datetime) -> None:
        """The other side takes it."""
        self.answered_by, self.answered_at = by, at

    @transition(state, source=S.OPEN, target=S.DECLINED)
    def decline(self, by: Any, at: datetime) -> None:
        """The other side does not take it, or the case has gone another way."""
        self.answered_by, self.answered_at = by, at

    @transition(state, source=S.OPEN, target=S.TAKEN_BACK)
    def take_back(self, at: datetime) -> None:
        """Who made it thinks otherwise, or makes another one."""
        self.answered_at = at

    @transition(state, source=S.OPEN, target=S.EXPIRED)
    def expire(self, at: datetime) -> None:
        """Nobody answered in time."""
        self.answered_at = at

    @transition(state, source=S.ACCEPTED, target=S.UNDONE)
    def undo(self, at: datetime) -> None:
        """Who took it thought again within the hour."""
        self.answered_at = at
