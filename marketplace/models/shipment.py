from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Replace, Upper
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin, transition

from escrow.models.state_field import StateField
from marketplace.models.order import Order
from marketplace.models.order_line import OrderLine

if TYPE_CHECKING:
    from marketplace.models.handover import Handover


class ShipmentState(models.TextChoices):
    DISPATCHED = "dispatched", _("Handed to the carrier")
    IN_TRANSIT = "in_transit", _("On its way")
    OUT_FOR_DELIVERY = "out_for_delivery", _("With the courier today")
    AWAITING_PICKUP = "awaiting_pickup", _("Waiting to be picked up")
    ATTEMPT_FAILED = "attempt_failed", _("Nobody was there")
    RETURNING = "returning", _("On its way back to the seller")
    RETURNED = "returned", _("Back with the seller")
    LOST = "lost", _("Lost")
    DELIVERED = "delivered", _("Delivered")


S = ShipmentState
# No carrier: the seller gives it to the buyer, whose code proves it.
BY_HAND = "by hand"
MOVING = [S.DISPATCHED, S.IN_TRANSIT, S.OUT_FOR_DELIVERY, S.AWAITING_PICKUP, S.ATTEMPT_FAILED]


class ProofGrade(models.TextChoices):
    """How well the delivery is proven."""

    A = "A", _("code or signature")
    B = "B", _("photo or place")
    C = "C", _("postcode scan")
    D = "D", _("the seller's word")


class Shipment(FSMModelMixin, models.Model):
    """One parcel: what is in it, who carries it, and where it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="shipments")
    state = StateField(default=S.DISPATCHED, choices=S.choices)
    carrier = models.CharField(max_length=40)
    tracking_number = models.CharField(max_length=40, blank=True)
    dispatched_at = models.DateTimeField()
    last_scan_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    proof_grade = models.CharField(max_length=1, choices=ProofGrade.choices, blank=True)
    # Where the carrier says that it delivered it; empty when it did not say.
    delivered_postcode = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                Upper(
                    Replace(
                        Replace("tracking_number", models.Value(" "), models.Value("")),
                        models.Value("-"),
                        models.Value(""),
                        output_field=models.CharField(),
                    )
                ),
                name="parcels_by_number",
            ),
            models.Index(fields=["tracking_number"], name="parcels_as_written"),
            models.Index(fields=["-dispatched_at"], name="parcels_newest"),
            models.Index(fields=["state", "-dispatched_at"], name="parcels_in_a_state"),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.tracking_number}"

    @property
    def reference(self) -> str:
        """How facts name it."""
        return f"shipment:{self.pk}"

    @property
    def title(self) -> str:
        """As a heading: with whom it travels."""
        if self.is_by_hand():
            return gettext("From hand to hand")
        named = {"carrier": self.carrier, "number": self.tracking_number}
        return (gettext("Parcel with %(carrier)s %(number)s") % named).strip()

    def was_sent_again(self) -> bool:
        """A case made the seller send it in place of what came first."""
        return hasattr(self, "replacement")

    @property
    def open_handover(self) -> Handover | None:
        """What the buyer's code will prove, as long as it was not given."""
        by_hand = self.is_by_hand() and self.is_moving()
        return getattr(self, "handover", None) if by_hand else None

    def is_by_hand(self) -> bool:
        return self.carrier == BY_HAND

    def is_moving(self) -> bool:
        return self.state in MOVING

    @transition(state, source=[S.DISPATCHED, S.ATTEMPT_FAILED, S.IN_TRANSIT], target=S.IN_TRANSIT)
    def travel(self) -> None:
        """The carrier has scanned it on the way."""

    @transition(
        state, source=[S.DISPATCHED, S.IN_TRANSIT, S.ATTEMPT_FAILED], target=S.OUT_FOR_DELIVERY
    )
    def go_out(self) -> None:
        """A courier carries it today."""

    @transition(
        state, source=[S.DISPATCHED, S.IN_TRANSIT, S.ATTEMPT_FAILED], target=S.AWAITING_PICKUP
    )
    def wait_for_pickup(self) -> None:
        """It lies at a counter for the buyer."""

    @transition(state, source=[S.OUT_FOR_DELIVERY, S.AWAITING_PICKUP], target=S.ATTEMPT_FAILED)
    def fail_attempt(self) -> None:
        """The courier met nobody."""

    @transition(state, source=MOVING, target=S.RETURNING)
    def turn_back(self) -> None:
        """It goes back to the seller."""

    @transition(state, source=[*MOVING, S.RETURNING], target=S.RETURNED)
    def come_back(self) -> None:
        """The seller has it again."""

    @transition(state, source=[*MOVING, S.RETURNING], target=S.LOST)
    def lose(self) -> None:
        """The carrier has given it up."""

    @transition(state, source=[*MOVING, S.LOST, S.RETURNING], target=S.DELIVERED)
    def deliver(self, at: datetime, proof_grade: str, postcode: str = "") -> None:
        """It arrived, and this is how well we know."""
        self.delivered_at = at
        self.proof_grade = proof_grade
        self.delivered_postcode = postcode

    def prove_better(self, proof_grade: str, postcode: str) -> None:
        """It had arrived already, and now we know it better: no clock moves."""
        if self.state == S.DELIVERED and proof_grade < (self.proof_grade or ProofGrade.D):
            self.proof_grade, self.delivered_postcode = proof_grade, postcode


class ShipmentLine(models.Model):
    """So many units of an order line in one parcel."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="parcels")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shipment", "line"], name="a_line_once_per_parcel"),
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0), name="a_parcel_has_units_of_its_lines"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.line_id}"
