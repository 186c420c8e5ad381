from django.db import models

from escrow.models.bank_charge import BankCharge
from escrow.models.bank_line import BankLine
from escrow.money import MoneyColumn


class BankMovement(models.Model):
    """What we made of a line of the statement: a line of our account's report. Never changed.

    `about` names the refund, payout or deposit that moved; a deposit is money that nothing is paid
    with yet, and a second one below zero ends it. `charge` is the purchase a deposit was sent for,
    `into` the capture that a deposit became a part of.
    """

    what = models.CharField(max_length=12)
    reference = models.CharField(max_length=80, unique=True)
    about = models.CharField(max_length=80, db_index=True)
    line = models.ForeignKey(
        BankLine, null=True, on_delete=models.PROTECT, related_name="movements"
    )
    charge = models.ForeignKey(
        BankCharge, null=True, on_delete=models.PROTECT, related_name="movements"
    )
    into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    operation_key = models.UUIDField(null=True, db_index=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    at = models.DateTimeField(db_index=True)

    amount = MoneyColumn("amount_minor")

    def __str__(self) -> str:
        return f"{self.what} {self.amount}"
