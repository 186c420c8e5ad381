"""The demo's imaginary carrier: it plans a parcel's scans when it takes it, and reports them later."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from escrow import clock
from escrow.story import step
from marketplace import tracking
from marketplace.models import ScriptedScan, Shipment, TrackingEvent

KELP_POST = "Kelp Post"
CARRIERS = [KELP_POST, "Tern Express", "Harbour Mail"]
Kind = TrackingEvent.Kind
HUBS = ["Rotterdam", "Leipzig", "Lyon", "Porto", "Malmö", "Bologna", "Graz", "Cork"]


@step
def plan(shipment: Shipment) -> None:
    """Scans from the counter to the door within the promised days; the same parcel, the same plan."""
    dice = Random(str(shipment.pk))
    order = shipment.order
    days = dice.randint(order.days_min, order.days_max)
    way = timedelta(days=max(days, 1)) - timedelta(hours=dice.randint(2, 9))
    stops = [
        (0.02, Kind.ACCEPTED, order.seller.city, ""),
        (0.25, Kind.IN_TRANSIT, dice.choice(HUBS), ""),
        (0.65, Kind.IN_TRANSIT, dice.choice(HUBS), ""),
        (0.92, Kind.OUT_FOR_DELIVERY, order.checkout.city, ""),
        (1.0, Kind.DELIVERED, order.checkout.city, dice.choice("ABBBC")),
    ]
    ScriptedScan.objects.bulk_create(
        ScriptedScan(
            shipment=shipment,
            kind=kind,
            place=place,
            proof_grade=grade,
            due_at=shipment.dispatched_at + way * share,
        )
        for share, kind, place, grade in stops
    )


def play(limit: int = 500) -> int:
    """Report every planned scan whose moment has come; returns how many."""
    due = ScriptedScan.objects.filter(played_at=None, due_at__lte=clock.now())
    scans = list(due.order_by("due_at", "pk")[:limit])
    for scan in scans:
        tracking.record_scan(
            scan.shipment_id,
            kind=scan.kind,
            at=scan.due_at,
            place=scan.place,
            proof_grade=scan.proof_grade,
            key=f"script:{scan.pk}",
        )
        ScriptedScan.objects.filter(pk=scan.pk).update(played_at=clock.now())
    return len(scans)
