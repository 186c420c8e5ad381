from django.db import models

from escrow.money import MoneyColumn
from sellers.models.seller import Seller


class PayoutMinimum(models.Model):
    """Below so much a seller wants no payout by itself; one that is asked for leaves all the same."""

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="payout_minimums")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()

    amount = MoneyColumn("amount_minor")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seller", "currency"], name="one_payout_minimum_for_a_currency"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0), name="a_payout_minimum_is_above_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seller}: {self.amount}"
