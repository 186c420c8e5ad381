from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from sellers.models.seller import Seller

STARS = [MinValueValidator(1), MaxValueValidator(5)]
MAY_MODERATE = "sellers.moderate_rating"


class RatingQuerySet(models.QuerySet["Rating"]):
    def revealed(self) -> RatingQuerySet:
        """Only those whose seal is off."""
        return self.filter(revealed_at__isnull=False)

    def public(self) -> RatingQuerySet:
        """What everybody may read, and what counts."""
        return self.revealed().filter(hidden_at=None)


class Rating(models.Model):
    """What a buyer says of a completed order, once and for all.

    Sealed until both have spoken or the time is over. Staff may hide it, and nobody deletes it.
    """

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
    revealed_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(blank=True, default="", max_length=1000)
    replied_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    hidden_because = models.TextField(blank=True, default="", max_length=500)

    objects = RatingQuerySet.as_manager()

    class Meta:
        permissions = [("moderate_rating", "May hide reviews")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    stars__range=(1, 5),
                    as_described__range=(1, 5),
                    communication__range=(1, 5),
                    dispatch__range=(1, 5),
                ),
                name="stars_are_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None)
                | ~Q(reply="")
                & Q(revealed_at__isnull=False, replied_at__gte=models.F("revealed_at")),
                name="a_reply_comes_after_the_reveal",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_by=None, hidden_because="")
                | Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_because=""),
                name="a_review_is_hidden_by_somebody_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["seller", "-created_at", "-id"],
                condition=Q(revealed_at__isnull=False, hidden_at=None),
                name="reviews_of_a_seller",
            ),
            models.Index(fields=["hidden_at"], name="reviews_that_are_hidden"),
        ]

    def __str__(self) -> str:
        return f"{self.order} for {self.seller}"

    def get_absolute_url(self) -> str:
        """The order it is about."""
        return f"{self.order.get_absolute_url()}#rating"

    def is_sealed(self) -> bool:
        return self.revealed_at is None

    def is_public(self) -> bool:
        return self.revealed_at is not None and self.hidden_at is None

    def can_be_answered(self) -> bool:
        """Once, by the shop, while others can read it."""
        return self.is_public() and not self.reply
