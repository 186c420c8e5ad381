import uuid
from datetime import datetime

from django.db import models
from django_fsm import FSMField, FSMModelMixin, transition

from escrow.models.payment import Payment
from escrow.models.refund import Refund
from escrow.money import MoneyColumn


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
    """

    class Kind(models.TextChoices):
        CHARGE = "charge"
        REFUND = "refund"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="operations")
    refund = models.OneToOneField(
        Refund, null=True, on_delete=models.PROTECT, related_name="operation"
    )
    state = FSMField(default=OperationState.CREATED, choices=OperationState.choices, protected=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    details = models.JSONField(default=dict)
    provider_reference = models.CharField(max_length=80, blank=True)
    next_url = models.CharField(max_length=300, blank=True)
    decline_code = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    amount = MoneyColumn("amount_minor")

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="operation_open",
                condition=models.Q(state__in=["created", "sent", "unknown"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.state}"

    def is_unanswered(self) -> bool:
        return self.state in UNANSWERED

    @transition(state, source=OperationState.CREATED, target=OperationState.SENT)
    def send(self, at: datetime) -> None:
        """From now on the provider may have acted."""
        self.asked_at = at

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

    @transition(state, source=UNANSWERED, target=OperationState.UNKNOWN)
    def lose_sight(self) -> None:
        """A timeout or a broken answer: it may or may not have happened."""
