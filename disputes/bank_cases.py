"""The buyer's bank takes a payment back: one remedy at a time.

The bank's case comes first: disputes about the same money wait for it, and end with it where it
takes everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from disputes import bank_cover, bank_marks, clocks, parties, returning, timeline
from disputes.models import Dispute, Statement
from disputes.models.dispute_state import OPEN as OPEN_DISPUTE
from escrow import audit, chargebacks, clock, deadlines, outbox
from escrow.gateways import BankCase, BankState
from escrow.models import Chargeback, Hold, Operation, Payment
from escrow.models.chargeback import ChargebackState
from escrow.story import story
from marketplace import completion, waiting
from marketplace.models import Order
from marketplace.models.order import TO_SHIP

ANSWER = "chargeback_answer"


class ChargeNotKnownYet(LookupError):
    """The bank speaks of a charge whose answer we have not had; the message waits for it."""


@dataclass
class Locked:
    """A payment that a bank takes back, with all it paid for, in the one lock order."""

    payment: Payment
    holds: list[Hold]
    orders: list[Order]
    disputes: list[Dispute]


@story
def note(case: BankCase, gateway: str) -> str:
    """Follow the bank's case to where the provider says it is. Raises ChargeNotKnownYet."""
    everything = _locked(_payment_id(case, gateway))
    chargeback = _known(case, gateway)
    if chargeback is None:
        chargeback = _open(everything, gateway, case)
    chargeback.payment = everything.payment
    if chargeback.is_open():
        _follow(everything, chargeback, case)
    return str(chargeback.state)


def _follow(everything: Locked, chargeback: Chargeback, case: BankCase) -> None:
    if chargeback.state == ChargebackState.WARNING and case.has_moved_money:
        chargebacks.take(chargeback, case)
        bank_marks.note_taken(chargeback, everything.orders)
        _promise_answer(chargeback)
    if case.state == BankState.WON:
        _won(everything, chargeback)
    elif case.state == BankState.LOST:
        _lost(everything, chargeback)


def _open(everything: Locked, gateway: str, case: BankCase) -> Chargeback:
    """Everything this payment paid for stands still, cases between the two included."""
    chargeback = chargebacks.open_case(everything.payment, everything.holds, gateway, case)
    unsettled = [hold for hold in everything.holds if not hold.is_settled()]
    deadlines.cancel(unsettled, *completion.ON_HOLDS)
    for dispute in everything.disputes:
        clocks.pause(dispute)
    _tell(everything, "chargeback_opened", chargeback)
    audit.record(None, "chargeback_opened", chargeback, *everything.orders, reason=case.reason)
    return chargeback


def _promise_answer(chargeback: Chargeback) -> None:
    """A day before the bank's last day our evidence goes to the bank, whoever is asleep."""
    if chargeback.respond_by:
        lead = chargeback.respond_by - bank_cover.ANSWER_BEFORE
        deadlines.set(chargeback, ANSWER, max(lead, clock.now()))


def _won(everything: Locked, chargeback: Chargeback) -> None:
    free = chargebacks.win(chargeback, everything.holds)
    _go_on(everything, free)
    _resume(everything)
    bank_marks.note_won(chargeback, everything.orders)
    _over(everything, chargeback, "chargeback_won")


def _lost(everything: Locked, chargeback: Chargeback) -> None:
    covered = bank_cover.covered(everything.orders, chargeback.reason)
    _end_disputes(everything, chargeback)
    free = chargebacks.lose(chargeback, everything.holds, covered)
    _go_on(everything, free)
    _resume(everything)
    for order in everything.orders:
        if order.state in TO_SHIP and all(hold.is_settled() for hold in _of(order, everything)):
            order.cancel(clock.now())
            order.save()
    settled = [hold for hold in everything.holds if hold.is_settled()]
    completion.settle_clocks(settled)
    completion.finish(everything.orders)
    bank_marks.note_lost(chargeback)
    _over(everything, chargeback, "chargeback_lost")


def _go_on(everything: Locked, free: Sequence[Hold]) -> None:
    """What nothing keeps frozen any more waits on with the time it had left."""
    for order in everything.orders:
        mine = [hold for hold in free if hold in _of(order, everything)]
        waiting.wait_on(order, mine)
        if order.state in TO_SHIP and mine:
            late = clock.now() + order.policy.window("ship_grace")
            deadlines.set(order, "ship_by_missed", max(late, order.ship_by or late))


def _resume(everything: Locked) -> None:
    """The cases go on, unless the bank has another question about the same payment."""
    if chargebacks.open_on(everything.holds):
        return
    for dispute in everything.disputes:
        if dispute.is_open():
            clocks.resume(dispute)


def _end_disputes(everything: Locked, chargeback: Chargeback) -> None:
    """A line whose whole money the bank takes has nothing left to dispute."""
    taken = {hold.pk for hold in chargebacks.emptied(chargeback, everything.holds)}
    for dispute in everything.disputes:
        gone = dispute.lines.filter(line__hold__in=taken)
        if gone.update(open=False) and not dispute.lines.filter(open=True).exists():
            timeline.say(dispute, None, Statement.Kind.BANK_DECIDED)
            parties.end_offers(dispute)
            clocks.stop(dispute)
            returning.call_off(dispute)
            dispute.resolve(clock.now())
            dispute.save()


def _over(everything: Locked, chargeback: Chargeback, kind: str) -> None:
    deadlines.cancel([chargeback], ANSWER)
    _tell(everything, kind, chargeback)
    audit.record(None, kind, chargeback, *everything.orders)


def _tell(everything: Locked, kind: str, chargeback: Chargeback) -> None:
    for order in everything.orders:
        people = [order.buyer_id, order.seller.user_id]
        outbox.announce(people, kind, order, key=f"{chargeback.pk}:{order.pk}")


def _of(order: Order, everything: Locked) -> list[Hold]:
    mine = set(order.lines.values_list("hold_id", flat=True))
    return [hold for hold in everything.holds if hold.pk in mine]


def _known(case: BankCase, gateway: str) -> Chargeback | None:
    found = Chargeback.objects.filter(gateway=gateway, provider_reference=case.reference)
    return found.select_for_update(no_key=True).first()


def _payment_id(case: BankCase, gateway: str) -> UUID:
    charges = Operation.objects.filter(
        kind=Operation.Kind.CHARGE, gateway=gateway, state="succeeded"
    )
    by_key = Q(provider_reference=case.operation_id)
    if len(case.operation_id) in (32, 36):
        by_key |= Q(pk=case.operation_id)
    charge = charges.filter(by_key).first()
    if charge is None or charge.payment_id is None:
        raise ChargeNotKnownYet(case.operation_id)
    return charge.payment_id


def _locked(payment_id: UUID) -> Locked:
    payment = Payment.objects.select_for_update(no_key=True).get(pk=payment_id)
    paid = Hold.objects.filter(fundings__payment=payment, fundings__in_force=True)
    holds = list(paid.locked())
    orders = completion.locked_orders_of(holds)
    found = Dispute.objects.filter(order__in=orders, state__in=OPEN_DISPUTE).order_by("pk")
    disputes = list(found.select_for_update(no_key=True, of=("self",)))
    return Locked(payment, holds, orders, disputes)
