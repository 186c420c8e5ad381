from django.db import models

from sellers.models.seller import Seller


class PerformanceFact(models.Model):
    """One thing that happened in a seller's work; every metric is counted from these rows."""

    class Kind(models.TextChoices):
        SALE = "sale"
        DISPATCHED_ON_TIME = "dispatched_on_time"
        DISPATCHED_LATE = "dispatched_late"
        CANCELLED_BY_SELLER = "cancelled_by_seller"
        NOT_DISPATCHED = "not_dispatched"
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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "reference"], name="a_fact_counts_once"),
        ]
        indexes = [models.Index(fields=["seller", "kind", "at"], name="facts_of_a_seller")]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"
