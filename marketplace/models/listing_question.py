from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models

from marketplace.models.listing import Listing
from marketplace.models.message import Message


class ListingQuestionQuerySet(models.QuerySet["ListingQuestion"]):
    def shown(self) -> ListingQuestionQuerySet:
        """What everybody reads, newest first: not what was taken down or is forgotten."""
        there = self.filter(removed_at=None, message__forgotten_at=None)
        return there.select_related("message").order_by("-pk")


class ListingQuestion(models.Model):
    """A buyer's question and the seller's answer, shown on the listing without the buyer's name."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="questions")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="publications")
    answer = models.TextField()
    language = models.CharField(max_length=10, blank=True)
    published_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ListingQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message"],
                condition=models.Q(removed_at=None),
                name="a_question_is_shown_once",
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at=None, removed_by=None)
                | models.Q(removed_at__isnull=False, removed_by__isnull=False),
                name="a_question_is_taken_down_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["listing", "-id"],
                condition=models.Q(removed_at=None),
                name="questions_shown",
            )
        ]

    def __str__(self) -> str:
        return f"{self.listing} {self.published_at:%Y-%m-%d}"

    def take_down(self, by: Any, at: datetime) -> None:
        """Nobody reads it any more."""
        self.removed_by, self.removed_at = by, at
