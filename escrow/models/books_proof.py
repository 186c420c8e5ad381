from __future__ import annotations

from django.db import models


class BooksProof(models.Model):
    """One time that the books were proved: begun by one worker, and how it came out."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    differences = models.PositiveIntegerField(null=True)
    first_differences = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["-started_at"], name="proofs_by_start"),
            models.Index(
                fields=["-finished_at"],
                condition=models.Q(finished_at__isnull=False),
                name="proofs_that_ended",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(finished_at=None, differences=None)
                | models.Q(finished_at__gte=models.F("started_at"), differences__isnull=False),
                name="a_proof_that_ended_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}: {self.differences}"
