"""What the seller's next payout will be, or what has to happen before there can be one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from escrow import clock, ledger
from escrow.chart import Kind
from escrow.models import Deadline, Payout
from escrow.models.payout import UNSETTLED, PayoutState
from escrow.money import Money
from sellers import payout_minimums, payouts, verification
from sellers.models import PayoutMethod, Seller


class Standing(StrEnum):
    NO_ACCOUNT = "no_account"
    TROUBLE = "trouble"
    PAUSED = "paused"
    UNDER_WAY = "under_way"
    TRIED_AGAIN = "tried_again"
    NOTHING = "nothing"
    TOO_LITTLE = "too_little"
    BELOW_OWN = "below_own"
    COOLING = "cooling"
    ON_REQUEST = "on_request"
    ON_ITS_DAY = "on_its_day"


MAY_LEAVE = (Standing.ON_REQUEST, Standing.ON_ITS_DAY, Standing.BELOW_OWN)


@dataclass(frozen=True)
class Outlook:
    """In one currency. `amount` is what would leave now, `owed` what Holdfast takes off first.

    `leaves_at`: when it leaves by itself, or when a refused payout is tried again.
    """

    standing: Standing
    amount: Money
    owed: Money
    minimum: Money
    method: PayoutMethod | None
    leaves_at: datetime | None = None
    payout: Payout | None = None

    @property
    def can_leave_now(self) -> bool:
        return self.standing in MAY_LEAVE


def of(seller: Seller, currency: str) -> Outlook:
    method = payouts.method_of(seller)
    unsettled = seller.payouts.filter(state__in=UNSETTLED, currency=currency).first()
    known, nothing = ledger.balances(seller.payable.owner).get(currency, {}), Money.zero(currency)
    kept = known.get(Kind.SELLER_PAYABLE, nothing)
    owed = min(known.get(Kind.CHARGEBACK_RECEIVABLE, nothing), kept)
    amount = kept - owed
    minimum = payout_minimums.of(seller, currency)
    leaves_at = _promised(unsettled) if unsettled else leaves_by_itself(seller, method)
    standing = _standing(method, unsettled, amount, minimum, leaves_at)
    if standing in MAY_LEAVE and verification.pauses_payouts(seller):
        standing = Standing.PAUSED
    return Outlook(standing, amount, owed, minimum, method, leaves_at, unsettled)


def leaves_by_itself(seller: Seller, method: PayoutMethod | None) -> datetime | None:
    """The promised day; of a new account, the first one after its safety wait."""
    moment = _promised(seller)
    while moment and method and moment < method.usable_from:
        moment = payouts.next_day(seller, moment)
    return moment


def _standing(
    method: PayoutMethod | None,
    unsettled: Payout | None,
    amount: Money,
    minimum: Money,
    leaves_at: datetime | None,
) -> Standing:
    if unsettled:
        failed = unsettled.state == PayoutState.FAILED
        return Standing.TRIED_AGAIN if failed else Standing.UNDER_WAY
    if method is None:
        return Standing.NO_ACCOUNT
    if method.trouble:
        return Standing.TROUBLE
    if amount < payout_minimums.least(amount.currency):
        return Standing.TOO_LITTLE if amount else Standing.NOTHING
    if method.usable_from > clock.now():
        return Standing.COOLING
    if amount < minimum and leaves_at:
        return Standing.BELOW_OWN
    return Standing.ON_ITS_DAY if leaves_at else Standing.ON_REQUEST


def _promised(subject: Seller | Payout) -> datetime | None:
    kind = "payout" if isinstance(subject, Seller) else "payout_again"
    mine = Deadline.objects.pending().filter(kind=kind, subject_type=subject._meta.model_name)
    return mine.filter(subject_id=str(subject.pk)).values_list("due_at", flat=True).first()
