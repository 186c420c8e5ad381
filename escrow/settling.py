"""Step: what a case ends with. A part of each hold goes to the buyer, all the rest to the seller."""

from __future__ import annotations

from collections.abc import Sequence

from escrow import clock, debts, ledger, reserves
from escrow.chart import Kind
from escrow.debts import Earned
from escrow.holding import MONEY_FIELDS, Shares, shares
from escrow.ledger import Entry, Place
from escrow.models import Hold
from escrow.money import Money
from escrow.story import step

COMMISSION = Place(Kind.COMMISSION)
TAX = Place(Kind.TAX_PAYABLE)
PLUS_DUE = Place(Kind.PLUS_DUE)
IN_TRANSIT = Place(Kind.REFUND_IN_TRANSIT)


@step
def settle(given: Sequence[tuple[Hold, Money]], *, why: str) -> None:
    """Each hold gives so much to the buyer and its rest to the seller, in one entry each.

    A seller who owes the guarantee fund repays it from this as from any release.
    """
    parts = [(hold, shares(hold, hold.held - refund)) for hold, refund in given]
    entries = [
        _entry(f"settle:{why}:{hold.pk}", hold, refund, part)
        for (hold, refund), (_, part) in zip(given, parts, strict=True)
    ]
    for hold, refund in given:
        _end(hold, refund)
    earned = [
        Earned(str(hold.pk), hold.seller_id, hold.currency, part.seller.minor)
        for hold, part in parts
    ]
    ledger.post(*entries, *debts.repayments(earned))
    Hold.objects.write([hold for hold, _ in given], MONEY_FIELDS)
    reserves.keep([(hold, part.reserve) for hold, part in parts])


def _entry(key: str, hold: Hold, refund: Money, part: Shares) -> Entry:
    entry = Entry(key, "settle").debit(hold.place, refund + part.whole).credit(IN_TRANSIT, refund)
    entry.credit(Place(Kind.SELLER_PAYABLE, f"seller:{hold.seller_id}"), part.seller)
    entry.credit(Place(Kind.SELLER_RESERVE, f"seller:{hold.seller_id}"), part.reserve)
    entry.credit(COMMISSION, part.commission).credit(TAX, part.tax)
    return entry.credit(PLUS_DUE, part.plus)


def _end(hold: Hold, refund: Money) -> None:
    if not refund:
        hold.release(clock.now())
    elif refund == hold.held:
        hold.refund_all(clock.now())
    else:
        hold.split(refund, clock.now())
