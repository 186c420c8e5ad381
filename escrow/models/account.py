from django.db import models

from escrow.chart import CHART, Kind
from escrow.money import MoneyColumn


class Account(models.Model):
    """A place where money is, of one kind, owner and currency.

    `balance_minor` is kept by the database itself, on the account's natural side, and only
    where the chart sets a floor; every other balance is the sum of its postings.
    """

    kind = models.CharField(max_length=24, choices=Kind.choices)
    owner = models.CharField(max_length=48, blank=True)
    currency = models.CharField(max_length=3)
    floored = models.BooleanField()
    sign = models.SmallIntegerField()
    balance_minor = models.BigIntegerField(default=0)

    balance = MoneyColumn("balance_minor")

    class Meta:
        permissions = [("look_at_money", "May look at the money desk and the books")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "owner", "currency"], name="account_is_one"),
            models.CheckConstraint(
                condition=models.Q(floored=False) | models.Q(balance_minor__gte=0),
                name="floored_account_is_never_below_zero",
            ),
            models.CheckConstraint(
                condition=models.Q(sign__in=[1, -1]), name="account_has_a_natural_side"
            ),
        ]
        indexes = [models.Index(fields=["owner", "kind"], name="accounts_of_an_owner")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.owner}" if self.owner else self.kind

    @property
    def account_class(self) -> str:
        return CHART[Kind(self.kind)].account_class
