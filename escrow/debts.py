"""Sellers who owe the guarantee fund repay it from what they earn, half at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from escrow import ledger, policy
from escrow.chart import Kind
from escrow.ledger import Entry, Place
from escrow.models import Account
from escrow.money import BPS, Money
from escrow.recovery import ADVANCES, FUND
from escrow.story import step


@dataclass(frozen=True)
class Earned:
    """What a hold brings to its seller's balance."""

    hold_id: str
    seller_id: int
    currency: str
    minor: int

    @property
    def owner(self) -> str:
        return f"seller:{self.seller_id}"


@step
def repayments(earnings: Sequence[Earned]) -> list[Entry]:
    """From each release at most the policy's share, and never more than is owed.

    The entries are posted with the releases themselves, because a story locks accounts once.
    What is owed is read where nobody else can repay or recover it at the same time.
    """
    owners = {earned.owner for earned in earnings} & {owner for owner, _ in _owed(earnings)}
    ledger.alone(FUND, *[Place(Kind.SELLER_PAYABLE, owner) for owner in owners])
    owed, bps = _owed(earnings), policy.in_force().share_bps("debt_repayment_bps")
    entries = []
    for earned in earnings:
        key = (earned.owner, earned.currency)
        # Rounded down: at most half means that the odd cent is the seller's.
        part = min(earned.minor * bps // BPS, owed.get(key, 0))
        if part > 0:
            owed[key] -= part
            entries.append(_entry(earned, Money(part, earned.currency)))
    return entries


def _owed(earnings: Sequence[Earned]) -> dict[tuple[str, str], int]:
    owing = Account.objects.filter(
        kind=Kind.SELLER_RECEIVABLE,
        owner__in={earned.owner for earned in earnings},
        balance_minor__gt=0,
    )
    return {(account.owner, account.currency): account.balance_minor for account in owing}


def _entry(earned: Earned, part: Money) -> Entry:
    """The fund has its money back, and the seller owes that much less."""
    entry = Entry(f"repay:{earned.hold_id}", "repayment")
    entry.debit(Place(Kind.SELLER_PAYABLE, earned.owner), part).credit(FUND, part)
    receivable = Place(Kind.SELLER_RECEIVABLE, earned.owner)
    return entry.debit(ADVANCES, part).credit(receivable, part)
