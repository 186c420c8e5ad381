"""A buyer's own balance: lots of money, each with the payment it came from.

A lot comes in when a refund is credited; it is spent oldest first, and what is left of it can go
back to the payment it came from at any time. While a bank decides about that payment the lot waits,
so that the same money is not given back twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils.translation import gettext as _

from escrow import audit, clock, ledger
from escrow.chart import Kind
from escrow.ledger import Entry, Place
from escrow.models import BalanceLot, Chargeback, Refund
from escrow.models.chargeback import OPEN as DECIDING
from escrow.money import Money
from escrow.story import Refusal, require, step

IN_TRANSIT = Place(Kind.REFUND_IN_TRANSIT)


class NotEnoughBalance(Refusal):
    """The balance does not hold that much."""


def place(user_id: int) -> Place:
    return Place(Kind.BUYER_BALANCE, f"user:{user_id}")


def of(user: Any, currency: str) -> Money:
    """All of it, with what waits for a bank."""
    return ledger.balance(place(user.pk), currency)


def free(user: Any, currency: str) -> Money:
    """What can be spent or sent back now."""
    found = lots(user.pk, currency).aggregate(sum=Sum("left_minor"))
    return Money(found["sum"] or 0, currency)


def lots(user_id: int, currency: str) -> QuerySet[BalanceLot]:
    """What is neither spent nor withdrawn and waits for nobody, oldest first."""
    return _with_money(user_id, currency).exclude(_at_a_bank())


def waiting(user_id: int, currency: str) -> QuerySet[BalanceLot]:
    """What stands still because a bank is deciding about the payment it came from."""
    return _with_money(user_id, currency).filter(_at_a_bank())


def _with_money(user_id: int, currency: str) -> QuerySet[BalanceLot]:
    lots = BalanceLot.objects.filter(user=user_id, currency=currency, left_minor__gt=0)
    return lots.order_by("pk")


def _at_a_bank() -> Exists:
    cases = Chargeback.objects.filter(payment=OuterRef("origin"), state__in=DECIDING)
    return Exists(cases)


@step
def credit(refunds: Sequence[Refund]) -> None:
    """Refunds that stay here: each becomes a lot of the buyer's balance."""
    if not refunds:
        return
    moment = clock.now()
    for refund in refunds:
        refund.credit(moment)
        refund.save()
    ledger.post(*[_credited(refund) for refund in refunds])
    BalanceLot.objects.bulk_create(
        BalanceLot(
            user_id=refund.payment.buyer_id,
            origin=refund.payment,
            reference=f"refund:{refund.pk}",
            currency=refund.currency,
            amount_minor=refund.amount_minor,
            left_minor=refund.amount_minor,
            created_at=moment,
        )
        for refund in refunds
    )
    audit.record(None, "refund_credited", *refunds)


@step
def take(user_id: int, amount: Money) -> list[tuple[BalanceLot, Money]]:
    """Spend the oldest lots first; returns how much of which. Raises NotEnoughBalance."""
    require(bool(amount) and amount.minor > 0, NotEnoughBalance, _("Take more than nothing."))
    found = list(lots(user_id, amount.currency).select_for_update(no_key=True, of=("self",)))
    taken = [(lot, part) for lot, part in _oldest_first(found, amount.minor) if part]
    require(
        sum(part.minor for _lot, part in taken) == amount.minor,
        NotEnoughBalance,
        _("Your balance does not hold %(amount)s any more.") % {"amount": amount.format()},
    )
    for lot, part in taken:
        lot.left_minor -= part.minor
    BalanceLot.objects.bulk_update([lot for lot, _part in taken], ["left_minor"])
    return taken


def _oldest_first(found: Sequence[BalanceLot], minor: int) -> Iterator[tuple[BalanceLot, Money]]:
    for lot in found:
        part = min(lot.left_minor, minor)
        minor -= part
        yield lot, Money(part, lot.currency)


def _credited(refund: Refund) -> Entry:
    entry = Entry(f"credited:{refund.pk}", "refund_credited")
    entry.debit(IN_TRANSIT, refund.amount)
    return entry.credit(place(refund.payment.buyer_id), refund.amount)
