"""The checkout as its page shows it: the same arithmetic that will be charged, or why there is none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from escrow import balances, clock, policy
from escrow.models import Policy
from escrow.money import Money
from marketplace import assurance, quotes
from marketplace.assurance import Windows
from marketplace.models import CartItem, User
from marketplace.quotes import CannotBeBought, Quote, QuotedOrder
from marketplace.ways_to_pay import Way, ways


@dataclass(frozen=True)
class Group:
    """What one seller would send, by when, and how it is protected."""

    order: QuotedOrder
    ship_by: datetime
    protection: Windows


@dataclass(frozen=True)
class ShownCheckout:
    """`quote` is None, and `trouble` a sentence, when it cannot be bought like this."""

    under: Policy
    groups: list[Group]
    quote: Quote | None = None
    trouble: str = ""
    balance: Money | None = None
    from_balance: Money | None = None
    ways: list[Way] = field(default_factory=list)
    way: str = ""

    @property
    def from_card(self) -> Money | None:
        """What is left for the card; all of it unless the balance pays a part."""
        if self.quote is None:
            return None
        whole = self.quote.total
        return whole - self.from_balance if self.from_balance else whole

    @property
    def has_lanes_to_choose(self) -> bool:
        """Whether any shop sends it in more than one way."""
        return any(len(group.order.lanes) > 1 for group in self.groups)

    @property
    def base_days(self) -> int:
        return self.under.window("claim_base").days

    @property
    def plus_days(self) -> int:
        return self.under.window("claim_plus").days


def shown(
    items: list[CartItem],
    country: str,
    *,
    plus: bool,
    buyer: User | None,
    use_balance: bool,
    way: str = "",
    lanes: Collection[int] = (),
) -> ShownCheckout:
    """`from_balance` is None where the buyer does not use the balance. A guest (None) has none.

    A chosen way that cannot pay here, after a change of country perhaps, gives way to the usual.
    """
    try:
        quote = quotes.quote(items, country, plus=plus, lanes=lanes)
    except CannotBeBought as refusal:
        return ShownCheckout(policy.in_force(), [], trouble=str(refusal))
    groups = [_group(order, quote.policy) for order in quote.orders]
    balance = balances.free(buyer, quote.currency) if buyer else None
    part = min(balance, quote.total) if use_balance and balance else None
    able = ways(quote.currency, country)
    codes = [each.code for each in able]
    return ShownCheckout(
        quote.policy,
        groups,
        quote,
        balance=balance,
        from_balance=part,
        ways=able,
        way=way if way in codes else next(iter(codes), ""),
    )


def _group(order: QuotedOrder, under: Policy) -> Group:
    risky = any(line.item.listing.category.risky for line in order.lines)
    return Group(
        order=order,
        ship_by=order.seller.ship_by(clock.now()),
        protection=assurance.windows(order.seller, order.total, risky=risky, under=under),
    )
