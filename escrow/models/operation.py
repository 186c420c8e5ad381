import uuid
from datetime import datetime, timedelta

from django.db import models
from django_fsm import FSMModelMixin, transition

from escrow.models.chargeback import Chargeback
from escrow.models.payment import Payment
from escrow.models.payout import Payout
from escrow.models.refund import Refund
from escrow.models.state_field import StateField
from escrow.money import MoneyColumn

ASK_AGAIN_AFTER = timedelta(minutes=1)
MOST_PATIENCE = timedelta(hours=6)


class OperationState(models.TextChoices):
    CREATED = "created"
    SENT = "sent"
    SUCCEEDED = "succeeded"
    DECLINED = "declined"
    UNKNOWN = "unknown"


UNANSWERED = [OperationState.SENT, OperationState.UNKNOWN]


class Operation(FSMModelMixin, models.Model):
    """One call to a provider. Its id is the idempotency key of every retry; it is never deleted.

    It is written and committed before the call, so that a crash leaves a question, not a hole.
    A refund or payout that is tried anew gets a new operation; a retry of the same call does not.
    """

    class Kind(models.TextChoices):
        CHARGE = "charge"
        REFUND = "refund"
        PAYOUT = "payout"
        CONTEST = "contest"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    gateway = models.CharField(max_length=24)
    payment = models.ForeignKey(
        Payment, null=True, on_delete=models.PROTECT, related_name="operations"
    )
    refund = models.ForeignKey(
        Refund, null=True, on_delete=models.PROTECT, related_name="operations"
    )
    payout = models.ForeignKey(
        Payout, null=True, on_delete=models.PROTECT, related_name="operations"
    )
    chargeback = models.ForeignKey(
        Chargeback, null=True, on_delete=models.PROTECT, related_name="operations"
    )
    state = StateField(default=OperationState.CREATED, choices=OperationState.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    details = models.JSONField(default=dict)
    provider_reference = models.CharField(max_length=255, blank=True)
    next_url = models.CharField(max_length=2000, blank=True)
    decline_code = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    asks = models.PositiveSmallIntegerField(default=0)
    ask_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    amount = MoneyColumn("amount_minor")

    class Meta:
        permissions = [("ask_provider", "May ask a provider again what became of a call")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="charge", payment__isnull=False)
                | models.Q(kind="refund", payment__isnull=False, refund__isnull=False)
                | models.Q(kind="payout", payout__isnull=False)
                | models.Q(kind="contest", chargeback__isnull=False),
                name="operation_has_its_subject",
            ),
            models.UniqueConstraint(
                fields=["refund"],
                condition=models.Q(state__in=["created", "sent", "unknown"]),
                name="one_call_at_a_time_for_a_refund",
            ),
            models.UniqueConstraint(
                fields=["payout"],
                condition=models.Q(state__in=["created", "sent", "unknown"]),
                name="one_call_at_a_time_for_a_payout",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="operations_newest"),
            models.Index(fields=["state", "-created_at"], name="operations_by_state"),
            models.Index(fields=["kind", "-created_at"], name="operations_by_kind"),
            models.Index(
                fields=["provider_reference"],
                condition=~models.Q(provider_reference=""),
                name="operations_by_their_name",
            ),
            models.Index(
                fields=["created_at"],
                name="operation_waiting",
                condition=models.Q(state="created"),
            ),
            models.Index(
                fields=["ask_at"],
                name="operation_unanswered",
                condition=models.Q(state__in=["sent", "unknown"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.state}"

    @property
    def the_payment(self) -> Payment:
        """The payment of a charge or refund, which always has one."""
        assert self.payment is not None
        return self.payment

    @property
    def the_payout(self) -> Payout:
        assert self.payout is not None
        return self.payout

    @property
    def the_chargeback(self) -> Chargeback:
        assert self.chargeback is not None
        return self.chargeback

    def is_unanswered(self) -> bool:
        return self.state in UNANSWERED

    def may_come_back(self) -> bool:
        """It was done, and has not come back yet."""
        return self.state == OperationState.SUCCEEDED and self.returned_at is None

    def wait_longer(self, at: datetime) -> None:
        """No clear answer yet: ask again, ever more seldom."""
        self.asks += 1
        self.ask_at = at + min(ASK_AGAIN_AFTER * 2 ** min(self.asks, 10), MOST_PATIENCE)

    @transition(state, source=OperationState.CREATED, target=OperationState.SENT)
    def send(self, at: datetime) -> None:
        """From now on the provider may have acted."""
        self.asked_at = at
        self.ask_at = at + ASK_AGAIN_AFTER

    @transition(state, source=UNANSWERED, target=OperationState.SUCCEEDED)
    def succeed(self, reference: str, at: datetime) -> None:
        """The provider did it."""
        self.provider_reference = reference or self.provider_reference
        self.answered_at = at

    @transition(state, source=UNANSWERED, target=OperationState.DECLINED)
    def decline(self, code: str, at: datetime) -> None:
        """The provider did not do it, and will not."""
        self.decline_code = code
        self.answered_at = at

    @transition(state, source=OperationState.CREATED, target=OperationState.DECLINED)
    def drop(self, code: str, at: datetime) -> None:
        """It was never sent, and is not needed any more."""
        self.decline_code = code
        self.answered_at = at

    @transition(state, source=UNANSWERED, target=OperationState.UNKNOWN)
    def lose_sight(self) -> None:
        """A timeout or a broken answer: it may or may not have happened. Asked about at once."""
        self.ask_at = self.asked_at
