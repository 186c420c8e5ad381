"""Which case comes first: the day it is due, brought forward by its amount and by who waits.

In words: a head start of six hours, times 1, 2 or 3 for the amount, times 1 and one more for each
fact that makes one of the two easier to hurt. A moment, and no score: it never changes by itself,
so the queue is one index.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Avg, Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disputes.models import Dispute
from disputes.models.dispute_state import Band
from escrow import clock
from escrow.story import step
from marketplace.models import Order

HEAD_START = timedelta(hours=6)
TIMES = {Band.SMALL: 1, Band.MIDDLE: 2, Band.LARGE: 3}
MUCH = 3  # times what somebody usually pays
USUAL_FROM = 2  # orders; from fewer nothing is usual
LONG = timedelta(days=14)
MOST_FACTS = 2

WORDS: dict[str, Promise] = {
    "danger": _("somebody can be hurt by it"),
    "first_purchase": _("the buyer's first purchase here"),
    "much_for_them": _("much more than the buyer usually pays"),
    "first_sale": _("the shop's first sale"),
    "waits_long": _("it has waited for two weeks"),
}


@step
def weigh(dispute: Dispute) -> None:
    """Note what brings it forward. For a locked case; whoever sets its day saves it."""
    dispute.band = band_of(dispute)
    dispute.urgent_for = [code for code, is_so in FACTS.items() if is_so(dispute)]
    times = TIMES[Band(dispute.band)] * (1 + min(len(dispute.urgent_for), MOST_FACTS))
    dispute.head_start_minutes = int(HEAD_START.total_seconds()) * times // 60


def band_of(dispute: Dispute) -> Band:
    """By the policy's own amounts, so that it is the same in every currency."""
    policy, claimed = dispute.order.policy, dispute.claimed
    if claimed <= policy.amount("auto_resolve", dispute.currency):
        return Band.SMALL
    is_middle = claimed <= policy.amount("one_staff", dispute.currency)
    return Band.MIDDLE if is_middle else Band.LARGE


def _is_danger(dispute: Dispute) -> bool:
    return dispute.reason == "ND-UNSAFE"


def _is_first_purchase(dispute: Dispute) -> bool:
    paid = Order.objects.filter(buyer=dispute.order.buyer_id, paid_at__isnull=False)
    return not paid.exclude(pk=dispute.order_id).exists()


def _is_much_for_them(dispute: Dispute) -> bool:
    before = Order.objects.filter(
        buyer=dispute.order.buyer_id, currency=dispute.currency, paid_at__isnull=False
    ).exclude(pk=dispute.order_id)
    usual = before.aggregate(many=Count("pk"), mean=Avg("total_minor"))
    return bool(
        usual["many"] >= USUAL_FROM and dispute.claimed.minor >= MUCH * float(usual["mean"])
    )


def _is_first_sale(dispute: Dispute) -> bool:
    paid = Order.objects.filter(seller=dispute.order.seller_id, paid_at__isnull=False)
    return not paid.exclude(pk=dispute.order_id).exists()


def _waits_long(dispute: Dispute) -> bool:
    return clock.now() - dispute.opened_at >= LONG


FACTS: dict[str, Callable[[Dispute], bool]] = {
    "danger": _is_danger,
    "first_purchase": _is_first_purchase,
    "much_for_them": _is_much_for_them,
    "first_sale": _is_first_sale,
    "waits_long": _waits_long,
}
