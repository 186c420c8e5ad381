"""How much may be on its way to buyers from one shop: new shops and restricted ones have a limit.

A shop that takes money for things it never sends can take no more than that.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q, Sum
from django.utils.translation import gettext as _

from escrow.models import Hold, Policy
from escrow.models.hold import OPEN, HoldState
from escrow.money import Money
from escrow.story import require, step
from marketplace.quotes import CannotBeBought, QuotedOrder
from sellers.models import Seller
from sellers.models.seller import Level

LIMITS = {Level.NEW: "open_new", Level.RESTRICTED: "open_restricted"}
PRICE = F("goods_minor") + F("shipping_minor") + F("tax_minor") + F("plus_minor")
LEFT = F("captured_minor") - F("released_minor") - F("refunded_minor") - F("charged_back_minor")


@step
def check(orders: Iterable[QuotedOrder], under: Policy) -> None:
    """Each shop can take its order. Two purchases of one shop come one after the other.

    Raises CannotBeBought.
    """
    asked = {order.seller.pk: order for order in orders if order.seller.level in LIMITS}
    rows = Seller.objects.filter(pk__in=asked).order_by("pk")
    for seller in rows.select_for_update(no_key=True, of=("self",)):
        order = asked[seller.pk]
        most = limit_of(seller, order.currency, under)
        if most is not None:
            left = max(most - open_money(seller, order.currency), Money.zero(order.currency))
            require(order.total <= left, CannotBeBought, _sentence(seller, left))


def limit_of(seller: Seller, currency: str, under: Policy) -> Money | None:
    """None: as much as people buy."""
    name = LIMITS.get(Level(seller.level))
    return under.amount(name, currency) if name else None


def open_money(seller: Seller, currency: str) -> Money:
    """What buyers have paid, or are about to, and is neither theirs again nor the shop's yet."""
    mine = Hold.objects.filter(seller=seller, currency=currency)
    found = mine.aggregate(
        asked=Sum(PRICE, filter=Q(state=HoldState.PENDING)),
        held=Sum(LEFT, filter=Q(state__in=OPEN)),
    )
    return Money((found["asked"] or 0) + (found["held"] or 0), currency)


def _sentence(seller: Seller, left: Money) -> str:
    return _(
        "%(shop)s can take orders for %(left)s more until some of its parcels have arrived. "
        "Buy less of it now, or come back in some days."
    ) % {"shop": seller.name, "left": left.format()}
