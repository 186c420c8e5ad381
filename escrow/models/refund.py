import uuid
from datetime import datetime

from django.db import models
from django_fsm import FSMField, FSMModelMixin, transition

from escrow.models.hold import Hold
from escrow.models.payment import Payment
from escrow.money import MoneyColumn


class RefundState(models.TextChoices):
    APPROVED = "approved"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Refund(FSMModelMixin, models.Model):
    """Money on its way back to the buyer, to the method it came from."""

    class Reason(models.TextChoices):
        NOT_DISPATCHED = "not_dispatched"
        CANCELLED = "cancelled"
        PRESUMED_LOST = "presumed_lost"
        DISPUTE = "dispute"
        LATE_CAPTURE = "late_capture"
        SELLER = "seller"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    hold = models.ForeignKey(Hold, null=True, on_delete=models.PROTECT, related_name="refunds")
    state = FSMField(default=RefundState.APPROVED, choices=RefundState.choices, protected=True)
    reason = models.CharField(max_length=24, choices=Reason.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    created_at = models.DateTimeField()
    succeeded_at = models.DateTimeField(null=True)

    amount = MoneyColumn("amount_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0), name="refund_is_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.state}"

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
        """The provider refused; staff find another way for the buyer."""

    @transition(state, source=RefundState.PROCESSING, target=RefundState.UNKNOWN)
    def lose_sight(self) -> None:
        """No clear answer; the reconciler keeps asking."""
