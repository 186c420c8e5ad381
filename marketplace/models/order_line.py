from __future__ import annotations

from django.db import models

from escrow.models import Hold, HoldFunding
from escrow.money import Money
from marketplace.models.listing import Listing
from marketplace.models.order import Order
from sellers.models.seller import ReturnCondition, ReturnPostage


class OrderLineQuerySet(models.QuerySet["OrderLine"]):
    def with_money(self) -> OrderLineQuerySet:
        """With the hold, and what the money bar says of it."""
        fundings = HoldFunding.objects.select_related("payment")
        return self.select_related("hold").prefetch_related(
            "hold__freezes", models.Prefetch("hold__fundings", fundings), "hold__refunds"
        )


class OrderLine(models.Model):
    """So many of one thing, as it was sold, with its own hold."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="lines")
    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="line")
    quantity = models.PositiveIntegerField()
    unit_price_minor = models.BigIntegerField()
    as_sold = models.JSONField()
    claim_until = models.DateTimeField(null=True)

    objects = OrderLineQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="line_has_a_quantity"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"

    @property
    def title(self) -> str:
        return str(self.as_sold["title"])

    @property
    def photo_url(self) -> str:
        from django.core.files.storage import default_storage

        name = self.as_sold.get("photo")
        return default_storage.url(name) if name else ""

    @property
    def unit_price(self) -> Money:
        return Money(self.unit_price_minor, self.as_sold["currency"])

    @property
    def return_days(self) -> int:
        """For how long the shop took things back when this was sold."""
        return int(self.as_sold.get("return_days", self.order.seller.return_days))

    @property
    def return_postage(self) -> str:
        """Who had to pay for sending it back, when this was sold."""
        return str(self.as_sold.get("return_postage", ReturnPostage.BUYER))

    @property
    def return_condition(self) -> str:
        """How it had to come back, when this was sold."""
        return str(self.as_sold.get("return_condition", ReturnCondition.UNUSED))
