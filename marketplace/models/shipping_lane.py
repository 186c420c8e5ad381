from django.db import models
from django.utils.translation import gettext_lazy as _

from escrow.money import MoneyColumn
from sellers.models import Seller

EVERYWHERE = ""


class ShippingLane(models.Model):
    """One way of sending to a country: what the seller asks for it, and how many days it takes.

    Lanes with an empty country serve every country without one of its own. Of several ways to the
    same country the buyer chooses; `name` tells them apart, and the only one needs none.
    """

    seller = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="lanes")
    country = models.CharField(_("country"), max_length=2, blank=True)
    name = models.CharField(_("name"), max_length=40, blank=True)
    price_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    days_min = models.PositiveSmallIntegerField(_("fastest, in days"))
    days_max = models.PositiveSmallIntegerField(_("slowest, in days"))

    price = MoneyColumn("price_minor")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seller", "country", "currency", "name"],
                name="one_lane_per_country_and_name",
            ),
            models.CheckConstraint(
                condition=models.Q(price_minor__gte=0, days_max__gte=models.F("days_min")),
                name="lane_price_and_days_make_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seller} to {self.country or '*'}"
