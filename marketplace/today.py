"""A seller's orders on shelves, and what must be done with them by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from marketplace import keyset
from marketplace.models import Order
from marketplace.models.order import ENDED, TO_SHIP, OrderState
from sellers.models import Seller

SHORT = 8
AWAITING_SELLER = "awaiting_seller"
# The states of a case that its seller reads as "with our staff"; the others wait for the two.
WITH_STAFF = (
    "escalated",
    "under_review",
    "evidence_requested",
    "draft_decision",
    "decided",
    "appealed",
)
PARCELS = ("awaiting_return", "awaiting_replacement")
BETWEEN_THE_TWO = ("negotiating", "settled", *PARCELS)


def in_case(*states: str) -> Exists:
    """Whether a case about the order stands there."""
    return Exists(Order.objects.filter(pk=OuterRef("pk"), disputes__state__in=states))


def sellers_parcel() -> Exists:
    """Whether a case waits for the seller's address, inspection or second parcel."""
    same, back = Order.objects.filter(pk=OuterRef("pk")), "disputes__returns__state__in"
    to_do = Q(**{back: ("label_due", "delivered_to_seller")})
    unsent = Q(disputes__state="awaiting_replacement", disputes__replacements=None)
    return Exists(same.filter((Q(disputes__state="awaiting_return") & to_do) | unsent))


def asked_to_cancel() -> Exists:
    """Whether the buyer waits to hear if the order may be cancelled."""
    return Exists(Order.objects.filter(pk=OuterRef("pk"), cancel_requests__state="open"))


GOES_ON = ~in_case(AWAITING_SELLER, *BETWEEN_THE_TWO, *WITH_STAFF)
SHELVES: dict[str, tuple[Any, Any]] = {
    "answer": (in_case(AWAITING_SELLER), Min("disputes__answer_by")),
    "talk": (in_case(*BETWEEN_THE_TWO), Min("disputes__negotiate_by")),
    "parcel": (sellers_parcel(), Min("disputes__parcel_by")),
    "cancel": (asked_to_cancel(), Min("cancel_requests__answer_by")),
    "send": (Q(state__in=TO_SHIP) & ~asked_to_cancel(), F("ship_by")),
    "staff": (in_case(*WITH_STAFF), Min("disputes__decide_by")),
    "way": (Q(state=OrderState.SHIPPED) & GOES_ON, F("promised_by")),
    "waiting": (Q(state=OrderState.DELIVERED) & GOES_ON, F("delivered_at")),
    "done": (Q(state__in=ENDED, paid_at__isnull=False) & GOES_ON, F("ended_at")),
}

WAIT_FOR_SELLER = ("answer", "parcel", "cancel", "send")


@dataclass(frozen=True)
class Job:
    """Something to do with an order before an instant: "send" it, "answer" the case, say whether
    it may be "cancel"led, or see to its "parcel"."""

    kind: str
    order: Order
    by: datetime
    dispute: Any = None


def shelf(seller: Seller, name: str) -> QuerySet[Order]:
    """The orders on one shelf, most urgent first; what is done, newest first."""
    wanted, due = SHELVES[name]
    found = Order.objects.filter(wanted, seller=seller)
    along = along_of(name)
    way = "-" if along.descending else ""
    return found.annotate(due=Coalesce(due, F("placed_at"))).order_by(f"{way}due", f"{way}pk")


def along_of(name: str) -> keyset.Along:
    """Along what one shelf is sorted."""
    return keyset.Along("due", keyset.moment, descending=name == "done")


def counts(seller: Seller) -> dict[str, int]:
    """How many orders stand on each shelf."""
    counted = {
        name: Count("pk", filter=wanted, distinct=True) for name, (wanted, _) in SHELVES.items()
    }
    return Order.objects.filter(seller=seller).aggregate(**counted)


def overview(seller: Seller) -> dict[str, list[Order]]:
    """The first few of each shelf, with their money and cases."""
    first = [
        shelf(seller, name).annotate(on=Value(name)).values_list("on", "due", "pk")[:SHORT]
        for name in SHELVES
    ]
    found = list(first[0].union(*first[1:], all=True))
    orders = with_cases({pk for _, _, pk in found})
    return {name: [orders[pk] for pk in _on(name, found)] for name in SHELVES}


def _on(name: str, found: Iterable[tuple[str, datetime, int]]) -> list[int]:
    """Those of one shelf, sorted again as the shelf is: all of them came in one answer."""
    mine = sorted((due, pk) for on, due, pk in found if on == name)
    return [pk for _, pk in (reversed(mine) if along_of(name).descending else mine)]


def with_cases(ids: Iterable[int]) -> dict[int, Order]:
    """The orders by id, with everything that a row or the order's page shows."""
    return (
        Order.objects.with_holds()
        .with_first_parcels()
        .prefetch_related("lines__hold__freezes", "disputes", "cancel_requests")
        .in_bulk(list(ids))
    )


def jobs(shelves: dict[str, list[Order]]) -> list[Job]:
    """What to do, by deadline."""
    sends = [Job("send", order, order.ship_by) for order in shelves["send"] if order.ship_by]
    answers = [
        Job("answer", order, dispute.answer_by, dispute)
        for order in shelves["answer"]
        for dispute in order.disputes.all()
        if dispute.state == AWAITING_SELLER and dispute.answer_by
    ]
    parcels = [
        Job("parcel", order, dispute.parcel_by, dispute)
        for order in shelves["parcel"]
        for dispute in order.disputes.all()
        if dispute.state in PARCELS and dispute.parcel_by
    ]
    cancels = [
        Job("cancel", order, request.answer_by)
        for order in shelves["cancel"]
        for request in order.cancel_requests.all()
        if request.is_open()
    ]
    return sorted([*sends, *answers, *parcels, *cancels], key=lambda job: job.by)
