from django.conf import settings
from django.db import models

from disputes.models.decision import Decision
from disputes.models.dispute import Dispute
from disputes.models.dispute_state import Side


class Appeal(models.Model):
    """Who lost says what was not known or not seen, once per side. Never changed."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="appeals")
    against = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=Side.choices)
    grounds = models.TextField(max_length=4000)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "side"], name="one_appeal_of_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.at:%Y-%m-%d}"
