"""A statement of a seller's account in words: what each line was, and of which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow import statement as statements
from escrow.chart import Kind
from escrow.ledger import Place
from escrow.models import Operation, Payout
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
    """A line, what happened in words, and the order or payout it is about."""

    line: Line
    words: Promise
    order: Order | None
    payout: Payout | None = None


def told(place: Place, currency: str, *, before: int | None) -> tuple[Statement, list[Told]]:
    """One page of the account, with words and orders for its lines."""
    found = statements.statement(place, currency, before=before)
    words = OWED_WORDS if place.kind == Kind.SELLER_RECEIVABLE else WORDS
    return found, in_words(found.lines, words)


def in_words(lines: Sequence[Line], words: Mapping[str, Promise]) -> list[Told]:
    """Lines with what each was, and of which order or payout."""
    orders, sent = _orders_behind(lines), _payouts_behind(lines)
    return [
        Told(
            line,
            words.get(line.entry.kind, OTHERWISE),
            orders.get(about(line.entry.key)),
            sent.get(about(line.entry.key)),
        )
        for line in lines
    ]


def _orders_behind(lines: Sequence[Line]) -> dict[str, Order]:
    """By hold: keys of entries about a sale end with its hold."""
    ids = {UUID(found) for line in lines if (found := about(line.entry.key))}
    behind = OrderLine.objects.filter(hold__in=ids).select_related("order")
    return {str(line.hold_id): line.order for line in behind}


def _payouts_behind(lines: Sequence[Line]) -> dict[str, Payout]:
    """By payout, and by the call to a bank that brought it back: keys end with one of them."""
    ids = [about(line.entry.key) for line in lines if line.entry.kind.startswith("payout")]
    found = {str(each.pk): each for each in Payout.objects.filter(pk__in=ids)}
    calls = Operation.objects.filter(pk__in=ids, payout__isnull=False).select_related("payout")
    return found | {str(call.pk): call.payout for call in calls if call.payout}
