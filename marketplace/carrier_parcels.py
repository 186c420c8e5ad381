"""Which parcels a carrier's scan is about, and what it does to them.

Whose number it is nobody proves, so a scan counts only where it can be true: not long before the
parcel was handed over, and not for several shops at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.db.models import CharField, F, Value
from django.db.models.functions import Replace, Upper

from escrow import clock
from marketplace import tracking
from marketplace.carrier_scan import Scan
from marketplace.coverage import plain_postcode
from marketplace.known_carriers import by_code
from marketplace.models import Shipment, TrackingEvent
from marketplace.models.shipment import ProofGrade, ShipmentState

# Carriers' clocks and sellers' memories: a parcel is often scanned before it is marked as sent.
BEFORE = timedelta(days=3)
ENDED = (ShipmentState.DELIVERED, ShipmentState.RETURNED)
SEVERAL = "claimed by several shops"
BARE = Upper(
    Replace(
        Replace(F("tracking_number"), Value(" "), Value("")),
        Value("-"),
        Value(""),
        output_field=CharField(),
    )
)

Other = Callable[[Scan, str], str]
_others: list[Other] = []


def register(other: Other) -> None:
    """From now on this is asked about scans of parcels that are none of an order's own."""
    _others.append(other)


def act(scan: Scan, event_id: str) -> str:
    """Record it with every parcel it is about; what it led to, empty while nobody knows the parcel."""
    scan = replace(scan, at=min(scan.at, clock.now()))
    parcels = _of_number(scan)
    if not parcels:
        return next(filter(None, (other(scan, event_id) for other in _others)), "")
    if len({parcel.order.seller_id for parcel in parcels}) > 1:
        return SEVERAL
    news = [_record(parcel, scan, event_id) for parcel in parcels]
    return "recorded" if any(news) else "known already"


def key_of(event_id: str, scan: Scan, subject: object) -> str:
    """The same event of the same parcel counts once, however it came."""
    told = f"{scan.carrier}:{event_id}:{subject}".encode()
    return f"carrier:{hashlib.sha256(told).hexdigest()}"


def carriers_name(scan: Scan) -> str:
    known = by_code(scan.carrier)
    return known.name if known else scan.carrier


def _of_number(scan: Scan) -> list[Shipment]:
    """Those still under way; without one, the last that was sent under this number."""
    sent = Shipment.objects.annotate(bare=BARE).filter(bare=scan.number)
    mine = sent.filter(carrier__iexact=carriers_name(scan), dispatched_at__lte=scan.at + BEFORE)
    found: list[Shipment] = list(
        mine.select_related("order__checkout", "order__seller").order_by("-dispatched_at", "pk")
    )
    return [parcel for parcel in found if parcel.state not in ENDED] or found[:1]


def _record(parcel: Shipment, scan: Scan, event_id: str) -> bool:
    grade = scan.proof_grade
    if scan.kind == TrackingEvent.Kind.DELIVERED and _is_elsewhere(parcel, scan):
        # Delivered in another place proves nothing of this parcel: no more than the seller's word.
        grade = ProofGrade.D
    return tracking.record_scan(
        parcel.pk,
        kind=scan.kind,
        at=scan.at,
        place=scan.place,
        postcode=scan.postcode,
        proof_grade=grade,
        key=key_of(event_id, scan, parcel.pk),
    )


def _is_elsewhere(parcel: Shipment, scan: Scan) -> bool:
    where = plain_postcode(parcel.order.checkout.postcode)
    return bool(scan.postcode) and plain_postcode(scan.postcode) != where
