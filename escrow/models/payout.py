import uuid
from datetime import datetime

from django.db import models
from django.urls import reverse
from django_fsm import FSMModelMixin, transition

from escrow.models.state_field import StateField
from escrow.money import MoneyColumn


class PayoutState(models.TextChoices):
    ASSEMBLING = "assembling"
    PENDING = "pending"
    SUBMITTED = "submitted"
    IN_TRANSIT = "in_transit"
    PAID = "paid"
    FAILED = "failed"
    RETURNED = "returned"
    CANCELLED = "cancelled"


UNDER_WAY = [PayoutState.PENDING, PayoutState.SUBMITTED, PayoutState.IN_TRANSIT]
UNSETTLED = [PayoutState.ASSEMBLING, *UNDER_WAY, PayoutState.FAILED]


class Payout(FSMModelMixin, models.Model):
    """Money on its way from a seller's balance to the seller's bank.

    From `pending` on the money has left the balance; a payout that fails or comes back
    puts it there again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="payouts")
    method = models.ForeignKey(
        "sellers.PayoutMethod", on_delete=models.PROTECT, related_name="payouts"
    )
    gateway = models.CharField(max_length=24)
    state = StateField(default=PayoutState.ASSEMBLING, choices=PayoutState.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure_code = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    amount = MoneyColumn("amount_minor")

    class Meta:
        permissions = [("retry_payout", "May try a refused payout again, or give it up")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0), name="payout_is_above_zero"
            ),
            models.UniqueConstraint(
                fields=["seller", "currency"],
                condition=models.Q(state__in=UNSETTLED),
                name="one_payout_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="payouts_newest"),
            models.Index(fields=["state", "-created_at"], name="payouts_by_state"),
            models.Index(
                fields=["-created_at"],
                condition=models.Q(state__in=["failed", "returned"]),
                name="payouts_that_did_not_arrive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("desk_payout", args=[self.pk])

    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @transition(
        state, source=[PayoutState.ASSEMBLING, PayoutState.FAILED], target=PayoutState.PENDING
    )
    def queue(self) -> None:
        """The money has left the balance and waits for the provider; again after a failure."""
        self.attempts += 1
        self.failure_code = ""

    @transition(state, source=PayoutState.PENDING, target=PayoutState.SUBMITTED)
    def submit(self, at: datetime) -> None:
        """The provider has been asked."""
        self.submitted_at = at

    @transition(state, source=PayoutState.SUBMITTED, target=PayoutState.IN_TRANSIT)
    def accept(self) -> None:
        """The provider is bringing it to the bank."""

    @transition(
        state, source=[PayoutState.SUBMITTED, PayoutState.IN_TRANSIT], target=PayoutState.PAID
    )
    def pay(self, at: datetime) -> None:
        """The bank has it."""
        self.paid_at = at

    @transition(
        state, source=[PayoutState.SUBMITTED, PayoutState.IN_TRANSIT], target=PayoutState.FAILED
    )
    def fail(self, code: str) -> None:
        """The bank would not take it: the same payout is tried again, or given up."""
        self.failure_code = code

    @transition(state, source=PayoutState.PAID, target=PayoutState.RETURNED)
    def come_back(self, code: str, at: datetime) -> None:
        """The bank sent it back after saying that it was paid."""
        self.failure_code = code
        self.ended_at = at

    @transition(state, source=PayoutState.FAILED, target=PayoutState.CANCELLED)
    def give_up(self, at: datetime) -> None:
        """It is not tried any more; the seller names another account."""
        self.ended_at = at
