from __future__ import annotations

from datetime import datetime

from django.db import models


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def pending(self) -> DeadlineQuerySet:
        return self.filter(state=Deadline.State.PENDING)

    def waiting_for_the_fund(self) -> DeadlineQuerySet:
        """Tried, and the guarantee fund was short; they are tried again."""
        return self.pending().filter(attempts__gt=0, last_error__startswith="FundIsShort")

    def dead(self) -> DeadlineQuerySet:
        """Failed so often that nobody tries any more, until staff do."""
        return self.filter(state=Deadline.State.DEAD).order_by("due_at")

    def due(self, at: datetime) -> DeadlineQuerySet:
        return self.pending().filter(due_at__lte=at).order_by("due_at", "id")


class Deadline(models.Model):
    """A promise about time: at this instant, this happens to that, unless it was ended before."""

    class State(models.TextChoices):
        PENDING = "pending"
        DONE = "done"
        CANCELLED = "cancelled"
        DEAD = "dead"
        PAUSED = "paused"

    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    time_left = models.DurationField(null=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        permissions = [("retry_deadline", "May give a dead deadline another try")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "kind"],
                condition=models.Q(state="pending"),
                name="one_pending_deadline_of_a_kind",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=models.Q(state="pending"), name="deadline_due"
            ),
            models.Index(
                fields=["id"],
                condition=models.Q(state="pending", attempts__gt=0),
                name="deadline_that_failed",
            ),
            models.Index(fields=["due_at", "id"], name="deadlines_by_day"),
            models.Index(
                fields=["state", "due_at"],
                condition=models.Q(state__in=["dead", "paused"]),
                name="deadlines_that_stand",
            ),
            models.Index(fields=["subject_id"], name="deadlines_of_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type}:{self.subject_id} {self.due_at:%Y-%m-%d %H:%M}"
