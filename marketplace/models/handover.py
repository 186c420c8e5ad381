from __future__ import annotations

from datetime import datetime

from django.core.validators import RegexValidator
from django.db import models

from marketplace.models.shipment import Shipment

DIGITS = 6


class Handover(models.Model):
    """Something given from hand to hand: the buyer's code proves it, once the seller has typed it in.

    Only the buyer sees the code. Whoever guesses wrong too often must wait.
    """

    shipment = models.OneToOneField(Shipment, on_delete=models.PROTECT, related_name="handover")
    code = models.CharField(max_length=DIGITS, validators=[RegexValidator(r"^\d{6}$")])
    wrong = models.PositiveSmallIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[0-9]{6}$"), name="a_handover_code_is_six_digits"
            ),
        ]

    def __str__(self) -> str:
        return f"by hand: {self.shipment_id}"

    @property
    def spoken(self) -> str:
        """In two groups, as one reads it out."""
        return f"{self.code[:3]} {self.code[3:]}"

    def waits(self, at: datetime) -> bool:
        """Too many wrong codes: the next one is heard later."""
        return self.wait_until is not None and at < self.wait_until
