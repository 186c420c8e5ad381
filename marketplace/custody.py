"""Providers may keep money only for so long. The cap binds the provider's custody, not the hold.

Two weeks before a payment reaches its provider's cap staff are alerted, so that it is settled to
our bank and the hold goes on. Only where the provider cannot do that is something decided, three
days before the end: what was delivered goes to the seller, what was not goes back to the buyer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from escrow import audit, clock, deadlines, gateways, holding, outbox, policy, refunds, release
from escrow.models import Hold, Payment, Refund
from escrow.money import total
from escrow.story import step, story
from marketplace import completion
from marketplace.models import Order
from marketplace.models.order import TO_SHIP

ALERT, FORCE = "custody_alert", "custody_force"


@step
def promise(payment: Payment) -> None:
    """The two moments before the provider's cap, for providers that have one."""
    able = gateways.get(payment.gateway).capabilities()
    if able.custody_cap_days is None or payment.captured_at is None:
        return
    cap = payment.captured_at + timedelta(days=able.custody_cap_days)
    under = policy.in_force()
    deadlines.set(payment, ALERT, _not_past(cap - under.window("provider_cap_alert")))
    if not able.settles_to_bank:
        deadlines.set(payment, FORCE, _not_past(cap - under.window("provider_cap_force")))


@story
def alert(payment_ids: list[str]) -> None:
    """Some of the payment is still held: staff have it settled to our bank in time."""
    for payment in _locked(payment_ids, ALERT):
        held = total((hold.held for hold in _unsettled(payment)), payment.currency)
        if held:
            audit.record(None, "custody_alert", payment, held=str(held))
        deadlines.done([payment], ALERT)


@story
def force(payment_ids: list[str]) -> None:
    """The provider will keep it no longer and cannot hand it to us: delivered or not decides."""
    for payment in _locked(payment_ids, FORCE):
        holds = [hold for hold in _unsettled(payment) if hold.is_running()]
        orders = completion.locked_orders_of(holds)
        _release([hold for hold in holds if hold.delivered_at])
        _refund([hold for hold in holds if not hold.delivered_at])
        _end(orders, holds)
        deadlines.done([payment], FORCE)


def _release(holds: Sequence[Hold]) -> None:
    if holds:
        release.release(holds)
        completion.settle_clocks(holds)


def _refund(holds: Sequence[Hold]) -> None:
    if holds:
        given = holding.refund_all(holds, why="custody")
        refunds.request(given, Refund.Reason.PROVIDER_CAP)
        completion.settle_clocks(holds)


def _end(orders: Sequence[Order], holds: Sequence[Hold]) -> None:
    for order in orders:
        open_holds = Hold.objects.unsettled().filter(line__order=order)
        if order.state in TO_SHIP and not open_holds.exists():
            order.cancel(clock.now())
            order.save()
        people = [order.buyer_id, order.seller.user_id]
        outbox.announce(people, "custody_ended", order)
        audit.record(None, "custody_forced", order, holds=[str(hold.pk) for hold in holds])
    completion.finish(orders)


def _unsettled(payment: Payment) -> list[Hold]:
    paid = Hold.objects.unsettled().filter(fundings__payment=payment, fundings__in_force=True)
    return list(paid.locked())


def _locked(payment_ids: list[str], kind: str) -> list[Payment]:
    due = deadlines.due_subjects(payment_ids, kind, Payment)
    found = Payment.objects.filter(pk__in=due).order_by("pk")
    return list(found.select_for_update(no_key=True))


def _not_past(moment: datetime) -> datetime:
    return max(moment, clock.now())
