"""What is open of a person's shop: sales, money, what it owes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escrow.chart import Kind
from escrow.models import Account, Chargeback, Payout
from escrow.models.chargeback import OPEN as DECIDING
from escrow.models.payout import UNSETTLED
from marketplace.departure.buying import unfinished
from marketplace.departure.open_things import MOST_OF_A_KIND, OpenThing
from marketplace.models import User
from marketplace.models.order import ENDED
from sellers.models import Seller

MONEY: dict[str, Any] = {
    Kind.SELLER_PAYABLE: gettext_lazy("Your shop has %(amount)s that are not paid out."),
    Kind.SELLER_RESERVE: gettext_lazy("%(amount)s of your shop are kept back for a while."),
    Kind.SELLER_RECEIVABLE: gettext_lazy("Your shop owes the guarantee fund %(amount)s."),
    Kind.CHARGEBACK_RECEIVABLE: gettext_lazy("Your shop owes %(amount)s for what banks took back."),
}


def of(person: User) -> Iterator[OpenThing]:
    shop = Seller.objects.filter(user=person).first()
    if shop:
        yield from _sales(shop)
        yield from _money(shop)
        yield from _on_its_way(shop)


def _sales(shop: Seller) -> Iterator[OpenThing]:
    for order in unfinished(shop.orders.all()):
        url = reverse("desk_order", args=[order.number])
        if order.state not in ENDED:
            words = _("Order %(number)s in your shop has not ended.")
        else:
            words = _("The buyer of order %(number)s can still complain.")
        yield OpenThing(words % {"number": order.number}, url, order.claim_until)


def _money(shop: Seller) -> Iterator[OpenThing]:
    found = Account.objects.filter(
        kind__in=MONEY, owner=f"seller:{shop.pk}", balance_minor__gt=0
    ).order_by("kind", "currency")
    for account in found:
        words = MONEY[account.kind] % {"amount": account.balance.format()}
        yield OpenThing(words, reverse("desk_balance"))


def _on_its_way(shop: Seller) -> Iterator[OpenThing]:
    for payout in Payout.objects.filter(seller=shop, state__in=UNSETTLED)[:MOST_OF_A_KIND]:
        words = _("%(amount)s are on their way to your bank.")
        yield OpenThing(words % {"amount": payout.amount.format()}, payout.get_absolute_url())
    banks = Chargeback.objects.filter(
        payment__fundings__hold__seller=shop, state__in=DECIDING
    ).distinct()
    for case in banks[:MOST_OF_A_KIND]:
        words = _("A buyer's bank is deciding about %(amount)s.")
        yield OpenThing(words % {"amount": case.amount.format()}, reverse("desk"))
