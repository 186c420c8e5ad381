"""A seller's money in four figures, and the orders behind those that are still held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet, Sum

from escrow import holding, ledger
from escrow.chart import Kind
from escrow.models import Account, Hold, Payout, Reserve
from escrow.models.hold import HoldState
from escrow.models.payout import UNDER_WAY
from escrow.money import Money
from sellers.models import Seller

HELD, WAITING, TRANSIT = "held", "waiting", "transit"
STATES = {HELD: [HoldState.HELD, HoldState.FROZEN], WAITING: [HoldState.INSPECTING]}
LEFT = F("captured_minor") - F("released_minor") - F("refunded_minor") - F("charged_back_minor")


@dataclass(frozen=True)
class Takings:
    """In one currency. `held` and `waiting` are what buyers paid; fees come off at release.

    `owed` is what the guarantee fund has paid for the seller and has not back; None: it never has.
    """

    currency: str
    held: Money
    held_orders: int
    waiting: Money
    waiting_orders: int
    available: Money
    reserve: Money
    transit: Money
    owed: Money | None = None


@dataclass(frozen=True)
class HeldMoney:
    """One line's money on its way to the seller, and what of it the seller gets."""

    hold: Hold
    order: Any
    title: str
    held: Money
    to_seller: Money


def of(seller: Seller) -> list[Takings]:
    """The figures in every currency: from the holds, the payouts and the ledger, asked once each."""
    figures = {**_figures(HELD), **_figures(WAITING)}
    holds = Hold.objects.filter(seller=seller).order_by().values("currency").annotate(**figures)
    held = {row["currency"]: row for row in holds}
    sent = Payout.objects.filter(seller=seller, state__in=UNDER_WAY).order_by()
    transit = dict(sent.values_list("currency").annotate(minor=Sum("amount_minor")))
    kept = ledger.balances(seller.payable.owner)
    codes = sorted({*held, *kept}) or [settings.HOLDFAST_CURRENCY]
    return [
        _takings(code, held.get(code, {}), transit.get(code, 0), kept.get(code, {}))
        for code in codes
    ]


def _takings(
    currency: str, held: Mapping[str, Any], transit: int, kept: Mapping[str, Money]
) -> Takings:
    nothing = Money.zero(currency)
    return Takings(
        currency=currency,
        held=Money(held.get("held_minor") or 0, currency),
        held_orders=held.get("held_orders", 0),
        waiting=Money(held.get("waiting_minor") or 0, currency),
        waiting_orders=held.get("waiting_orders", 0),
        available=kept.get(Kind.SELLER_PAYABLE, nothing),
        reserve=kept.get(Kind.SELLER_RESERVE, nothing),
        transit=Money(transit, currency),
        owed=kept.get(Kind.SELLER_RECEIVABLE),
    )


def on_its_way(seller: Seller, currency: str) -> QuerySet[Payout]:
    """The payouts that have left the balance and are not at the bank yet."""
    sent = Payout.objects.filter(seller=seller, currency=currency, state__in=UNDER_WAY)
    return sent.select_related("method").order_by("created_at", "pk")


def currencies_of(seller: Seller) -> list[str]:
    """The currencies the seller has earned or holds something in; at least the shop's own."""
    owner = seller.payable.owner
    earned = Account.objects.filter(owner=owner).values_list("currency", flat=True)
    held = Hold.objects.filter(seller=seller).values_list("currency", flat=True)
    found = sorted(set(earned.union(held)))
    return found or [settings.HOLDFAST_CURRENCY]


def behind(seller: Seller, figure: str, currency: str) -> QuerySet[Hold]:
    """The holds that add up to the figure."""
    holds = Hold.objects.filter(seller=seller, currency=currency, state__in=STATES[figure])
    return holds.select_related("line__order__buyer").order_by("release_at", "created_at", "pk")


def kept_back(seller: Seller, currency: str) -> QuerySet[Reserve]:
    """What of the reserve becomes the seller's when, the next one first."""
    kept = Reserve.objects.filter(seller=seller, currency=currency, left_minor__gt=0)
    return kept.select_related("hold__line__order").order_by("due_at", "pk")


def shown(hold: Hold) -> HeldMoney:
    parts = holding.shares(hold, hold.held)
    line = hold.line
    return HeldMoney(hold, line.order, line.title, hold.held, parts.seller + parts.reserve)


def _figures(name: str) -> dict[str, Any]:
    wanted = Q(state__in=STATES[name])
    return {
        f"{name}_minor": Sum(LEFT, filter=wanted),
        f"{name}_orders": Count("line__order", filter=wanted, distinct=True),
    }
