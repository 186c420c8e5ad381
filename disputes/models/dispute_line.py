from django.db import models

from disputes import as_sold
from disputes.as_sold import Fact
from disputes.models.dispute import Dispute
from escrow.money import MoneyColumn
from marketplace.models import OrderLine


class DisputeLine(models.Model):
    """One disputed order line: how many units, and at most how much of its hold.

    `version` is how often the claim had been changed when this was claimed.
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="dispute_lines")
    quantity = models.PositiveIntegerField()
    amount_minor = models.BigIntegerField()
    cap_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    version = models.PositiveSmallIntegerField(default=0)
    open = models.BooleanField(default=True)

    amount = MoneyColumn("amount_minor")
    cap = MoneyColumn("cap_minor")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=models.Q(open=True), name="one_open_dispute_per_line"
            ),
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0, amount_minor__gt=0)
                & models.Q(amount_minor__lte=models.F("cap_minor")),
                name="claim_is_above_zero_and_within_its_units",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.line}"

    def facts_as_sold(self) -> list[Fact]:
        """What the listing said, and which of it is claimed to be different."""
        return as_sold.facts_of(self.line, self.dispute.facts.get("attribute", ""))
