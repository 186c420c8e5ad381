"""Every order of a purchase is paid: the clocks start, the sellers are told, the things are sold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import F

from escrow import audit, clock, deadlines, outbox
from escrow.models import Payment
from escrow.story import step
from marketplace import completion, custody, emergency_freeze
from marketplace.models import Order, OrderLine, Variant
from marketplace.promises import promise, tier_of
from sellers.models import PerformanceFact

FIELDS = [
    "state",
    "paid_at",
    "hold_tier",
    "ship_by",
    "promised_from",
    "promised_by",
    "nr_opens_at",
    "nr_closes_at",
]


@step
def begin(orders: Sequence[Order], lines: Sequence[OrderLine], payments: Iterable[Payment]) -> None:
    """The locked orders' money is held; however many they are, they are written at once."""
    risky = {line.order_id for line in lines if line.listing.category.risky}
    for order in orders:
        order.pay(clock.now())
        order.hold_tier = tier_of(order, risky=order.pk in risky)
    promised = [_promised(order) for order in orders]
    Order.objects.bulk_update(orders, FIELDS)
    clocks = [each for both in promised for each in both]
    deadlines.set_instead(clocks, of=orders[0].checkout, kind="unpaid")
    for payment in payments:
        custody.promise(payment)
    _tell(orders)
    emergency_freeze.join(orders)
    _commit_stock(lines)


def _promised(order: Order) -> list[deadlines.Promise]:
    not_sent_at, presumed_lost_at = promise(order)
    return [(order, "ship_by_missed", not_sent_at), (order, "never_arrived", presumed_lost_at)]


def _tell(orders: Sequence[Order]) -> None:
    news = [(order.seller.user_id, "order_to_send", order) for order in orders]
    outbox.announce_each(news + [(order.buyer_id, "order_paid", order) for order in orders])
    first = orders[0]
    audit.record(first.buyer, "paid", *orders, policy=first.policy_sha256)
    completion.note_each(orders, PerformanceFact.Kind.SALE)


def _commit_stock(lines: Iterable[OrderLine]) -> None:
    for line in sorted(lines, key=lambda each: each.variant_id):
        Variant.objects.filter(pk=line.variant_id).update(
            on_hand=F("on_hand") - line.quantity, reserved=F("reserved") - line.quantity
        )
