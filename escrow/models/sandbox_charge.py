from django.db import models

from escrow.money import MoneyColumn


class SandboxCharge(models.Model):
    """The imaginary provider's own book: what it was asked to charge, whatever we remember.

    `plot` is what the card's number wants to happen, now and later.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        CHALLENGED = "challenged"
        VOUCHER = "voucher"
        EXPIRED = "expired"
        SUCCEEDED = "succeeded"
        DECLINED = "declined"

    operation_key = models.UUIDField(unique=True)
    state = models.CharField(max_length=12, choices=State.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    card = models.CharField(max_length=19, blank=True)
    plot = models.CharField(max_length=24, blank=True)
    decline_code = models.CharField(max_length=40, blank=True)
    return_url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField(null=True)

    amount = MoneyColumn("amount_minor")

    def __str__(self) -> str:
        return f"charge {self.amount} {self.state}"

    @property
    def reference(self) -> str:
        return f"sb_{self.operation_key.hex[:16]}"

    @property
    def voucher_code(self) -> str:
        """What one shows at the counter."""
        digits = f"{self.operation_key.int % 10**12:012}"
        return " ".join(digits[at : at + 4] for at in range(0, 12, 4))

    def is_over(self) -> bool:
        """The buyer has nothing to do here any more."""
        return self.state in (self.State.SUCCEEDED, self.State.DECLINED)
