from django.db import models

from disputes.models.dispute import Dispute
from marketplace.models import Shipment


class Replacement(models.Model):
    """A second parcel for a line in dispute: a new one, or what was missing. Never changed."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="replacements")
    shipment = models.OneToOneField(Shipment, on_delete=models.PROTECT, related_name="replacement")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_at", "id"]

    def __str__(self) -> str:
        return str(self.shipment)
