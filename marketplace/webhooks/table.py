"""The kinds of event that come from orders, listings, payouts and conversations."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import BaseSerializer

from escrow.models import Payout
from marketplace.api.conversations import MessageSerializer
from marketplace.api.listings import ListingSerializer
from marketplace.api.order_shapes import OrderSerializer
from marketplace.api.payout_shapes import PayoutSerializer
from marketplace.models import Listing, Message, Order, WebhookEvent
from marketplace.models.order import OrderQuerySet
from marketplace.webhooks.kinds import EventKind, Told
from sellers.models import Seller


def about_order(event: WebhookEvent) -> Told:
    return _orders(Order.objects.filter(pk=event.subject_id))


def about_purchase(event: WebhookEvent) -> Told:
    """One purchase, an order of each shop."""
    return _orders(Order.objects.filter(checkout=UUID(event.subject_id)))


def about_payout(event: WebhookEvent) -> Told:
    payout = Payout.objects.select_related("seller__user", "method").get(pk=event.subject_id)
    return [(payout.seller, partial(shape, PayoutSerializer, payout, payout.seller))]


def about_listing(event: WebhookEvent) -> Told:
    whole = Listing.objects.with_card().select_related("seller__user", "category")
    listing = whole.get(pk=event.subject_id)
    return [(listing.seller, partial(shape, ListingSerializer, listing, listing.seller))]


def about_message(event: WebhookEvent) -> Told:
    """What the buyer said, as the shop reads it; its own words are no news to it."""
    whole = Message.objects.select_related("conversation__seller__user", "conversation__order")
    message = whole.get(pk=event.detail["message"])
    seller = message.conversation.seller
    return [] if message.by_id == seller.user_id else [(seller, partial(_said, message))]


def shape(of: type[BaseSerializer[Any]], thing: Any, seller: Seller) -> dict[str, Any]:
    """As the API shows it to this shop."""
    context = {"request": SimpleNamespace(user=seller.user)}
    return dict(of(thing, context=context).data)


def _said(message: Message) -> dict[str, Any]:
    talk = message.conversation
    where = {"conversation": str(talk.key), "order": talk.order.number if talk.order else None}
    return where | shape(MessageSerializer, message, talk.seller)


def _orders(orders: OrderQuerySet) -> Told:
    found = orders.with_money().select_related("seller__user").order_by("pk")
    return [(order.seller, partial(shape, OrderSerializer, order, order.seller)) for order in found]


def _of_order(name: str, words: Any, *actions: str) -> EventKind:
    return EventKind(name, words, "order", frozenset(actions), about_order)


ORDERS = [
    EventKind(
        "order.placed",
        _("Somebody buys, and has not paid yet."),
        "checkout",
        frozenset({"placed"}),
        about_purchase,
    ),
    EventKind(
        "order.expired",
        _("Nobody paid in time, or the buyer left."),
        "checkout",
        frozenset({"expired_unpaid", "left"}),
        about_purchase,
    ),
    _of_order("order.paid", _("It is paid: send it in time."), "paid"),
    _of_order("order.cancel_asked", _("The buyer would rather not have it."), "asked_to_cancel"),
    _of_order("order.shipped", _("A parcel of it was sent."), "shipped"),
    _of_order("order.delivered", _("A parcel of it has arrived."), "delivered"),
    _of_order("order.released", _("Money of it became yours."), "released"),
    _of_order("order.completed", _("Every cent of it has found its end."), "completed"),
    _of_order(
        "order.cancelled",
        _("It was not sent, and the buyer has everything back."),
        "refunded_cancelled",
        "refunded_cancelled_by_buyer",
        "refunded_not_dispatched",
    ),
    _of_order(
        "order.refunded",
        _("Money of it goes back to the buyer."),
        "refunded_by_seller",
        "refunded_presumed_lost",
    ),
    _of_order("order.reviewed", _("The reviews of it can be read."), "reviews_revealed"),
]
OTHERS = [
    EventKind(
        "message.received",
        _("A buyer has written to you."),
        "conversation",
        frozenset({"said"}),
        about_message,
    ),
    EventKind(
        "listing.taken_down",
        _("Our staff took a listing down."),
        "listing",
        frozenset({"listing_frozen"}),
        about_listing,
    ),
    EventKind(
        "listing.back",
        _("A listing that was taken down is back."),
        "listing",
        frozenset({"listing_unfrozen"}),
        about_listing,
    ),
    EventKind(
        "payout.sent",
        _("Money leaves for your bank."),
        "payout",
        frozenset({"payout_assembled"}),
        about_payout,
    ),
    EventKind(
        "payout.paid",
        _("Your bank has the money."),
        "payout",
        frozenset({"payout_paid"}),
        about_payout,
    ),
    EventKind(
        "payout.failed",
        _("Your bank would not take it, or sent it back."),
        "payout",
        frozenset({"payout_failed", "payout_returned", "payout_given_up"}),
        about_payout,
    ),
]
KINDS = [*ORDERS, *OTHERS]
