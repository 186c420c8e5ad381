"""The demo's imaginary carrier: it plans a parcel's scans when it takes it, and reports them later."""

from __future__ import annotations

import json
from datetime import timedelta
from random import Random

from escrow import clock
from escrow.story import step
from marketplace import carrier_inbox, carrier_signature, tracking
from marketplace.known_carriers import IMAGINARY, bare, by_name
from marketplace.models import ScriptedScan, Shipment, TrackingEvent

CARRIERS = [carrier.name for carrier in IMAGINARY]
Kind = TrackingEvent.Kind
PROOFS = {"A": "signature", "B": "photo", "C": "postcode"}
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
    scans = list(due.select_related("shipment__order__checkout").order_by("due_at", "pk")[:limit])
    for scan in scans:
        _report(scan)
        ScriptedScan.objects.filter(pk=scan.pk).update(played_at=clock.now())
    carrier_inbox.process(limit)
    return len(scans)


def _report(scan: ScriptedScan) -> None:
    """As a real carrier: a signed message to the shop's door. Without a number it cannot."""
    parcel = scan.shipment
    carrier = by_name(parcel.carrier)
    if carrier is None or not bare(parcel.tracking_number):
        _tell_directly(scan)
        return
    body = json.dumps(_said(scan)).encode()
    headers = carrier_signature.signed(carrier.code, f"script-{scan.pk}", body)
    carrier_inbox.receive(carrier.code, headers, body)


def _said(scan: ScriptedScan) -> dict[str, str]:
    is_delivery = scan.kind == Kind.DELIVERED
    return {
        "tracking_number": scan.shipment.tracking_number,
        "kind": scan.kind,
        "at": scan.due_at.isoformat(),
        "place": scan.place,
        "postcode": scan.shipment.order.checkout.postcode if is_delivery else "",
        "proof": PROOFS.get(scan.proof_grade, ""),
    }


def _tell_directly(scan: ScriptedScan) -> None:
    tracking.record_scan(
        scan.shipment_id,
        kind=scan.kind,
        at=scan.due_at,
        place=scan.place,
        proof_grade=scan.proof_grade,
        key=f"script:{scan.pk}",
    )
