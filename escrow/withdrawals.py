"""Out of the buyer's balance again: back to the payments the money came from."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from escrow import audit, balances, clock, ledger
from escrow.chart import Kind
from escrow.ledger import Entry, Place
from escrow.models import BalanceLot, Refund
from escrow.money import Money
from escrow.refunds import request_whole
from escrow.story import Refusal, require, story

IN_TRANSIT = Place(Kind.REFUND_IN_TRANSIT)


class BalanceChanged(Refusal):
    """The balance is not what its owner saw."""


@story
def withdraw(amount: Money, *, by: Any, seen: Money | None = None) -> list[Refund]:
    """Send so much of the balance back to where it came from, oldest first.

    If a card does not take it any more it is in the balance again. `seen` is the balance its owner
    looked at: a second click finds less. Raises NotEnoughBalance, BalanceChanged.
    """
    taken = balances.take(by.pk, amount)
    require(
        seen is None or balances.free(by, amount.currency) + amount == seen,
        BalanceChanged,
        _("Your balance has changed since you looked. Please look again."),
    )
    refunds = [_request(lot, part) for lot, part in taken]
    ledger.post(*[_entry(refund, by.pk) for refund in refunds])
    audit.record(by, "balance_withdrawn", by, amount=str(amount), at=clock.now().isoformat())
    return refunds


def _request(lot: BalanceLot, part: Money) -> Refund:
    return request_whole(lot.origin, part, Refund.Reason.WITHDRAWAL)[0]


def _entry(refund: Refund, user_id: int) -> Entry:
    entry = Entry(f"withdrawal:{refund.pk}", "balance_withdrawn")
    entry.debit(balances.place(user_id), refund.amount)
    return entry.credit(IN_TRANSIT, refund.amount)
