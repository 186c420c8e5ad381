from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sellers.models.rating import Rating


class RatingReport(models.Model):
    """Somebody says that a review should not stand there; staff decide."""

    class Why(models.TextChoices):
        PRIVATE = "private", _("It names somebody, an address or a number")
        RUDE = "rude", _("It insults or threatens somebody")
        OTHER_THING = "other_thing", _("It is about something else")
        BOUGHT = "bought", _("It was paid for, or somebody was pressed to write it")
        UNLAWFUL = "unlawful", _("It breaks the law")

    class Outcome(models.TextChoices):
        HIDDEN = "hidden", _("Hidden")
        STAYS = "stays", _("It stays")

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="reports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=12, choices=Why.choices)
    words = models.TextField(blank=True, max_length=500)
    created_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rating", "by"], name="one_report_per_person"),
            models.CheckConstraint(
                condition=Q(outcome="", settled_at=None, settled_by=None)
                | ~Q(outcome="") & Q(settled_at__isnull=False, settled_by__isnull=False),
                name="a_report_is_settled_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(outcome=""), name="reports_waiting"),
            models.Index(fields=["outcome", "created_at"], name="reports_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.get_why_display()}: {self.rating}"

    def get_absolute_url(self) -> str:
        """The queue, where staff read it."""
        return f"/admin/sellers/ratingreport/{self.pk}/change/"
