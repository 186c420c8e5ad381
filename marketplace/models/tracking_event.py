from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.models.shipment import ProofGrade, Shipment


class TrackingEvent(models.Model):
    """A carrier's scan. Append-only, ranked by kind, so a late scan never undoes a delivery."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("Handed to the carrier")
        IN_TRANSIT = "in_transit", _("On its way")
        CUSTOMS = "customs", _("At customs")
        OUT_FOR_DELIVERY = "out_for_delivery", _("With the courier today")
        AWAITING_PICKUP = "awaiting_pickup", _("Ready to be picked up")
        ATTEMPT_FAILED = "attempt_failed", _("Nobody was there")
        RETURNING = "returning", _("On its way back")
        RETURNED = "returned", _("Back with the seller")
        LOST = "lost", _("Declared lost")
        DELIVERED = "delivered", _("Delivered")

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="events")
    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    at = models.DateTimeField()
    place = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=16, blank=True, default="")
    proof_grade = models.CharField(max_length=1, choices=ProofGrade.choices, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.place}"
