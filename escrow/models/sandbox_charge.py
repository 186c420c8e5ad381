from django.db import models

from escrow.money import MoneyColumn


class SandboxCharge(models.Model):
    """The imaginary provider's own book: what it was asked and did, whatever we remember."""

    class State(models.TextChoices):
        WAITING = "waiting"
        CHALLENGED = "challenged"
        SUCCEEDED = "succeeded"
        DECLINED = "declined"

    operation_key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=12, choices=State.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    refunds_key = models.UUIDField(null=True, db_index=True)
    card = models.CharField(max_length=19, blank=True)
    decline_code = models.CharField(max_length=40, blank=True)
    return_url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    amount = MoneyColumn("amount_minor")

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.state}"

    @property
    def reference(self) -> str:
        return f"sb_{self.operation_key.hex[:16]}"
