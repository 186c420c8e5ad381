from django.db import models

from escrow.money import MoneyColumn


class SandboxMove(models.Model):
    """Money the imaginary provider took, sent, or got back: a line of its report.

    `amount` is positive when money came to us. `capture` is the taking of money that a refund or
    a chargeback undoes; `about` names the refund, payout or chargeback itself.
    """

    what = models.CharField(max_length=12)
    reference = models.CharField(max_length=80, unique=True)
    about = models.CharField(max_length=80)
    operation_key = models.UUIDField(db_index=True)
    capture = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="later")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    at = models.DateTimeField(db_index=True)

    amount = MoneyColumn("amount_minor")

    def __str__(self) -> str:
        return f"{self.what} {self.amount}"
