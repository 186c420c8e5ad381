"""Steps that end a case: its money moves, or its lines wait on as before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from disputes import caps, clocks, freezing, parcels, parties, reasons, remembering, timeline
from disputes.models import Dispute, DisputeLine, Statement
from disputes.models.dispute_state import Remedy
from escrow import (
    audit,
    chargebacks,
    clock,
    deadlines,
    emergency,
    holding,
    outbox,
    recovery,
    refunds,
    settling,
)
from escrow.models import Freeze, Hold, Refund
from escrow.money import Money, total
from escrow.story import Refusal, require, step
from marketplace import completion
from marketplace.models import Order, User
from sellers.models import PerformanceFact


class StillFrozen(Refusal):
    """Something else keeps the money frozen; it has to end first."""


class BankDecides(Refusal):
    """A chargeback is open on the same money: one remedy at a time."""


@dataclass
class Case:
    """A dispute with everything it moves, locked in the one lock order."""

    dispute: Dispute
    order: Order
    holds: dict[object, Hold]
    lines: list[DisputeLine]

    def hold_of(self, line: DisputeLine) -> Hold:
        return self.holds[line.line.hold_id]

    @property
    def unsettled(self) -> list[Hold]:
        return [hold for hold in self.holds.values() if not hold.is_settled()]


@dataclass(frozen=True)
class Terms:
    """What was agreed or decided: how much, by what remedy, and who pays for a parcel."""

    amount: Money
    remedy: str = Remedy.REFUND
    postage_by: str = ""


@step
def locked(dispute: Dispute) -> Case:
    """Holds by id, order, dispute."""
    holds = list(Hold.objects.filter(line__dispute_lines__dispute=dispute).locked())
    order = completion.locked_orders_of(holds)[0]
    row = Dispute.objects.select_for_update(no_key=True).get(pk=dispute.pk)
    row.order = order
    lines = list(row.lines.select_related("line").order_by("line_id"))
    return Case(row, order, {hold.pk: hold for hold in holds}, lines)


@step
def locked_due(dispute_ids: Sequence[str], kind: str) -> Iterator[Case]:
    """Each of the cases whose promise is still due now that it is locked. For batches of one."""
    for dispute in Dispute.objects.filter(pk__in=dispute_ids).order_by("pk"):
        case = locked(dispute)
        if deadlines.due_subjects([str(dispute.pk)], kind, Dispute):
            deadlines.done([dispute], kind)
            yield case


@step
def grant(case: Case, terms: Terms, *, by: User | None) -> None:
    """What stands is done now, or when a parcel has come."""
    check_bank(case)
    case.dispute.granted_minor = terms.amount.minor
    case.dispute.granted_remedy, case.dispute.postage_by = terms.remedy, terms.postage_by
    if not parcels.begin(case, by=by):
        pay_out(case, terms.amount, by=by)


@step
def pay_out(case: Case, refund: Money, *, by: User | None) -> None:
    """The buyer gets `refund`, shared over the disputed lines; the seller gets their rest."""
    check_bank(case)
    _end_freezes(case, refund)
    remembering.remember(case, refund)
    refund = pay(case, refund, reference=case.dispute.reference)
    case.dispute.granted_minor = refund.minor
    if refund and not reasons.is_change_of_mind(case.dispute.reason):
        completion.note(case.order, PerformanceFact.Kind.CLAIM_LOST)
    _close(case)
    case.dispute.resolve(clock.now())
    case.dispute.save()
    _tell(case, refund)
    timeline.say(case.dispute, None, Statement.Kind.DONE, refund=refund.minor)
    audit.record(by, "dispute_resolved", case.order, case.dispute, refund=str(refund))


@step
def let_go(case: Case) -> None:
    """Nothing moves: what was frozen waits on with the time it had left."""
    cause = Freeze.Cause.DISPUTE
    freezing.thaw(case.order, case.unsettled, cause, case.dispute.reference)
    _close(case)
    case.dispute.save()


def is_held_up(case: Case) -> bool:
    """A bank is deciding about the same money; nothing can be paid until it has."""
    return chargebacks.open_on(list(case.holds.values()))


def check_bank(case: Case) -> None:
    """Raises BankDecides while a bank is deciding about the same money."""
    require(
        not is_held_up(case),
        BankDecides,
        _("The buyer's bank is deciding about this payment. The case goes on when it has."),
    )


@step
def pay(case: Case, amount: Money, *, reference: str) -> Money:
    """So much goes to the buyer, shared over the lines; returns how much it was.

    What the seller or a bank gave back meanwhile is not paid twice.
    """
    parts = amount.split([line.amount_minor for line in case.lines])
    given = [
        (hold := case.hold_of(line), min(part, caps.cap(line.line, hold, line.quantity)))
        for line, part in zip(case.lines, parts, strict=True)
    ]
    _move(case, given, reference)
    refunds.request(given, Refund.Reason.DISPUTE, case.dispute.refund_to)
    return total((part for _, part in given), amount.currency)


def _move(case: Case, given: Sequence[tuple[Hold, Money]], reference: str) -> None:
    """What was released already is recovered first: that waits for the seller's account."""
    for hold, part in given:
        if hold.is_settled() and part:
            recovery.recover(hold, part, reference=f"{reference}:{hold.pk}")
    held = [(hold, part) for hold, part in given if not hold.is_settled()]
    if held:
        settling.settle(held, why=case.dispute.pk.hex)


def _end_freezes(case: Case, refund: Money) -> None:
    """An emergency stops what would reach the seller, and nothing that goes back whole."""
    if refund >= total((hold.held for hold in case.unsettled), refund.currency):
        emergency.let_refund(case.unsettled)
    emergency.refuse_release(case.unsettled)
    free = holding.end_freeze(case.unsettled, Freeze.Cause.DISPUTE, case.dispute.reference)
    require(
        len(free) == len(case.unsettled),
        StillFrozen,
        _("Another cause keeps this money frozen. It has to end first."),
    )


def _close(case: Case) -> None:
    """No line is in dispute any more; the order may be complete now."""
    case.dispute.lines.update(open=False)
    parties.end_offers(case.dispute)
    clocks.stop(case.dispute)
    completion.finish([case.order])


def _tell(case: Case, refund: Money) -> None:
    people, key = parties.both(case.dispute), parties.this_time(case.dispute)
    outbox.announce(people, "dispute_resolved", case.dispute, key=key, minor=refund.minor)
