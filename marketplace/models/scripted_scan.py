from django.db import models

from marketplace.models.shipment import Shipment
from marketplace.models.tracking_event import TrackingEvent


class ScriptedScan(models.Model):
    """What the demo's imaginary carrier will report, and when."""

    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="script")
    kind = models.CharField(max_length=20, choices=TrackingEvent.Kind.choices)
    due_at = models.DateTimeField()
    place = models.CharField(max_length=80, blank=True)
    proof_grade = models.CharField(max_length=1, blank=True)
    played_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(played_at=None), name="scan_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.due_at:%Y-%m-%d %H:%M}"
