"""What is open of what a person bought, of their balance and of their work here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from escrow import clock
from escrow.balances import place
from escrow.models import Account, Chargeback, Refund
from escrow.models.chargeback import OPEN as DECIDING
from escrow.models.refund import STRANDED, UNDER_WAY
from marketplace.departure.open_things import MOST_OF_A_KIND, OpenThing
from marketplace.models import Order, User
from marketplace.models.order import ENDED


def of(person: User) -> Iterator[OpenThing]:
    if person.is_staff:
        words = _("You work here. An admin takes your rights first.")
        yield OpenThing(words, reverse("account_settings"))
    yield from _orders(person)
    yield from _balance(person)
    yield from _money_back(person)


def unfinished(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Not ended, or still to be complained about."""
    found = orders.filter(~Q(state__in=ENDED) | Q(claim_until__gt=clock.now()))
    return found.order_by("placed_at")[:MOST_OF_A_KIND]


def _orders(person: User) -> Iterator[OpenThing]:
    for order in unfinished(person.orders.select_related("seller", "checkout")):
        named = {"number": order.number, "shop": order.seller.name}
        if order.state not in ENDED:
            words = _("Order %(number)s from %(shop)s has not ended.") % named
        else:
            words = _("You can still complain about order %(number)s from %(shop)s.") % named
        yield OpenThing(words, order.get_absolute_url(), _end_of(order))


def _end_of(order: Order) -> datetime | None:
    return order.claim_until or (None if order.paid_at else order.checkout.pay_by)


def _balance(person: User) -> Iterator[OpenThing]:
    mine = place(person.pk)
    for account in Account.objects.filter(
        kind=mine.kind, owner=mine.owner, balance_minor__gt=0
    ).order_by("currency"):
        words = _("There are %(amount)s in your balance. Send them back first.")
        yield OpenThing(words % {"amount": account.balance.format()}, reverse("account_balance"))


def _money_back(person: User) -> Iterator[OpenThing]:
    waiting = Refund.objects.filter(payment__buyer=person, state__in=[*UNDER_WAY, *STRANDED])
    for refund in waiting.order_by("created_at")[:MOST_OF_A_KIND]:
        words = _("%(amount)s are on their way back to you.")
        yield OpenThing(
            words % {"amount": refund.amount.format()}, reverse("refund", args=[refund.pk])
        )
    banks = Chargeback.objects.filter(payment__buyer=person, state__in=DECIDING)
    for case in banks.order_by("opened_at")[:MOST_OF_A_KIND]:
        words = _("Your bank is deciding about %(amount)s.") % {"amount": case.amount.format()}
        yield OpenThing(words, reverse("orders"))
