"""What a cart would cost, sent to a country: the same arithmetic that the checkout charges."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from escrow import clock, policy
from escrow.models import Policy
from escrow.money import Money, total
from escrow.story import Refusal
from marketplace import taxes
from marketplace.models import CartItem, ShippingLane
from marketplace.models.shipping_lane import EVERYWHERE
from marketplace.taxes import Tax
from sellers.models import Seller


class CannotBeBought(Refusal):
    """Something in the cart cannot be sold like this; the sentence says what and why."""


@dataclass
class QuotedLine:
    """One variant: `shipping`, `tax` and `plus` are its shares of the order's."""

    item: CartItem
    goods: Money
    shipping: Money
    tax: Money
    plus: Money

    @property
    def total(self) -> Money:
        return self.goods + self.shipping + self.tax + self.plus


@dataclass
class QuotedOrder:
    """What one seller would send, for how much, and when it would come; `lanes` can be chosen from."""

    seller: Seller
    lane: ShippingLane
    lines: list[QuotedLine] = field(default_factory=list)
    lanes: list[ShippingLane] = field(default_factory=list)
    tax_at: Tax | None = None

    @property
    def currency(self) -> str:
        return self.lane.currency

    @property
    def goods(self) -> Money:
        return total((line.goods for line in self.lines), self.currency)

    @property
    def shipping(self) -> Money:
        return total((line.shipping for line in self.lines), self.currency)

    @property
    def total(self) -> Money:
        return total((line.total for line in self.lines), self.currency)

    @property
    def arrives(self) -> tuple[date, date]:
        """The earliest and the latest promised day."""
        sent = self.seller.ship_by(clock.now()).astimezone(self.seller.zone).date()
        return (
            sent + timedelta(days=self.lane.days_min),
            sent + timedelta(days=self.lane.days_max),
        )


@dataclass
class Quote:
    """The whole purchase. `plus_fee` is what Plus would cost, chosen or not."""

    orders: list[QuotedOrder]
    policy: Policy
    currency: str
    plus_fee: Money
    plus: bool

    @property
    def tax_at(self) -> Tax | None:
        """One place, one tax."""
        return self.orders[0].tax_at

    @property
    def tax(self) -> Money:
        return total((line.tax for line in self.lines), self.currency)

    @property
    def goods(self) -> Money:
        return total((order.goods for order in self.orders), self.currency)

    @property
    def shipping(self) -> Money:
        return total((order.shipping for order in self.orders), self.currency)

    @property
    def total(self) -> Money:
        return total((order.total for order in self.orders), self.currency)

    @property
    def lines(self) -> list[QuotedLine]:
        return [line for order in self.orders for line in order.lines]


def quote(
    items: Iterable[CartItem], country: str, *, plus: bool = False, lanes: Collection[int] = ()
) -> Quote:
    """Price the items, sent to the country by the lanes of these ids, else by the cheapest.

    Raises CannotBeBought.
    """
    listed = sorted(items, key=lambda item: (item.listing.seller_id, item.variant_id))
    if not listed:
        raise CannotBeBought(_("Your cart is empty."))
    currency = _one_currency(listed)
    orders = [_order(group, country, lanes) for group in _by_seller(listed)]
    in_force = policy.in_force()
    made = Quote(orders, in_force, currency, Money.zero(currency), plus)
    made.plus_fee = plus_fee(in_force, made.goods + made.shipping)
    if plus:
        _share_plus(made)
    return made


def plus_fee(in_force: Policy, worth: Money) -> Money:
    """What Plus costs for that much of goods and shipping."""
    return max(
        in_force.amount("plus_minimum", worth.currency), worth.share(in_force.bps("plus_bps"))
    )


def lanes_to(seller: Seller, country: str, currency: str) -> list[ShippingLane]:
    """The seller's own lanes to the country, else those that serve everywhere; the cheapest first."""
    lanes = [lane for lane in seller.lanes.all() if lane.currency == currency]
    own = [lane for lane in lanes if lane.country == country]
    able = own or [lane for lane in lanes if lane.country == EVERYWHERE]
    return sorted(able, key=lambda lane: (lane.price_minor, lane.days_max, lane.pk))


def lane_to(seller: Seller, country: str, currency: str) -> ShippingLane | None:
    """The cheapest of them: what is meant where nothing is chosen."""
    return next(iter(lanes_to(seller, country, currency)), None)


def _order(items: list[CartItem], country: str, chosen: Collection[int]) -> QuotedOrder:
    seller = items[0].listing.seller
    lanes = lanes_to(seller, country, items[0].listing.currency)
    lane = next((one for one in lanes if one.pk in chosen), None) or next(iter(lanes), None)
    if lane is None:
        raise CannotBeBought(
            _(
                "%(shop)s does not send to this country. Take its things out, or choose another address."
            )
            % {"shop": seller.name}
        )
    goods = [_goods(item) for item in items]
    shipping = lane.price.split([amount.minor for amount in goods])
    tax_at = taxes.to(country)
    worth = [each + sent for each, sent in zip(goods, shipping, strict=True)]
    tax = taxes.shares(tax_at, worth, lane.currency)
    none = Money.zero(lane.currency)
    lines = [QuotedLine(*parts, none) for parts in zip(items, goods, shipping, tax, strict=True)]
    return QuotedOrder(seller, lane, lines, lanes, tax_at)


def _goods(item: CartItem) -> Money:
    variant = item.variant
    if not variant.is_for_sale() or variant.available < item.quantity:
        raise CannotBeBought(
            _("“%(title)s” is no longer available in that number: %(left)s left.")
            % {
                "title": variant.title,
                "left": variant.available if variant.is_for_sale() else 0,
            }
        )
    return item.total


def _share_plus(made: Quote) -> None:
    shares = made.plus_fee.split([(line.goods + line.shipping).minor for line in made.lines])
    for line, share in zip(made.lines, shares, strict=True):
        line.plus = share


def _one_currency(items: list[CartItem]) -> str:
    currencies = {item.listing.currency for item in items}
    if len(currencies) > 1:
        raise CannotBeBought(
            _("A checkout is in one currency. Buy these things one after the other.")
        )
    return currencies.pop()


def _by_seller(items: list[CartItem]) -> list[list[CartItem]]:
    groups: dict[int, list[CartItem]] = {}
    for item in items:
        groups.setdefault(item.listing.seller_id, []).append(item)
    return list(groups.values())
