from django.db import models

from escrow.money import MoneyColumn


class BankCharge(models.Model):
    """A bank transfer that we wait for: so much, with this reference in its text.

    `capture_reference` names the money once it is here. A key that never arrived is closed without
    a reference, so that nobody can pay for it.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        PAID = "paid"
        CLOSED = "closed"

    operation_key = models.UUIDField(unique=True)
    reference = models.CharField(max_length=12, unique=True, null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    decline_code = models.CharField(max_length=40, blank=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    return_url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(db_index=True)

    amount = MoneyColumn("amount_minor")

    def __str__(self) -> str:
        return f"{self.reference or 'closed'} {self.amount}"

    @property
    def capture_reference(self) -> str:
        return f"bt_{self.operation_key.hex[:16]}"

    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING
