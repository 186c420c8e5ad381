"""One parcel's way, as its seller and our staff read it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from marketplace.journey import LOST, Stop
from marketplace.models import Shipment, TrackingEvent

Kind = TrackingEvent.Kind


def stops(shipment: Shipment) -> list[Stop]:
    """Where the parcel was, with how well its delivery is proven, and what is promised."""
    events = list(shipment.events.all())
    passed = [_scan(event) for event in events]
    if not any(event.kind == Kind.ACCEPTED for event in events):
        by_hand = _("You give it to the buyer yourself")
        with_carrier = _("Sent with %(carrier)s") % {"carrier": shipment.carrier}
        sent = by_hand if shipment.is_by_hand() else with_carrier
        passed.insert(0, Stop(sent, shipment.dispatched_at))
    if passed[-1].state == "done":
        passed[-1].state = "now"
    if shipment.is_moving():
        passed.append(Stop(_("Promised by"), shipment.order.promised_by, state="next"))
    return passed


def _scan(event: TrackingEvent) -> Stop:
    state = "lost" if event.kind in LOST else "done"
    proof = ""
    if event.kind == Kind.DELIVERED and event.proof_grade:
        named = {"grade": event.proof_grade, "what": event.get_proof_grade_display()}
        proof = _("Proof %(grade)s: %(what)s") % named
    return Stop(str(event.get_kind_display()), event.at, event.place, proof, state)
