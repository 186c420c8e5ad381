from django.db import models

from escrow.models.sandbox_move import SandboxMove
from escrow.money import MoneyColumn


class SandboxChargeback(models.Model):
    """A buyer's bank wants a capture back. `pack` is our evidence, once it has arrived."""

    class State(models.TextChoices):
        WARNING = "warning"
        TAKEN = "taken"
        WON = "won"
        LOST = "lost"

    reference = models.CharField(max_length=80, unique=True)
    capture = models.ForeignKey(SandboxMove, on_delete=models.PROTECT, related_name="chargebacks")
    state = models.CharField(max_length=12, choices=State.choices)
    reason = models.CharField(max_length=40)
    plot = models.CharField(max_length=24, blank=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    pack = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)
    respond_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    amount = MoneyColumn("amount_minor")

    def __str__(self) -> str:
        return f"chargeback {self.amount} {self.state}"

    def is_open(self) -> bool:
        return self.state in (self.State.WARNING, self.State.TAKEN)
