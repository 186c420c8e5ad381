import uuid
from datetime import datetime

from django.db import models
from django.urls import reverse
from django_fsm import FSMModelMixin, transition

from escrow.models.hold import Hold
from escrow.models.payment import Payment
from escrow.models.state_field import StateField
from escrow.money import MoneyColumn


class RefundState(models.TextChoices):
    APPROVED = "approved"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNKNOWN = "unknown"
    BOUNCED = "bounced"
    CREDITED = "credited"
    CHARGED_BACK = "charged_back"


UNDER_WAY = [RefundState.APPROVED, RefundState.PROCESSING, RefundState.UNKNOWN]
STRANDED = [RefundState.FAILED, RefundState.BOUNCED]
# The money has left `refund_in_transit`, whichever way.
ARRIVED = [RefundState.SUCCEEDED, RefundState.CREDITED, RefundState.CHARGED_BACK]


class Refund(FSMModelMixin, models.Model):
    """Money on its way back to the buyer: to the method it came from, or to their balance.

    To the balance only by the buyer's own choice, or because it came out of the balance.
    """

    class Reason(models.TextChoices):
        NOT_DISPATCHED = "not_dispatched"
        CANCELLED = "cancelled"
        CANCELLED_BY_BUYER = "cancelled_by_buyer"
        PRESUMED_LOST = "presumed_lost"
        DISPUTE = "dispute"
        LATE_CAPTURE = "late_capture"
        SELLER = "seller"
        NOT_NEEDED = "not_needed"
        TAKEN_TWICE = "taken_twice"
        WITHDRAWAL = "withdrawal"
        PROVIDER_CAP = "provider_cap"

    class Destination(models.TextChoices):
        ORIGINAL = "original"
        BALANCE = "balance"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    hold = models.ForeignKey(Hold, null=True, on_delete=models.PROTECT, related_name="refunds")
    state = StateField(default=RefundState.APPROVED, choices=RefundState.choices)
    reason = models.CharField(max_length=24, choices=Reason.choices)
    destination = models.CharField(
        max_length=12, choices=Destination.choices, default=Destination.ORIGINAL
    )
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    created_at = models.DateTimeField()
    succeeded_at = models.DateTimeField(null=True)

    amount = MoneyColumn("amount_minor")

    class Meta:
        permissions = [("resend_refund", "May send a refund again that did not arrive")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0), name="refund_is_above_zero"
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="refunds_newest"),
            models.Index(fields=["state", "-created_at"], name="refunds_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("refund", args=[self.pk])

    def is_stranded(self) -> bool:
        """The provider could not bring it to the buyer; it waits for another way."""
        return self.state in STRANDED

    @transition(state, source=RefundState.APPROVED, target=RefundState.PROCESSING)
    def process(self) -> None:
        """The provider has been asked."""

    @transition(
        state, source=[RefundState.PROCESSING, RefundState.UNKNOWN], target=RefundState.SUCCEEDED
    )
    def succeed(self, at: datetime) -> None:
        """The provider has sent it."""
        self.succeeded_at = at

    @transition(
        state, source=[RefundState.PROCESSING, RefundState.UNKNOWN], target=RefundState.FAILED
    )
    def fail(self) -> None:
        """The provider refused; the buyer is asked for another way."""

    @transition(state, source=RefundState.PROCESSING, target=RefundState.UNKNOWN)
    def lose_sight(self) -> None:
        """No clear answer; the reconciler keeps asking."""

    @transition(state, source=RefundState.SUCCEEDED, target=RefundState.BOUNCED)
    def bounce(self) -> None:
        """The card or account was closed: the money came back to us."""
        self.succeeded_at = None

    @transition(state, source=STRANDED, target=RefundState.APPROVED)
    def try_again(self) -> None:
        """Once more to the same place, with a new call."""

    @transition(state, source=[RefundState.APPROVED, *STRANDED], target=RefundState.CREDITED)
    def credit(self, at: datetime) -> None:
        """It is in the buyer's balance."""
        self.destination = self.Destination.BALANCE
        self.succeeded_at = at

    @transition(state, source=[RefundState.APPROVED, *STRANDED], target=RefundState.CHARGED_BACK)
    def give_way(self, at: datetime) -> None:
        """The buyer's bank has given the money back already; it is not paid twice."""
        self.succeeded_at = at
