from django.db import models

from escrow.money import MoneyColumn


class SandboxPayout(models.Model):
    """What the imaginary provider was asked to bring to a bank; `goes_on_at` is its next event."""

    class State(models.TextChoices):
        IN_TRANSIT = "in_transit"
        PAID = "paid"
        RETURNED = "returned"
        DECLINED = "declined"

    operation_key = models.UUIDField(unique=True)
    account = models.CharField(max_length=34, blank=True)
    state = models.CharField(max_length=12, choices=State.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    decline_code = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(db_index=True)
    goes_on_at = models.DateTimeField(null=True, db_index=True)

    amount = MoneyColumn("amount_minor")

    def __str__(self) -> str:
        return f"payout {self.amount} {self.state}"

    @property
    def reference(self) -> str:
        return f"sb_{self.operation_key.hex[:16]}"
