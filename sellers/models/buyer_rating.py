from __future__ import annotations

from django.conf import settings
from django.db import models

from sellers.models.rating import STARS
from sellers.models.seller import Seller


class BuyerRatingQuerySet(models.QuerySet["BuyerRating"]):
    def revealed(self) -> BuyerRatingQuerySet:
        return self.filter(revealed_at__isnull=False)


class BuyerRating(models.Model):
    """What a seller says of a buyer after a completed order: for shops and the buyer to read.

    Sealed like the buyer's own. It changes nobody's protection: no story of money asks for it.
    """

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="ratings_given")
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ratings_got"
    )
    order = models.OneToOneField(
        "marketplace.Order", on_delete=models.PROTECT, related_name="buyer_rating"
    )
    stars = models.PositiveSmallIntegerField(validators=STARS)
    text = models.TextField(blank=True, max_length=1000)
    created_at = models.DateTimeField()
    revealed_at = models.DateTimeField(null=True, blank=True)

    objects = BuyerRatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stars__range=(1, 5)), name="buyer_stars_are_one_to_five"
            ),
        ]
        indexes = [
            models.Index(
                fields=["buyer"],
                condition=models.Q(revealed_at__isnull=False),
                name="what_shops_say_of_a_buyer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.order} by {self.seller}"
