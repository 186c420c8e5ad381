from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce

from escrow.models import Hold
from escrow.money import Money
from marketplace.models.listing import Listing
from marketplace.models.order import Order
from marketplace.models.variant import Variant, titled
from sellers.models.seller import ReturnCondition, ReturnPostage


class OrderLineQuerySet(models.QuerySet["OrderLine"]):
    def unsent(self) -> OrderLineQuerySet:
        """With units that no parcel carries, while their money is held; `sent` says how many are sent.

        What a case made the seller send again does not count.
        """
        first = models.Q(parcels__isnull=False, parcels__shipment__replacement=None)
        sent = Coalesce(models.Sum("parcels__quantity", filter=first), 0)
        waiting = self.annotate(sent=sent).filter(sent__lt=models.F("quantity"))
        return waiting.filter(hold__settled_at=None)


class OrderLine(models.Model):
    """So many of one thing, as it was sold, with its own hold."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="lines")
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="lines")
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
        """What it is, and which of them was chosen."""
        return titled(self.as_sold["title"], self.as_sold.get("choice", ""))

    def is_one_of_several(self) -> bool:
        """Whether it had to be chosen when it was bought."""
        return bool(self.as_sold.get("choice"))

    @property
    def left(self) -> int:
        """How many units are still to be sent, of a line loaded `unsent()`."""
        return self.quantity - int(getattr(self, "sent", 0))

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
