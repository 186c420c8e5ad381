"""When the demo's carrier brings a parcel: its planned scans, moved to fit the story."""

from __future__ import annotations

from datetime import datetime, timedelta

from marketplace.models import ScriptedScan, Shipment, TrackingEvent

SCANS_BEFORE_STUCK = 3
FOUND_AFTER = timedelta(days=90)


def arrive_at(shipment: Shipment, moment: datetime, proof_grade: str) -> None:
    """The same stops, in the time that is left until the moment."""
    scans = list(shipment.script.order_by("due_at", "pk"))
    sent = shipment.dispatched_at
    if not scans or moment <= sent:
        return
    ratio = (moment - sent) / (scans[-1].due_at - sent)
    for scan in scans:
        scan.due_at = sent + (scan.due_at - sent) * ratio
        if scan.kind == TrackingEvent.Kind.DELIVERED:
            scan.due_at, scan.proof_grade = moment, proof_grade
    ScriptedScan.objects.bulk_update(scans, ["due_at", "proof_grade"])


def get_stuck(shipment: Shipment) -> None:
    """It reaches a sorting centre and stays there for months."""
    scans = list(shipment.script.order_by("due_at", "pk"))[SCANS_BEFORE_STUCK:]
    for scan in scans:
        scan.due_at += FOUND_AFTER
    ScriptedScan.objects.bulk_update(scans, ["due_at"])
