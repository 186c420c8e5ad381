from django.conf import settings
from django.db import models

from disputes.models.decision import Decision


class Rejection(models.Model):
    """A second person has read a decision and does not agree, and says why. Never changed."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="rejection")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="rejections"
    )
    words = models.TextField(max_length=4000)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="a_rejection_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} by {self.by_id}"
