from __future__ import annotations

from django.db import models
from django.urls import reverse

from marketplace.models.listing import Listing
from marketplace.models.listing_report import ReportReason
from marketplace.models.user import User


class ListingFreeze(models.Model):
    """Our staff took a listing down, with a reason. The seller may say once why that is wrong."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="freezes")
    reason = models.CharField(max_length=16, choices=ReportReason.choices)
    words = models.TextField(max_length=2000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state_before = models.CharField(max_length=12, choices=Listing.State.choices)
    appeal = models.TextField(max_length=4000, blank=True)
    appealed_at = models.DateTimeField(null=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["listing"],
                condition=models.Q(ended_at=None),
                name="a_listing_is_frozen_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(appeal="", appealed_at=None)
                | (~models.Q(appeal="") & models.Q(appealed_at__isnull=False)),
                name="an_appeal_has_words_and_an_hour",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | ~models.Q(answer=""),
                name="a_freeze_ends_with_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.listing}"

    def get_absolute_url(self) -> str:
        return reverse("desk_listing", args=[self.listing_id])

    def can_be_appealed(self) -> bool:
        return self.ended_at is None and not self.appeal

    def waits_for_answer(self) -> bool:
        return self.ended_at is None and bool(self.appeal) and self.answered_at is None
