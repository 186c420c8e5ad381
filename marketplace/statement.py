"""A statement of a seller's account in words: what each line was, and of which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow import statement as statements
from escrow.chart import Kind
from escrow.ledger import Place
from escrow.path.movement import about
from escrow.statement import Line, Statement
from marketplace.models import Order, OrderLine

WORDS: dict[str, Promise] = {
    "release": _("A sale became yours"),
    "settle": _("Your part when a case was settled"),
    "recovery": _("Given back to a buyer after a case"),
    "reserve_released": _("Out of the reserve, into your money"),
    "fund_repaid": _("Back to the guarantee fund, for what it advanced"),
    "repayment": _("Back to the guarantee fund, for what it advanced"),
    "payout": _("Paid out to you"),
    "payout_failed": _("A payout that came back"),
    "payout_returned": _("A payout that came back"),
    "chargeback_lost": _("Taken back by a buyer's bank"),
    "seller_made_good": _("Holdfast made good what a bank took"),
    "debt_netted": _("Settled what you owed to Holdfast"),
}
OTHERWISE = _("Another booking")
# The account of what a seller owes the guarantee fund, as its seller reads it.
OWED_WORDS: dict[str, Promise] = {
    "recovery": _("The guarantee fund paid a buyer for you"),
    "repayment": _("Repaid from what this sale brought"),
}


@dataclass(frozen=True)
class Told:
    """A line, what happened in words, and the order it is about."""

    line: Line
    words: Promise
    order: Order | None


def told(place: Place, currency: str, *, before: int | None) -> tuple[Statement, list[Told]]:
    """One page of the account, with words and orders for its lines."""
    found = statements.statement(place, currency, before=before)
    orders = _orders_behind(found.lines)
    words = OWED_WORDS if place.kind == Kind.SELLER_RECEIVABLE else WORDS
    return found, [
        Told(line, words.get(line.entry.kind, OTHERWISE), orders.get(about(line.entry.key)))
        for line in found.lines
    ]


def _orders_behind(lines: Sequence[Line]) -> dict[str, Order]:
    """By hold: keys of entries about a sale end with its hold."""
    ids = {UUID(found) for line in lines if (found := about(line.entry.key))}
    behind = OrderLine.objects.filter(hold__in=ids).select_related("order")
    return {str(line.hold_id): line.order for line in behind}
