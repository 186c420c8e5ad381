from django.db import models

from escrow.models.hold import Hold
from escrow.money import MoneyColumn


class Recovery(models.Model):
    """Money found for the buyer after the hold was released, and from whose pocket."""

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="recoveries")
    reference = models.CharField(max_length=120, unique=True)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    from_reserve_minor = models.BigIntegerField()
    from_balance_minor = models.BigIntegerField()
    from_fund_minor = models.BigIntegerField()
    from_commission_minor = models.BigIntegerField(db_default=0)
    at = models.DateTimeField()

    amount = MoneyColumn("amount_minor")
    from_fund = MoneyColumn("from_fund_minor")

    class Meta:
        verbose_name_plural = "recoveries"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0)
                & models.Q(
                    amount_minor=models.F("from_reserve_minor")
                    + models.F("from_balance_minor")
                    + models.F("from_fund_minor")
                    + models.F("from_commission_minor")
                ),
                name="recovery_sources_add_up",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-id"],
                condition=models.Q(from_fund_minor__gt=0),
                name="recoveries_from_the_fund",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.reference}"
