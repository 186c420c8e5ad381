from django.conf import settings
from django.db import models

from disputes.models.decision import Decision


class Approval(models.Model):
    """A second person has read a decision and agrees with it. Never changed."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="approval")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="approvals"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.decision_id} by {self.by_id}"
