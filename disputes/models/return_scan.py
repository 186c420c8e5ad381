from django.db import models

from disputes.models.return_ import Return
from marketplace.models import TrackingEvent


class ReturnScan(models.Model):
    """A carrier, or one of our staff, saw a parcel on its way back. Append-only."""

    of_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="scans")
    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=TrackingEvent.Kind.choices)
    at = models.DateTimeField()
    place = models.CharField(max_length=80, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.place}"
