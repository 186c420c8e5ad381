from django.conf import settings
from django.db import models

from sellers.models.seller import Seller


class PerformanceFact(models.Model):
    """One thing that happened in a seller's work; every metric is counted from these rows.

    Nothing of a fact changes but whether it `counts`: it stops when our staff hide the review it is of.
    """

    class Kind(models.TextChoices):
        SALE = "sale"
        COMPLETED = "completed"
        DISPATCHED_ON_TIME = "dispatched_on_time"
        DISPATCHED_LATE = "dispatched_late"
        CANCELLED_BY_SELLER = "cancelled_by_seller"
        NOT_DISPATCHED = "not_dispatched"
        # A parcel given to a carrier, and the first time that the carrier says it has it.
        PARCEL_SENT = "parcel_sent"
        PARCEL_SEEN = "parcel_seen"
        CLAIM = "claim"
        CLAIM_LOST = "claim_lost"
        RATED = "rated"
        # A buyer's first message and the first answer to it. `at` is when it was asked; `value` of
        # an answer is how many seconds it took, of silence the seconds after which it was noted.
        ANSWERED = "answered"
        UNANSWERED = "unanswered"

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    reference = models.CharField(max_length=48)
    at = models.DateTimeField()
    value = models.IntegerField(default=1)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    shelf = models.ForeignKey(
        "marketplace.Category", null=True, on_delete=models.PROTECT, related_name="+"
    )
    counts = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "reference"], name="a_fact_counts_once"),
            models.CheckConstraint(
                condition=~models.Q(kind="rated") | models.Q(value__range=(1, 5)),
                name="a_rating_is_of_one_to_five_stars",
            ),
        ]
        indexes = [
            models.Index(fields=["seller", "kind", "at"], name="facts_of_a_seller"),
            models.Index(fields=["kind", "-id"], name="facts_of_a_kind"),
            models.Index(
                fields=["seller", "buyer", "at", "id"],
                condition=models.Q(kind="rated", counts=True),
                name="ratings_by_a_buyer",
            ),
            models.Index(
                fields=["shelf", "at"],
                condition=models.Q(kind="rated", counts=True),
                name="ratings_of_a_shelf",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"
