from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from sellers.models.seller import Seller

STARS = [MinValueValidator(1), MaxValueValidator(5)]


class RatingQuerySet(models.QuerySet["Rating"]):
    def revealed(self, at: datetime) -> RatingQuerySet:
        """Only those whose seal has ended."""
        return self.filter(reveal_at__lte=at)


class Rating(models.Model):
    """What a buyer says of a completed order. Sealed until its reveal instant."""

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="ratings")
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ratings_given"
    )
    order = models.OneToOneField(
        "marketplace.Order", on_delete=models.PROTECT, related_name="rating"
    )
    stars = models.PositiveSmallIntegerField(validators=STARS)
    as_described = models.PositiveSmallIntegerField(validators=STARS)
    communication = models.PositiveSmallIntegerField(validators=STARS)
    dispatch = models.PositiveSmallIntegerField(validators=STARS)
    text = models.TextField(blank=True, max_length=2000)
    created_at = models.DateTimeField()
    reveal_at = models.DateTimeField()

    objects = RatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    stars__range=(1, 5),
                    as_described__range=(1, 5),
                    communication__range=(1, 5),
                    dispatch__range=(1, 5),
                ),
                name="stars_are_one_to_five",
            ),
        ]
        indexes = [models.Index(fields=["seller", "reveal_at"], name="ratings_of_a_seller")]

    def __str__(self) -> str:
        return f"{self.stars} for {self.seller}"
