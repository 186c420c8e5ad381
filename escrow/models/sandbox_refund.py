from django.db import models

from escrow.models.sandbox_move import SandboxMove
from escrow.money import MoneyColumn


class SandboxRefund(models.Model):
    """What the imaginary provider was asked to send back. Without a capture: it never arrived."""

    class State(models.TextChoices):
        SUCCEEDED = "succeeded"
        DECLINED = "declined"
        BOUNCED = "bounced"

    operation_key = models.UUIDField(unique=True)
    capture = models.ForeignKey(
        SandboxMove, null=True, on_delete=models.PROTECT, related_name="refunds"
    )
    state = models.CharField(max_length=12, choices=State.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    decline_code = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(db_index=True)
    bounces_at = models.DateTimeField(null=True, db_index=True)

    amount = MoneyColumn("amount_minor")

    def __str__(self) -> str:
        return f"refund {self.amount} {self.state}"

    @property
    def reference(self) -> str:
        return f"sb_{self.operation_key.hex[:16]}"
