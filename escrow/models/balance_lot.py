from django.conf import settings
from django.db import models

from escrow.models.payment import Payment
from escrow.money import MoneyColumn


class BalanceLot(models.Model):
    """Money a buyer chose to keep here, and the payment it came from, so that it can go back there.

    `left_minor` is what has been neither spent nor withdrawn. Lots are spent oldest first.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="balance_lots"
    )
    origin = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="balance_lots")
    reference = models.CharField(max_length=80, unique=True)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    left_minor = models.BigIntegerField()
    created_at = models.DateTimeField()

    amount = MoneyColumn("amount_minor")
    left = MoneyColumn("left_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0, left_minor__gte=0)
                & models.Q(left_minor__lte=models.F("amount_minor")),
                name="a_lot_is_spent_at_most_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "id"], condition=models.Q(left_minor__gt=0), name="lots_with_money"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left} of {self.amount}"


class BalanceMove(models.Model):
    """What a payment took out of a lot (below zero) or gave back to it; the balance's own book.

    `operation_key` is the key of the call that moved it: the same call moves once.
    """

    lot = models.ForeignKey(BalanceLot, on_delete=models.PROTECT, related_name="moves")
    operation_key = models.UUIDField(db_index=True)
    charge_key = models.UUIDField(db_index=True)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    at = models.DateTimeField()

    amount = MoneyColumn("amount_minor")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "operation_key"], name="a_call_moves_a_lot_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount}"
