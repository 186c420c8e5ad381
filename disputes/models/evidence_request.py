from django.conf import settings
from django.db import models

from disputes.models.dispute import Dispute
from disputes.models.dispute_state import Side


class EvidenceRequest(models.Model):
    """Staff ask one of the two for something, in words, until a day."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="requests")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=Side.choices)
    words = models.TextField(max_length=4000)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    missed = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute"],
                condition=models.Q(answered_at=None, missed=False),
                name="one_open_request_of_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.at:%Y-%m-%d}"

    def is_open(self) -> bool:
        return self.answered_at is None and not self.missed
