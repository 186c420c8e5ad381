from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from disputes.models.decision import Decision

COOLS_FOR = timedelta(minutes=60)


class SoloStand(models.Model):
    """One person runs the shop: who wrote a decision proves themselves anew, and it cools for an hour.

    Then it stands by itself, unless it was taken back; somebody else reads it later.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="solo")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proven_at = models.DateTimeField()
    at = models.DateTimeField()
    stands_at = models.DateTimeField()
    stood_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    review = models.TextField(max_length=4000, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stands_at__gte=models.F("at") + COOLS_FOR),
                name="a_lonely_decision_cools_for_an_hour",
            ),
            models.CheckConstraint(
                condition=models.Q(stood_at=None)
                | models.Q(taken_back_at=None, stood_at__gte=models.F("stands_at")),
                name="it_stands_only_after_it_has_cooled",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_by=None)
                | ~models.Q(reviewed_by=models.F("by")) & ~models.Q(review=""),
                name="somebody_else_reads_it_later",
            ),
        ]
        indexes = [
            models.Index(
                fields=["stood_at"],
                condition=models.Q(stood_at__isnull=False, reviewed_at=None),
                name="to_be_read_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} alone"

    def is_cooling(self) -> bool:
        return self.stood_at is None and self.taken_back_at is None

    def take_back(self, at: datetime) -> None:
        """Within the hour its writer thinks otherwise."""
        self.taken_back_at = at

    def stand(self, at: datetime) -> None:
        """The hour is over, and nobody took it back."""
        self.stood_at = at
