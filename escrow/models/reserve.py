from django.db import models

from escrow.models.hold import Hold
from escrow.money import MoneyColumn


class Reserve(models.Model):
    """What is kept back for a while from one release to a new seller.

    `left_minor` is what no claim has used; at `due_at` it becomes the seller's.
    """

    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="reserve")
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="reserves")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    left_minor = models.BigIntegerField()
    due_at = models.DateTimeField()
    freed_at = models.DateTimeField(null=True)

    amount = MoneyColumn("amount_minor")
    left = MoneyColumn("left_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0, left_minor__gte=0)
                & models.Q(left_minor__lte=models.F("amount_minor")),
                name="a_reserve_is_used_at_most_once",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="reserves_by_day"),
            models.Index(
                fields=["seller", "id"],
                condition=models.Q(left_minor__gt=0),
                name="reserves_with_money",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left} until {self.due_at:%Y-%m-%d}"
