"""A buyer's balance as its page tells it: where each part came from, and what it did since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow import balances
from escrow import statement as statements
from escrow.chart import Kind
from escrow.models import Account, BalanceLot, Operation, Payment, Refund
from escrow.money import Money
from escrow.statement import Line, Statement
from marketplace.instruments import in_words
from marketplace.models import Order

WORDS: dict[str, Promise] = {
    "refund_credited": _("A refund that you keep here"),
    "balance_withdrawn": _("Sent back to where it came from"),
    "balance_called_back": _("Your bank gave it back to you instead"),
    "balance_set_aside": _("Paid with it"),
    "balance_set_free": _("Given back by an order you paid with it"),
}
OTHERWISE = _("Another booking")


@dataclass(frozen=True)
class Part:
    """So much of the balance, the order it came from, and where it can go back to."""

    amount: Money
    order: Order | None
    goes_to: str


@dataclass(frozen=True)
class Told:
    """A line, what happened in words, and the order it is about."""

    line: Line
    words: Promise
    order: Order | None


def currencies_of(user: Any) -> list[str]:
    owner = balances.place(user.pk).owner
    mine = Account.objects.filter(kind=Kind.BUYER_BALANCE, owner=owner)
    return sorted(mine.values_list("currency", flat=True)) or [settings.HOLDFAST_CURRENCY]


def parts(user: Any, currency: str, wanted: Money | None = None) -> list[Part]:
    """What is free by its origins, oldest first; of a withdrawal, what of each would go back."""
    lots = list(balances.lots(user.pk, currency).select_related("origin"))
    left = sum(lot.left_minor for lot in lots) if wanted is None else wanted.minor
    found = []
    for lot in lots:
        part = min(left, lot.left_minor)
        left -= part
        if part:
            found.append(Part(Money(part, currency), _order_of(lot), told(lot.origin)))
    return found


def waiting(user: Any, currency: str) -> list[Part]:
    """What stands still until a bank has decided, by its origins."""
    lots = balances.waiting(user.pk, currency).select_related("origin")
    return [Part(lot.left, _order_of(lot), told(lot.origin)) for lot in lots]


def statement(user: Any, currency: str, *, before: int | None) -> tuple[Statement, list[Told]]:
    """One page of the balance, with words and orders for its lines."""
    found = statements.statement(balances.place(user.pk), currency, before=before)
    orders = _orders_behind(found.lines)
    return found, [
        Told(line, WORDS.get(line.entry.kind, OTHERWISE), orders.get(_subject(line)))
        for line in found.lines
    ]


def told(payment: Payment) -> str:
    """Card ··42: what the buyer would call it."""
    return in_words(payment.instrument) or str(_("where you paid from"))


def _order_of(lot: BalanceLot) -> Order | None:
    refund = Refund.objects.filter(pk=lot.reference.removeprefix("refund:")).first()
    return _order_behind(refund.hold_id if refund else None, lot.origin_id)


def _orders_behind(lines: Sequence[Line]) -> dict[str, Order | None]:
    """By refund and by operation: the keys of a balance's entries end with one of them."""
    ids = [UUID(_subject(line)) for line in lines]
    refunds = Refund.objects.filter(pk__in=ids).values_list("pk", "hold", "payment")
    calls = Operation.objects.filter(pk__in=ids).values_list("pk", "refund__hold", "payment")
    return {str(pk): _order_behind(hold, payment) for pk, hold, payment in [*refunds, *calls]}


def _order_behind(hold: Any, payment: Any) -> Order | None:
    if hold:
        return Order.objects.filter(lines__hold=hold).first()
    return Order.objects.filter(checkout__tenders__payment=payment).order_by("pk").first()


def _subject(line: Line) -> str:
    return line.entry.key.rpartition(":")[2]
