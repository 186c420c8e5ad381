"""A seller gives money back by their own will: a line or a part of it, before or after release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.utils.translation import gettext as _

from escrow import audit, chargebacks, clock, holding, outbox, recovery, refunds
from escrow.models import Hold, Refund
from escrow.money import Money
from escrow.story import Refusal, require, story
from marketplace import arrival, completion
from marketplace.models import Order, User
from marketplace.models.order import OrderState


class CannotBeRefunded(Refusal):
    """The money is in dispute, has gone back already, or the seller does not have it any more."""


@dataclass(frozen=True)
class Cost:
    """What the buyer gets, and who bears it: the seller, and Holdfast with its fee."""

    buyer_gets: Money
    seller_bears: Money
    fee_back: Money


@story
def refund_by_seller(
    number: str,
    *,
    by: User,
    line: int,
    amount: Money | None = None,
    seen_most: Money | None = None,
) -> Order:
    """Give the buyer so much of a line back, all of it unless an amount is named.

    While Holdfast holds the money it comes out of the hold, and the rest waits on. After the
    release it comes out of our commission, the seller's reserve and balance. `seen_most` is what
    could be given back when the seller looked: a second click finds less. Raises
    CannotBeRefunded.
    """
    plain = Order.objects.sold_by(by).get(number=number)
    holds = list(Hold.objects.filter(line__order=plain).locked())
    order = completion.locked_orders_of(holds)[0]
    hold = _hold_of(order, holds, line)
    most = refundable(hold)
    asked = most if amount is None else amount
    require(
        seen_most is None or seen_most == most,
        CannotBeRefunded,
        _("Some of it has gone back since you looked. Please look again."),
    )
    _check(hold, asked, most)
    _give_back(order, hold, holds, asked)
    people = [order.buyer_id, order.seller.user_id]
    outbox.announce(people, "refunded_seller", order, minor=asked.minor, key=str(uuid4()))
    audit.record(by, "refunded_by_seller", order, amount=str(asked), line=line)
    return order


def refundable(hold: Hold) -> Money:
    """The most a seller can give back of it now; nothing while it is in dispute."""
    if hold.is_running():
        return hold.held
    if not hold.released or not hold.is_settled():
        return Money.zero(hold.currency)
    return recovery.recoverable(hold)


def cost(hold: Hold, asked: Money) -> Cost:
    """What giving so much back would cost: before the release, what the seller would have got."""
    if hold.is_settled():
        fee = recovery.commission_back(hold, asked)
        return Cost(asked, asked - fee, fee)
    whole, rest = holding.shares(hold, hold.held), holding.shares(hold, hold.held - asked)
    fee = whole.commission - rest.commission
    others = (whole.plus - rest.plus) + (whole.tax - rest.tax)
    return Cost(asked, asked - fee - others, fee)


def _check(hold: Hold, asked: Money, most: Money) -> None:
    require(
        bool(most) and not chargebacks.open_on([hold]),
        CannotBeRefunded,
        _("Nothing of this can be refunded now: it is in dispute, or it has gone back already."),
    )
    require(
        Money.zero(hold.currency) < asked <= most,
        CannotBeRefunded,
        _("Give back more than nothing and at most %(most)s.") % {"most": most.format()},
    )
    if hold.is_settled():
        own = asked - recovery.commission_back(hold, asked)
        require(
            own <= recovery.sellers_money(hold),
            CannotBeRefunded,
            _("You have paid this money out already. Wait for another sale, or ask us for help."),
        )


def _give_back(order: Order, hold: Hold, holds: Sequence[Hold], asked: Money) -> None:
    key = f"seller-refund:{hold.pk}:{hold.refunded_minor + hold.recovered_minor}"
    if hold.is_settled():
        recovery.recover(hold, asked, reference=key)
    elif asked < hold.held:
        holding.refund_part(hold, asked, key=key)
    else:
        holding.refund_all([hold], why="seller")
        completion.settle_clocks([hold])
    refunds.request([(hold, asked)], Refund.Reason.SELLER)
    _move_on(order, holds)


def _move_on(order: Order, holds: Sequence[Hold]) -> None:
    """An order of which everything went back before it was sent is cancelled."""
    everything_back = all(hold.is_settled() and not hold.released for hold in holds)
    if order.state == OrderState.PAID and everything_back:
        order.cancel(clock.now())
        order.save()
    elif order.state == OrderState.PARTIALLY_SHIPPED and not _unsent(order):
        order.ship(clock.now())
        order.save()
    arrival.deliver_if_arrived(order)
    completion.finish([order])


def _unsent(order: Order) -> bool:
    return order.lines.unsent().exists()


def _hold_of(order: Order, holds: Sequence[Hold], line: int) -> Hold:
    wanted = order.lines.filter(pk=line).values_list("hold_id", flat=True).first()
    hold = next((hold for hold in holds if hold.pk == wanted), None)
    if hold is None:
        raise CannotBeRefunded(_("Choose what the money is for."))
    return hold
