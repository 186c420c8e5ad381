"""Where an order's money is now, who gets it, when, and how to stop it: one answer for both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from escrow import clock, holding
from escrow.models import Hold, HoldFunding
from escrow.models.hold import HoldState
from escrow.money import Money, total
from marketplace import money_words, way_back
from marketplace.instruments import in_words
from marketplace.models import Order
from marketplace.way_back import WayBack

BUYER, SELLER = "buyer", "seller"


@dataclass(frozen=True)
class MoneyBar:
    """What the bar shows. Amounts in the seller's words are after commission and reserve.

    How the buyer paid is for the buyer's eyes only.
    """

    state: str
    reader: str
    receiver: str
    paid: Money
    held: Money
    to_seller: Money
    to_buyer: Money
    progress: int
    paid_at: datetime | None = None
    paid_with: str = ""
    way_back: WayBack | None = None
    arrived_at: datetime | None = None
    release_at: datetime | None = None
    time_left: timedelta | None = None
    claim_until: datetime | None = None
    frozen_why: str = ""
    frozen_since: datetime | None = None
    frozen_until: str = ""
    sentence: str = ""


def paid_with(order: Order) -> str:
    """With what the buyer paid for an order loaded `with_holds()`, as they would say it: card ··42."""
    holds = [line.hold for line in order.lines.all()]
    prefetch_related_objects(holds, _fundings())
    return _instruments(holds)


def bar_of(order: Order, reader: Any) -> MoneyBar:
    """The bar of an order loaded `with_holds()`, in the words of whoever reads it."""
    holds = [line.hold for line in order.lines.all()]
    side = SELLER if reader.pk == order.seller.user_id else BUYER
    _load(holds, side)
    state = _state(order, holds)
    freeze = next((freeze for hold in holds for freeze in hold.open_freezes()), None)
    release_at = _soonest(hold.release_at for hold in holds if hold.state == HoldState.INSPECTING)
    facts: dict[str, Any] = {
        "state": state,
        "reader": side,
        "receiver": order.seller.name,
        "paid": order.total,
        "held": total((hold.held for hold in holds), order.currency),
        "to_seller": _to_seller(order, holds, side),
        "to_buyer": total((h.refunded + h.recovered for h in holds), order.currency),
        "progress": _progress(order, state, holds, release_at),
        "paid_at": order.paid_at,
        "paid_with": _instruments(holds) if side == BUYER else "",
        "way_back": way_back.of(holds, order.currency) if side == BUYER else None,
        "arrived_at": _soonest(hold.delivered_at for hold in holds),
        "release_at": release_at,
        "time_left": max(release_at - clock.now(), timedelta()) if release_at else None,
        "claim_until": order.claim_until,
        "frozen_why": money_words.frozen_why(freeze, side) if freeze else "",
        "frozen_since": freeze.started_at if freeze else None,
        "frozen_until": money_words.frozen_until(freeze) if freeze else "",
    }
    return MoneyBar(**facts, sentence=money_words.sentence(order, side, facts))


def _load(holds: Sequence[Hold], side: str) -> None:
    """What this reader is told, where there is any of it and a list has not loaded it already."""
    prefetch_related_objects([hold for hold in holds if hold.is_frozen()], "freezes")
    if side == BUYER:
        prefetch_related_objects(holds, _fundings())
        prefetch_related_objects([hold for hold in holds if hold.gave_back()], "refunds")


def _fundings() -> Prefetch[str]:
    return Prefetch("fundings", HoldFunding.objects.select_related("payment"))


def _state(order: Order, holds: Sequence[Hold]) -> str:
    states = {hold.state for hold in holds}
    if HoldState.PENDING in states:
        return "unpaid"
    if HoldState.FROZEN in states:
        return "frozen"
    if HoldState.INSPECTING in states:
        return "inspecting"
    if HoldState.HELD in states:
        return "on_the_way" if order.shipped_at or order.state == "partially_shipped" else "held"
    return _ending(holds, states)


def _ending(holds: Sequence[Hold], states: set[str]) -> str:
    """How it ended; money recovered after release makes a release a split."""
    if states == {HoldState.VOIDED}:
        return "cancelled"
    given = sum(hold.refunded_minor + hold.recovered_minor for hold in holds)
    captured = sum(hold.captured_minor for hold in holds)
    if given == 0:
        return "released"
    return "refunded" if given == captured else "split"


def _to_seller(order: Order, holds: Sequence[Hold], side: str) -> Money:
    """What the seller gets, or has got; before anything is settled, what it would be."""
    return total((_of_hold(hold, side) for hold in holds), order.currency)


def _of_hold(hold: Hold, side: str) -> Money:
    going = hold.released if hold.is_settled() else hold.held
    if hold.state == HoldState.PENDING:
        going = hold.total
    if side == SELLER:
        parts = holding.shares(hold, going)
        going = parts.seller + parts.reserve
    return max(going - hold.recovered, Money.zero(hold.currency))


def _progress(order: Order, state: str, holds: Sequence[Hold], release_at: datetime | None) -> int:
    """How far the money has come on its way, from 0 to 100."""
    fixed = {"unpaid": 0, "cancelled": 0, "held": 20, "on_the_way": 40, "frozen": 50}
    if state != "inspecting" or release_at is None:
        return fixed.get(state, 100)
    start = _soonest(hold.delivered_at for hold in holds) or release_at
    whole, gone = release_at - start, clock.now() - start
    share = min(max(gone / whole, 0.0), 1.0) if whole else 1.0
    return 50 + round(45 * share)


def _instruments(holds: Sequence[Hold]) -> str:
    payments = {f.payment for hold in holds for f in hold.fundings.all() if f.in_force}
    return ", ".join(sorted(in_words(p.instrument or p.gateway) for p in payments)) or _(
        "not paid yet"
    )


def _soonest(moments: Any) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)
