from django.db import models

from escrow.money import MoneyColumn


class FundMonth(models.Model):
    """What one kind of entry brought to the guarantee fund in a month, or took out of it.

    Written by the database itself with each posting of the fund, and by nobody else; so the fund's
    whole history is a few rows a month. Above zero is in, below is out. The months are UTC's.
    """

    month = models.DateField()
    currency = models.CharField(max_length=3)
    kind = models.CharField(max_length=40)
    amount_minor = models.BigIntegerField()

    amount = MoneyColumn("amount_minor")

    class Meta:
        ordering = ["month", "kind"]
        permissions = [("top_up_fund", "May write down a top-up of the guarantee fund")]
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "month", "kind"], name="one_sum_of_a_kind_in_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind} {self.amount}"
