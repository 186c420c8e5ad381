from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import models
from django_fsm import FSMModelMixin, transition

from escrow.chart import Kind
from escrow.ledger import Place
from escrow.models.hold import Hold
from escrow.models.state_field import StateField
from escrow.money import MoneyColumn

BALANCE = "balance"


class PaymentState(models.TextChoices):
    CREATED = "created"
    REQUIRES_ACTION = "requires_action"
    CAPTURED = "captured"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


WAITING = [PaymentState.CREATED, PaymentState.REQUIRES_ACTION]
# Money that arrives after we gave up is accepted, and refunded by itself.
GIVEN_UP = [PaymentState.FAILED, PaymentState.EXPIRED, PaymentState.CANCELLED]
IN_FORCE = """
    UPDATE escrow_holdfunding SET in_force = true
    WHERE hold_id = ANY(%s) AND payment_id = ANY(%s) RETURNING *
"""


class Payment(FSMModelMixin, models.Model):
    """One tender of a checkout: so much, through this gateway."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="payments"
    )
    gateway = models.CharField(max_length=24)
    # Which of the gateway's ways to pay was chosen; empty is its first.
    method = models.CharField(max_length=24, blank=True)
    state = StateField(default=PaymentState.CREATED, choices=PaymentState.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    captured_minor = models.BigIntegerField(default=0)
    instrument = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    captured_at = models.DateTimeField(null=True)
    # When the buyer chose a way to pay whose money takes days: a voucher, a bank transfer.
    promised_at = models.DateTimeField(null=True)

    amount = MoneyColumn("amount_minor")
    captured = MoneyColumn("captured_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0), name="payment_is_above_zero"
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="payments_newest"),
            models.Index(fields=["state", "-created_at"], name="payments_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.gateway}"

    @property
    def unapplied(self) -> Place:
        """Money that came in with this payment and has no hold yet."""
        return Place(Kind.UNAPPLIED, f"payment:{self.pk}")

    @property
    def clearing(self) -> Place:
        return Place(Kind.PSP_CLEARING, self.gateway)

    def is_waiting(self) -> bool:
        return self.state in WAITING

    def is_from_balance(self) -> bool:
        """It was paid out of the buyer's own balance."""
        return self.gateway == BALANCE

    @transition(state, source=WAITING, target=PaymentState.REQUIRES_ACTION)
    def require_action(self) -> None:
        """The buyer has something to do at the provider first."""

    @transition(state, source=[*WAITING, *GIVEN_UP], target=PaymentState.CAPTURED)
    def capture(self, minor: int, instrument: str, at: datetime) -> None:
        """The provider has taken the money for us."""
        self.captured_minor = minor
        self.instrument = instrument
        self.captured_at = at

    @transition(state, source=WAITING, target=PaymentState.FAILED)
    def fail(self) -> None:
        """The provider refused; the buyer may try again with another payment."""

    @transition(state, source=WAITING, target=PaymentState.EXPIRED)
    def expire(self) -> None:
        """Nobody paid in time."""

    @transition(state, source=WAITING, target=PaymentState.CANCELLED)
    def cancel(self) -> None:
        """The buyer left before paying."""


class HoldFundingQuerySet(models.QuerySet["HoldFunding"]):
    def bring_into_force(
        self, holds: Sequence[Hold], payments: Sequence[Payment]
    ) -> list[HoldFunding]:
        """What these payments bring to these holds; from now on it pays for them."""
        ids = [[one.pk for one in rows] for rows in (holds, payments)]
        return list(self.raw(IN_FORCE, ids))


class HoldFunding(models.Model):
    """How much of a hold each payment pays, and so where its refund goes back to.

    `in_force` from the moment the payment has paid for the hold; a declined attempt never is.
    """

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="fundings")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="fundings")
    amount_minor = models.BigIntegerField()
    refunded_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    in_force = models.BooleanField(default=False)

    amount = MoneyColumn("amount_minor")
    refunded = MoneyColumn("refunded_minor")

    objects = HoldFundingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hold", "payment"], name="a_payment_funds_a_hold_once"),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0, refunded_minor__gte=0)
                & models.Q(refunded_minor__lte=models.F("amount_minor")),
                name="funding_never_refunds_more_than_it_paid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} of {self.hold_id}"

    @property
    def left_minor(self) -> int:
        """What this payment can still take back."""
        return self.amount_minor - self.refunded_minor
