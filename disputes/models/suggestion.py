from django.conf import settings
from django.db import models

from disputes.models.dispute import Dispute
from disputes.models.dispute_state import Remedy
from escrow.money import MoneyColumn


class Suggestion(models.Model):
    """Staff wrote down what the two said that they agree on. It binds nobody. Never changed."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="suggestions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    remedy = models.CharField(max_length=12, choices=Remedy.choices)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    words = models.TextField(max_length=4000)
    at = models.DateTimeField()

    amount = MoneyColumn("amount_minor")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0), name="suggestion_is_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remedy} {self.amount}"
