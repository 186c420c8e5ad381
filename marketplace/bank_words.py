"""What a buyer's bank wants of an order's payment, in sentences for either side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from escrow.models import Chargeback, ChargebackPart
from escrow.models.chargeback import ChargebackState
from escrow.money import Money, total
from marketplace.models import Order
from marketplace.moments import told

S = ChargebackState
Words = dict[str, Callable[[], str]]

BUYER: Words = {
    S.WARNING: lambda: _(
        "Your bank has asked us about this payment on %(opened)s. %(amount)s stand still until it "
        "has decided. If that was a mistake, tell your bank."
    ),
    S.NEEDS_RESPONSE: lambda: _(
        "Your bank took %(amount)s back on %(opened)s and is deciding whom they belong to. Until "
        "then nobody gets them, and a complaint here waits. If that was a mistake, tell your bank."
    ),
    S.WON: lambda: _("Your bank let the payment stand on %(settled)s. The order goes on."),
    S.LOST: lambda: _("Your bank gave you %(amount)s back on %(settled)s."),
}
BUYER[S.SUBMITTED] = BUYER[S.NEEDS_RESPONSE]
SELLER: Words = {
    S.WARNING: lambda: _(
        "%(buyer)s's bank asks about this payment since %(opened)s. It has taken nothing yet; "
        "%(amount)s stand still until it has decided."
    ),
    S.NEEDS_RESPONSE: lambda: _(
        "%(buyer)s's bank has taken %(amount)s back on %(opened)s and asks for your side. What "
        "was sent and delivered goes to the bank by itself; add your words by %(respond_by)s."
    ),
    S.SUBMITTED: lambda: _(
        "%(buyer)s's bank has taken %(amount)s back on %(opened)s. It has our answer and is "
        "deciding, which can take weeks. Until then nobody gets the money."
    ),
    S.WON: lambda: _("%(buyer)s's bank let the payment stand on %(settled)s. The order goes on."),
    S.LOST: lambda: _("%(buyer)s's bank gave %(amount)s back to %(buyer)s on %(settled)s."),
}
KINDS = {S.NEEDS_RESPONSE: "act", S.LOST: "lost", S.WON: "safe"}


@dataclass(frozen=True)
class BankNotice:
    """One case of a bank, for a page; `waits`: the seller can still answer."""

    case: Chargeback
    amount: Money
    text: str
    kind: str
    waits: bool


def notices(order: Order, *, to_seller: bool) -> list[BankNotice]:
    """What banks want of this order's payment, the newest first."""
    parts = ChargebackPart.objects.filter(hold__line__order=order).select_related("chargeback")
    wanted: dict[Chargeback, list[Money]] = {}
    for part in parts.order_by("-chargeback__opened_at", "pk"):
        wanted.setdefault(part.chargeback, []).append(part.amount)
    return [
        _notice(order, case, total(amounts, case.currency), to_seller)
        for case, amounts in wanted.items()
    ]


def of(order: Order) -> QuerySet[Chargeback]:
    """Cases about what this order's lines were paid with."""
    return Chargeback.objects.filter(parts__hold__line__order=order).distinct()


def share(order: Order, case: Chargeback) -> Money:
    """How much of what the bank wants is about this order."""
    mine = case.parts.filter(hold__line__order=order)
    return total((part.amount for part in mine), case.currency)


def _notice(order: Order, case: Chargeback, amount: Money, to_seller: bool) -> BankNotice:
    words = SELLER if to_seller else BUYER
    text = words[case.state]() % {
        "buyer": order.buyer.get_short_name(),
        "amount": amount.format(),
        "opened": told(case.taken_at or case.opened_at),
        "respond_by": told(case.respond_by),
        "settled": told(case.settled_at),
    }
    waits = to_seller and case.state == S.NEEDS_RESPONSE
    kind = KINDS.get(S(case.state), "") if to_seller or case.state == S.WON else ""
    return BankNotice(case, amount, text, kind, waits)
