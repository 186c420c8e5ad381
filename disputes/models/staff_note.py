from django.conf import settings
from django.db import models

from disputes.models.dispute import Dispute


class StaffNote(models.Model):
    """What one of our staff tells the others about a case; the two never read it. Never changed."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=4000)
    at = models.DateTimeField()
    # Whom the case was handed to with these words.
    handed_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="a_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} {self.at:%Y-%m-%d}"
