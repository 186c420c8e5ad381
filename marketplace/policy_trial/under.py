"""One past order under one policy: when its money moves, to whom, and what people could still say.

Unsaved rows are handed to the very functions that the stories ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from escrow import holding
from escrow.models import Hold, Policy
from escrow.money import Money
from marketplace import arrival, claim_clock, promises, quotes, stalling
from marketplace.checkout import terms_of_sale
from marketplace.models import Checkout, Order, Shipment
from marketplace.policy_trial.past import Past
from sellers.models import Seller

RELEASED, CANCELLED, UNSENT, LOST, CASE = "released", "cancelled", "unsent", "lost", "case"


@dataclass(frozen=True)
class Outcome:
    """How an order's money ended. `late_minor`: given back after it had gone to the seller."""

    ending: str
    settled_at: datetime
    held: timedelta
    to_buyer: int
    to_seller: int
    commission: int
    plus: int
    claim_until: datetime | None = None
    late_minor: int = 0
    too_late: bool = False


class Under:
    """A policy that past orders are played under."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def play(self, past: Past) -> Outcome:
        """What would have become of it."""
        order = self._order(past)
        at, ending = self._before_delivery(past, order)
        if ending:
            return self._back(past, order, at, ending)
        return self._delivered(past, order)

    def _order(self, past: Past) -> Order:
        """As it stands when it is paid."""
        here, there = "BR", "BR" if past.domestic else "PT"
        order = Order(
            policy=self.policy,
            seller=Seller(level=past.level, country=here),
            checkout=Checkout(country=there, plus=past.plus),
            currency=past.currency,
            total_minor=past.worth.minor,
            ship_by=past.ship_by,
        )
        order.hold_tier = promises.tier_of(order, risky=past.risky)
        promises.keep_promise(order, past.promised_by)
        return order

    def _before_delivery(self, past: Past, order: Order) -> tuple[datetime, str]:
        """The first thing that ends it before it arrives; without a name when nothing does."""
        ends = [(promises.unsent_until(order), UNSENT)] if not _sent_in_time(past, order) else []
        if past.cancelled_at and past.sent_at is None:
            ends.append((past.cancelled_at, CANCELLED))
        assert order.nr_closes_at is not None
        ends += [(order.nr_closes_at, LOST)]
        if lost_at := self._lost_at(past, order):
            ends.append((lost_at, LOST))
        if past.complained_at and not past.delivered_at and past.settled_at:
            ends.append((past.settled_at, CASE))
        first = min(ends)
        came = past.delivered_at and _sent_in_time(past, order) and past.delivered_at <= first[0]
        return (first[0], "") if came else first

    def _lost_at(self, past: Past, order: Order) -> datetime | None:
        """Not scanned for too long, the system complains and a silent seller pays."""
        if past.sent_at is None:
            return None
        seen = [past.sent_at, *past.scans]
        following = [*seen[1:], past.delivered_at]
        for since, then in zip(seen, following, strict=True):
            stalled = stalling.stalls_at(order, since)
            answer = stalled + self.policy.window("seller_answer")
            if then is None or then > answer:
                return answer
        return None

    def _delivered(self, past: Past, order: Order) -> Outcome:
        """It is with the buyer: both clocks run."""
        assert past.delivered_at is not None
        parcel = Shipment(delivered_at=past.delivered_at, proof_grade=past.grade)
        start = arrival.clock_start(order, parcel)
        release_at = arrival.release_instant(order, parcel, start, past.delivered_at)
        if past.extended:
            release_at += self.policy.window("extend")
        by_itself = arrival.after_grace(order, release_at)
        released = min(by_itself, max(past.confirmed_at or by_itself, past.delivered_at))
        return self._judged(past, order, released, claim_clock.ends_at(order, start))

    def _judged(self, past: Past, order: Order, released: datetime, claim: datetime) -> Outcome:
        """With a complaint in time its case ends as it did; a later one finds the money gone."""
        back = past.refunded_minor if past.complained_at else 0
        if past.complained_at is None:
            return self._paid(past, order, released, 0, RELEASED, claim)
        if past.complained_at > claim:
            return self._paid(past, order, released, 0, RELEASED, claim, too_late=True)
        if past.complained_at > released:
            return self._paid(past, order, released, back, RELEASED, claim, late_minor=back)
        settled = max(past.settled_at or released, past.complained_at)
        return self._paid(past, order, settled, back, CASE, claim)

    def _back(self, past: Past, order: Order, at: datetime, ending: str) -> Outcome:
        """Everything goes back; a case gives back what it gave."""
        back = past.refunded_minor if ending == CASE else self._hold(past, order).total.minor
        return self._paid(past, order, at, back, ending, None)

    def _paid(
        self,
        past: Past,
        order: Order,
        at: datetime,
        back: int,
        ending: str,
        claim: datetime | None,
        *,
        late_minor: int = 0,
        too_late: bool = False,
    ) -> Outcome:
        hold = self._hold(past, order)
        back = min(back, hold.total.minor)
        shares = holding.shares(hold, hold.total - Money(back, past.currency))
        return Outcome(
            ending=ending,
            settled_at=at,
            held=at - past.paid_at,
            to_buyer=back,
            to_seller=(shares.seller + shares.reserve).minor,
            commission=shares.commission.minor,
            plus=shares.plus.minor,
            claim_until=claim,
            late_minor=late_minor,
            too_late=too_late,
        )

    def _hold(self, past: Past, order: Order) -> Hold:
        """All of the order's money as one hold."""
        goods = Money(past.goods_minor + past.shipping_minor, past.currency)
        plus = quotes.plus_fee(self.policy, goods).minor if past.plus else 0
        return Hold(
            currency=past.currency,
            goods_minor=past.goods_minor,
            shipping_minor=past.shipping_minor,
            tax_minor=past.tax_minor,
            plus_minor=plus,
            **terms_of_sale(self.policy, order.seller),
        )


def _sent_in_time(past: Past, order: Order) -> bool:
    return past.sent_at is not None and past.sent_at <= promises.unsent_until(order)
