"""Steps of a return: it begins, is not needed, or comes to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disputes import clocks, parties, postage, reasons, timeline
from disputes.models import Dispute, Return, Statement
from disputes.models.return_ import OPEN, ReturnState
from escrow import audit, clock, outbox
from escrow.money import BPS, Money
from escrow.story import step
from marketplace.models import User

if TYPE_CHECKING:
    from disputes.execution import Case

SMALL, COSTLY, DANGEROUS, GONE = "small", "costly", "dangerous", "gone"
NO_LABEL, KINDNESS = "no_label", "kindness"


@step
def begin(case: Case, *, by: User | None) -> bool:
    """The seller says where to send it. False where nothing has to be sent back at all."""
    dispute = case.dispute
    row = Return.objects.create(
        dispute=dispute,
        postage_by=dispute.postage_by or postage.payer(dispute),
        currency=dispute.currency,
        approved_at=clock.now(),
    )
    if why := why_not_needed(case):
        let_keep(row, why, by=by)
        return False
    row.ask_for_label()
    row.save()
    dispute.await_return()
    parties.end_offers(dispute)
    clocks.stop(dispute)
    clocks.wait_for_parcel(dispute, "label", clock.now() + case.order.policy.window("label"))
    timeline.say(dispute, None, Statement.Kind.RETURN_ASKED, postage_by=row.postage_by)
    outbox.announce(case.order.seller.user_id, "return_to_label", dispute, key=str(row.pk))
    audit.record(by, "return_begun", dispute, row)
    return True


@step
def let_keep(row: Return, why: str, *, by: User | None) -> None:
    """Nothing goes back: the buyer keeps it. The story pays."""
    row.waive(why, clock.now())
    row.save()
    timeline.say(row.dispute, by, Statement.Kind.RETURN_KEPT, why=why)
    audit.record(by, "return_waived", row.dispute, row, why=why)


@step
def call_off(dispute: Dispute) -> None:
    """The money went another way; a return that was under way is waited for no more."""
    if (row := current(dispute)) is not None:
        row.call_off(clock.now())
        row.save()


@step
def current(dispute: Dispute) -> Return | None:
    """The one that is under way, locked, in a case that is locked already."""
    open_one = dispute.returns.filter(state__in=OPEN)
    row = open_one.select_for_update(no_key=True, of=("self",)).first()
    if row is not None:
        row.dispute = dispute
    return row


def why_not_needed(case: Case) -> str:
    """The code of why nothing has to be sent back; empty when it has to."""
    dispute = case.dispute
    gone = [ReturnState.CONTESTED, ReturnState.LOST]
    if dispute.returns.filter(state__in=gone).exists():
        return GONE
    if reasons.is_never_returned(dispute.reason):
        return DANGEROUS
    # A change of mind is nobody's fault: to keep the thing and the money would reward it.
    small = case.order.policy.amount("return_waived", dispute.currency)
    if worth(case) <= small and not reasons.is_change_of_mind(dispute.reason):
        return SMALL
    return ""


def is_costly(case: Case, cost: Money) -> bool:
    """Sending it back would cost more than the policy's share of what it is worth."""
    return cost.minor * BPS > worth(case).minor * case.order.policy.share_bps(
        "return_cost_waives_bps"
    )


def worth(case: Case) -> Money:
    """What the disputed things were sold for, without shipping."""
    minor = sum(one.line.unit_price_minor * one.quantity for one in case.lines)
    return Money(minor, case.dispute.currency)
