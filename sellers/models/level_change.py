from django.conf import settings
from django.db import models
from django.urls import reverse

from sellers.models.seller import Level, Seller


class LevelChange(models.Model):
    """A seller's level became another: when, why in figures, and who said so (nobody: the clock)."""

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="level_changes")
    before = models.CharField(max_length=12, choices=Level.choices)
    after = models.CharField(max_length=12, choices=Level.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The metrics that decided it: [{"metric", "wrong", "of", "target_bps"}], as they stood then.
    reasons = models.JSONField(default=list)
    words = models.TextField(blank=True, max_length=500)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(before=models.F("after")), name="a_level_becomes_another"
            ),
            models.CheckConstraint(
                condition=models.Q(by=None) | ~models.Q(words=""),
                name="who_changes_a_level_says_why",
            ),
        ]
        indexes = [models.Index(fields=["seller", "-at"], name="levels_of_a_seller")]

    def __str__(self) -> str:
        return f"{self.seller}: {self.before} to {self.after}"

    def get_absolute_url(self) -> str:
        """Where its seller reads how it came about."""
        return reverse("desk_numbers")
