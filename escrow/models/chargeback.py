import uuid
from datetime import datetime

from django.db import models
from django_fsm import FSMModelMixin, transition

from escrow.chart import Kind
from escrow.ledger import Place
from escrow.models.hold import Hold
from escrow.models.payment import Payment
from escrow.models.state_field import StateField
from escrow.money import MoneyColumn


class ChargebackState(models.TextChoices):
    WARNING = "warning"
    NEEDS_RESPONSE = "needs_response"
    SUBMITTED = "submitted"
    WON = "won"
    LOST = "lost"


OPEN = [ChargebackState.WARNING, ChargebackState.NEEDS_RESPONSE, ChargebackState.SUBMITTED]


class Chargeback(FSMModelMixin, models.Model):
    """The buyer's bank takes a payment back. Until it has decided, the money is with neither side.

    A warning moves nothing yet: the bank asks before it takes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="chargebacks")
    gateway = models.CharField(max_length=24)
    provider_reference = models.CharField(max_length=80)
    state = StateField(default=ChargebackState.WARNING, choices=ChargebackState.choices)
    reason = models.CharField(max_length=40)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    pack = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    respond_by = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    amount = MoneyColumn("amount_minor")

    class Meta:
        indexes = [
            models.Index(fields=["settled_at", "respond_by", "-opened_at"], name="bank_cases_next"),
            models.Index(fields=["state", "respond_by"], name="bank_cases_in_a_state"),
            models.Index(fields=["provider_reference"], name="bank_cases_by_reference"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["gateway", "provider_reference"], name="a_chargeback_is_known_once"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0), name="chargeback_is_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.state}"

    @property
    def suspense(self) -> Place:
        """Where the money the bank took is booked until the bank has decided."""
        return Place(Kind.CHARGEBACK_SUSPENSE, f"chargeback:{self.pk.hex}")

    @property
    def reference(self) -> str:
        return f"chargeback:{self.pk.hex}"

    def is_open(self) -> bool:
        return self.state in OPEN

    @transition(state, source=ChargebackState.WARNING, target=ChargebackState.NEEDS_RESPONSE)
    def take(self, at: datetime, respond_by: datetime | None) -> None:
        """The bank has taken the money; we may answer until then."""
        self.taken_at = at
        self.respond_by = respond_by

    @transition(state, source=ChargebackState.NEEDS_RESPONSE, target=ChargebackState.SUBMITTED)
    def submit(self) -> None:
        """Our evidence is with the bank."""

    @transition(state, source=OPEN, target=ChargebackState.WON)
    def win(self, at: datetime) -> None:
        """The bank gave the money back, or never took it."""
        self.settled_at = at

    @transition(
        state,
        source=[ChargebackState.NEEDS_RESPONSE, ChargebackState.SUBMITTED],
        target=ChargebackState.LOST,
    )
    def lose(self, at: datetime) -> None:
        """The bank keeps it for the buyer."""
        self.settled_at = at


class ChargebackPart(models.Model):
    """How much of a chargeback is about which hold.

    `recovered_minor`: what of a lost one the hold had released already.
    """

    chargeback = models.ForeignKey(Chargeback, on_delete=models.PROTECT, related_name="parts")
    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="chargeback_parts")
    amount_minor = models.BigIntegerField()
    recovered_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)

    amount = MoneyColumn("amount_minor")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chargeback", "hold"], name="a_chargeback_takes_from_a_hold_once"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0), name="chargeback_part_is_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} of {self.hold_id}"
