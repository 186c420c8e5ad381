"""What the two do with a return: an address, a parcel, an inspection, or leaving it be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from disputes import clocks, evidence, execution, return_ending, returning, timeline
from disputes.execution import Case
from disputes.models import Dispute, Return, ReturnWeight, Statement
from disputes.models.dispute_state import PostageBy
from disputes.models.return_ import AT_THE_BUYERS, ReturnState
from disputes.parties import NotYourTurn
from disputes.seller_claims import SellerClaim
from escrow import audit, clock, outbox
from escrow.money import Money
from escrow.story import Refusal, require, step, story
from marketplace.models import User
from marketplace.uploads import Upload

S = ReturnState


class LabelMissing(Refusal):
    """Who pays the postage supplies the label, and says what it costs."""


@dataclass(frozen=True)
class Label:
    """Where to send it and with what; `grams` is what the thing weighed when it was sent."""

    address: str
    code: str = ""
    cost: Money | None = None
    grams: int | None = None


@story
def supply_label(dispute: Dispute, label: Label, *, by: User) -> Return:
    """The seller says where to send it. Costs it too much, the buyer keeps it and is paid.

    Raises NotYourTurn, LabelMissing.
    """
    case, row = _turn_of(dispute, case_side="seller", by=by, states=[S.LABEL_DUE])
    _check_label(case, row, label)
    _weigh(row, ReturnWeight.Moment.SENT, label.grams, by)
    if label.cost is not None:
        row.cost_minor = label.cost.minor
    case.dispute.answered_at = case.dispute.answered_at or clock.now()
    if label.cost is not None and returning.is_costly(case, label.cost):
        return_ending.keep(case, row, returning.COSTLY, by=by)
        return row
    row.send_to(label.address.strip(), label.code.strip(), clock.now())
    row.save()
    until = clock.now() + case.order.policy.window("return_ship")
    clocks.wait_for_parcel(case.dispute, "return_ship", until)
    timeline.say(case.dispute, by, Statement.Kind.LABELLED)
    outbox.announce(case.order.buyer_id, "return_to_post", case.dispute, key=str(row.pk))
    audit.record(by, "return_labelled", case.dispute, row)
    return row


@story
def let_keep(dispute: Dispute, *, by: User) -> Return:
    """The seller does not want it back: the buyer is paid at once. Raises NotYourTurn."""
    case, row = _turn_of(dispute, case_side="seller", by=by, states=AT_THE_BUYERS)
    return_ending.keep(case, row, returning.KINDNESS, by=by)
    return row


@story
def post(
    dispute: Dispute, *, by: User, carrier: str, tracking_number: str, grams: int | None = None
) -> Return:
    """The buyer handed it to a carrier. Raises NotYourTurn."""
    case, row = _turn_of(dispute, case_side="buyer", by=by, states=[S.AWAITING_SHIPMENT])
    require(
        bool(carrier.strip() and tracking_number.strip()),
        NotYourTurn,
        _("Write who carries it and its number, so that both of you see the way."),
    )
    row.carrier, row.tracking_number = carrier.strip(), tracking_number.strip()
    row.travel(clock.now())
    row.save()
    _weigh(row, ReturnWeight.Moment.POSTED, grams, by)
    return_ending.wait_for_scans(case, clock.now())
    timeline.say(case.dispute, by, Statement.Kind.POSTED, carrier=row.carrier)
    outbox.announce(case.order.seller.user_id, "return_posted", case.dispute, key=str(row.pk))
    audit.record(by, "return_posted", case.dispute, row, carrier=row.carrier)
    return row


@story
def accept(dispute: Dispute, *, by: User, grams: int | None = None) -> Return:
    """The seller has it again, and it is as it was: the money goes. Raises NotYourTurn."""
    case, row = _turn_of(dispute, case_side="seller", by=by, states=[S.IN_TRANSIT, S.DELIVERED])
    _note_arrival(row)
    _weigh(row, ReturnWeight.Moment.ARRIVED, grams, by)
    return_ending.accept(case, row, by=by)
    return row


@story
def contest(
    dispute: Dispute,
    *,
    by: User,
    says: str,
    text: str,
    photos: Sequence[Upload] = (),
    grams: int | None = None,
) -> Return:
    """It is not what was sent, or not as it was: our staff decide. Raises NotYourTurn.

    `says`: a SellerClaim.
    """
    case, row = _turn_of(dispute, case_side="seller", by=by, states=[S.IN_TRANSIT, S.DELIVERED])
    require(bool(text.strip()), NotYourTurn, _("Write what is different from what you sent."))
    require(says in SellerClaim.values, NotYourTurn, _("Choose what is different."))
    _note_arrival(row)
    _weigh(row, ReturnWeight.Moment.ARRIVED, grams, by)
    evidence.add(case.dispute, by, photos)
    row.contest(clock.now())
    row.save()
    timeline.say(case.dispute, by, Statement.Kind.RETURN_BAD, text, says=says)
    return_ending.to_staff(case, row)
    audit.record(by, "return_contested", case.dispute, row)
    return row


@step
def _turn_of(
    dispute: Dispute, *, case_side: str, by: User, states: Sequence[str]
) -> tuple[Case, Return]:
    """The locked case and its return, if it stands where this person can do something."""
    case = execution.locked(dispute)
    own = case.order.buyer_id if case_side == "buyer" else case.order.seller.user_id
    row = returning.current(case.dispute)
    if own != by.pk or row is None or row.state not in states:
        raise NotYourTurn(_("The return does not wait for this now. Look where the case stands."))
    return case, row


def _check_label(case: Case, row: Return, label: Label) -> None:
    require(bool(label.address.strip()), LabelMissing, _("Write the address it should be sent to."))
    if row.postage_by == PostageBy.BUYER:
        return
    require(
        bool(label.code.strip()),
        LabelMissing,
        _("You pay the postage here: buy a label and write its code, or let the buyer keep it."),
    )
    if row.postage_by == PostageBy.FUND:
        most = case.order.policy.amount("fund_four_eyes", case.dispute.currency)
        require(
            label.cost is not None and label.cost <= most,
            LabelMissing,
            _("Write what the label costs, at most %(most)s: you get it back from us.")
            % {"most": most.format()},
        )


@step
def _weigh(row: Return, moment: str, grams: int | None, by: User) -> None:
    if grams:
        ReturnWeight.objects.create(
            of_return=row, moment=moment, grams=grams, by=by, at=clock.now()
        )


def _note_arrival(row: Return) -> None:
    """The carrier need not have said so: who inspects it has it."""
    if row.state == S.IN_TRANSIT:
        row.arrive(clock.now())
        row.save()
