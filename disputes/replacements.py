"""A second parcel: the seller sends it, it arrives, and the buyer says whether it is good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from disputes import clocks, evidence, execution, replacement_ending, return_ending, timeline
from disputes.execution import Case
from disputes.models import Dispute, Replacement, Statement
from disputes.models.dispute_state import DisputeState
from disputes.parties import NotYourTurn
from escrow import audit, clock, outbox
from escrow.story import require, step, story
from marketplace import arrival, carriers
from marketplace.models import Order, Shipment, ShipmentLine, User
from marketplace.models.shipment import ShipmentState
from marketplace.uploads import Upload

HERE_OR_GONE = (ShipmentState.DELIVERED, ShipmentState.LOST, ShipmentState.RETURNED)


@story
def send(dispute: Dispute, *, by: User, carrier: str, tracking_number: str = "") -> Replacement:
    """The seller handed the disputed units to a carrier once more. Raises NotYourTurn."""
    case = _locked(dispute)
    require(
        case.order.seller.user_id == by.pk and not case.dispute.replacements.exists(),
        NotYourTurn,
        _("Nothing has to be sent again here, or it was sent already."),
    )
    require(bool(carrier.strip()), NotYourTurn, _("Write who carries it."))
    shipment = _parcel(case, carrier.strip(), tracking_number.strip())
    made = Replacement.objects.create(
        dispute=case.dispute, shipment=shipment, sent_at=shipment.dispatched_at
    )
    replacement_ending.wait_for_arrival(case)
    timeline.say(case.dispute, by, Statement.Kind.RESENT, carrier=shipment.carrier)
    outbox.announce(case.order.buyer_id, "replacement_sent", case.dispute)
    audit.record(by, "replacement_sent", case.order, case.dispute, shipment)
    if settings.HOLDFAST_DEMO:
        carriers.plan(shipment)
    return made


@story
def refund_instead(dispute: Dispute, *, by: User) -> Dispute:
    """The seller gives the money back rather than sending it again. Raises NotYourTurn."""
    case = _locked(dispute)
    require(case.order.seller.user_id == by.pk, NotYourTurn, _elsewhere())
    timeline.say(case.dispute, by, Statement.Kind.ACCEPTED)
    replacement_ending.refund(case, by=by)
    return case.dispute


@story
def find_good(dispute: Dispute, *, by: User) -> Dispute:
    """The buyer has it, and it is good: the seller gets the money. Raises NotYourTurn."""
    case = _locked(dispute)
    _check_sent(case, by)
    timeline.say(case.dispute, by, Statement.Kind.RESENT_OK)
    replacement_ending.release(case, by=by)
    return case.dispute


@story
def object_to(dispute: Dispute, *, by: User, text: str, photos: Sequence[Upload] = ()) -> Dispute:
    """What came a second time is not good either, or did not come. Raises NotYourTurn."""
    case = _locked(dispute)
    parcel = _check_sent(case, by).shipment
    require(
        parcel.state in HERE_OR_GONE,
        NotYourTurn,
        _("It is still on its way. If it does not come in time, you get your money by itself."),
    )
    require(bool(text.strip()), NotYourTurn, _("Write what is wrong with it."))
    evidence.add(case.dispute, by, photos)
    timeline.say(case.dispute, by, Statement.Kind.RESENT_BAD, text)
    return_ending.reconsider(case)
    audit.record(by, "replacement_objected", case.dispute)
    return case.dispute


@step
def arrived(shipment: Shipment, order: Order) -> None:
    """A second parcel has come: the buyer has the order's usual days to look at it."""
    found = Replacement.objects.filter(shipment=shipment).first()
    if found is None:
        return
    dispute = Dispute.objects.select_for_update(no_key=True).get(pk=found.dispute_id)
    dispute.order = order
    if dispute.state != DisputeState.AWAITING_REPLACEMENT:
        return
    start = arrival.clock_start(order, shipment)
    until = arrival.release_instant(order, shipment, start, clock.now())
    clocks.wait_for_parcel(dispute, "replacement_look", until, **_reminders(order, until))
    timeline.say(dispute, None, Statement.Kind.RESENT_HERE)
    outbox.announce(order.buyer_id, "replacement_here", dispute)


def _reminders(order: Order, until: datetime) -> dict[str, datetime]:
    """Like every release it is announced twice more, if those moments are still to come (R8)."""
    moments = {
        "replacement_first": until - order.policy.window("remind_first"),
        "replacement_last": until - order.policy.window("remind_last"),
    }
    return {kind: at for kind, at in moments.items() if at > clock.now()}


@step
def _locked(dispute: Dispute) -> Case:
    case = execution.locked(dispute)
    require(case.dispute.state == DisputeState.AWAITING_REPLACEMENT, NotYourTurn, _elsewhere())
    return case


@step
def _parcel(case: Case, carrier: str, number: str) -> Shipment:
    shipment = Shipment.objects.create(
        order=case.order,
        carrier=carrier,
        tracking_number=number,
        dispatched_at=clock.now(),
        last_scan_at=clock.now(),
    )
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=shipment, line=one.line, quantity=one.quantity) for one in case.lines
    )
    return shipment


def _check_sent(case: Case, by: User) -> Replacement:
    sent = case.dispute.replacements.select_related("shipment").first()
    if sent is None or case.order.buyer_id != by.pk:
        raise NotYourTurn(_elsewhere())
    return sent


def _elsewhere() -> str:
    return _("The case does not wait for this now. Look where it stands.")
