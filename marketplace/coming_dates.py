"""What is still to come for a person, as dates: what they must do, and what happens if they do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from escrow import clock
from escrow.models.hold import HoldState
from marketplace.models import Order, User
from marketplace.models.order import ENDED, OrderState

MOST_ORDERS = 200


@dataclass(frozen=True)
class ComingDate:
    """`then` says what happens at that moment; `key` stays the same when the moment moves."""

    key: str
    at: datetime
    title: str
    then: str
    url: str


def of(user: User) -> list[ComingDate]:
    """The soonest first. Bought and sold, each in a fixed number of queries."""
    bought = (date for order in _open(Order.objects.bought_by(user)) for date in _to_buyer(order))
    sold = (date for order in _open(Order.objects.sold_by(user)) for date in _to_seller(order))
    now = clock.now()
    return sorted((d for d in [*bought, *sold] if d.at > now), key=lambda date: date.at)


def _open(orders: QuerySet[Order]) -> QuerySet[Order]:
    going_on = ~Q(state__in=ENDED) | Q(claim_until__gt=clock.now())
    whole = orders.filter(going_on).select_related("seller", "buyer", "checkout")
    with_rest = whole.prefetch_related("lines__hold", "disputes", "cancel_requests")
    return with_rest.order_by("-placed_at", "-pk")[:MOST_ORDERS]


def _to_buyer(order: Order) -> Iterator[ComingDate]:
    url, named = order.get_absolute_url(), _named(order)
    if order.state == OrderState.PENDING_PAYMENT:
        yield _date(order, "pay", order.checkout.pay_by, _("Pay for %(thing)s") % named, url)
    elif order.is_to_ship() and order.ship_by:
        yield _date(order, "sent", order.ship_by, _("%(shop)s sends %(thing)s") % named, url)
    elif order.state == OrderState.SHIPPED and order.promised_by:
        yield _date(order, "here", order.promised_by, _("%(thing)s is promised") % named, url)
    if release_at := _release_at(order):
        title = _("Is %(thing)s all right? Last moment before %(shop)s is paid") % named
        yield _date(order, "release", release_at, title, url)
    if order.claim_until:
        title = _("Last moment to complain about %(thing)s") % named
        yield _date(order, "claim", order.claim_until, title, url)
    yield from _cases(order)


def _to_seller(order: Order) -> Iterator[ComingDate]:
    url, named = reverse("desk_order", args=[order.number]), _named(order)
    if order.is_to_ship() and order.ship_by:
        yield _date(order, "send", order.ship_by, _("Send %(thing)s to %(buyer)s") % named, url)
    for request in order.cancel_requests.all():
        if request.is_open():
            title = _("%(buyer)s asks to cancel %(thing)s: answer") % named
            yield _date(order, "cancel", request.answer_by, title, url)
    yield from _cases(order)


def _cases(order: Order) -> Iterator[ComingDate]:
    """The next step of each open case, whoever owes it: the case says whose turn it is."""
    for case in order.disputes.all():
        at = case.next_step_by()
        if at:
            title = _("A step is due in the case about %(thing)s") % _named(order)
            yield _date(order, f"case-{case.pk}", at, title, case.get_absolute_url())


def _date(order: Order, kind: str, at: datetime, title: str, url: str) -> ComingDate:
    return ComingDate(f"{order.number}-{kind}", at, title, _then(kind), url)


def _then(kind: str) -> str:
    return {
        "pay": _("If it is not paid by then, it ends and nothing was taken."),
        "sent": _("If it is still not sent after that, you get everything back by itself."),
        "here": _("From the next day on you can say that it has not arrived."),
        "release": _("Then the seller gets the money, unless you say otherwise before."),
        "claim": _("Until then you can complain, even after the money has moved."),
        "send": _("If it is still not sent after that, the buyer gets everything back."),
        "cancel": _("If you say nothing, it is cancelled and the buyer gets everything back."),
    }.get(kind, _("The case says whose turn it is, and what silence means."))


def _named(order: Order) -> dict[str, str]:
    return {
        "thing": order.lines.all()[0].title,
        "shop": order.seller.name,
        "buyer": order.buyer.get_short_name(),
    }


def _release_at(order: Order) -> datetime | None:
    holds = [line.hold for line in order.lines.all()]
    moments = [hold.release_at for hold in holds if hold.state == HoldState.INSPECTING]
    return min((moment for moment in moments if moment), default=None)
