"""Steps: money back to the buyer after the hold was released.

Our commission on it, by the order's policy; then the seller's reserve, then the seller's balance;
the guarantee fund advances the rest at once, and the seller owes it to the fund.
"""

from __future__ import annotations

from django.db.models import Sum
from django.utils.translation import gettext as _

from escrow import clock, ledger, reserves
from escrow.chart import Kind
from escrow.holding import shares
from escrow.ledger import Entry, Place
from escrow.models import Hold, Recovery
from escrow.money import Money, total
from escrow.refunds import IN_TRANSIT
from escrow.story import Refusal, step

COMMISSION = Place(Kind.COMMISSION)
FUND = Place(Kind.GUARANTEE_FUND)
ADVANCES = Place(Kind.FUND_ADVANCES)


class FundIsShort(Refusal):
    """The guarantee fund cannot advance this much until the operator tops it up."""


class NothingToRecover(Refusal):
    """More was asked back than the hold ever gave to the seller."""


@step
def recover(hold: Hold, amount: Money, *, reference: str) -> Recovery:
    """Find the amount for the buyer. Raises NothingToRecover, FundIsShort."""
    if amount > recoverable(hold):
        raise NothingToRecover(_("This money has gone back to the buyer already."))
    ledger.alone(_place(hold, Kind.SELLER_PAYABLE), FUND)
    commission = commission_back(hold, amount)
    reserve, payable, fund = _sources(hold, amount - commission)
    entry = Entry(f"recover:{reference}", "recovery")
    entry.debit(COMMISSION, commission)
    entry.debit(_place(hold, Kind.SELLER_RESERVE), reserve)
    entry.debit(_place(hold, Kind.SELLER_PAYABLE), payable)
    entry.debit(FUND, fund).credit(IN_TRANSIT, amount)
    entry.debit(_place(hold, Kind.SELLER_RECEIVABLE), fund).credit(ADVANCES, fund)
    ledger.post(entry)
    hold.recovered_minor += amount.minor
    hold.save(update_fields=["state", "recovered_minor"])
    return Recovery.objects.create(
        hold=hold,
        reference=reference,
        currency=amount.currency,
        amount_minor=amount.minor,
        from_reserve_minor=reserve.minor,
        from_balance_minor=payable.minor,
        from_fund_minor=fund.minor,
        from_commission_minor=commission.minor,
        at=clock.now(),
    )


def recoverable(hold: Hold) -> Money:
    """At most what was captured, less the Plus fee, and has not gone back yet.

    A bank that takes everything takes the Plus fee as well.
    """
    left = hold.captured - hold.plus - hold.refunded - hold.charged_back - hold.recovered
    return max(left, Money.zero(hold.currency))


def sellers_money(hold: Hold) -> Money:
    """What the seller of the hold has here: the balance and the reserve."""
    kinds = (Kind.SELLER_PAYABLE, Kind.SELLER_RESERVE)
    return total(
        (ledger.balance(_place(hold, kind), hold.currency) for kind in kinds), hold.currency
    )


def commission_back(hold: Hold, amount: Money) -> Money:
    """Our part of what goes back: by the order's policy, of the commission that the release took.

    What is given back at once and bit by bit is the same to the cent.
    """
    base = hold.released - min(hold.plus, hold.released)
    taken = shares(hold, hold.released).commission.share(hold.commission_back_bps)
    after_release = hold.released - (recoverable(hold) - amount) - min(hold.plus, hold.released)
    back = min(max(after_release, Money.zero(hold.currency)), base)
    given = hold.recoveries.aggregate(sum=Sum("from_commission_minor"))["sum"] or 0
    due = back.minor * taken.minor // base.minor if base else 0
    return min(amount, Money(max(due - given, 0), hold.currency))


def _sources(hold: Hold, amount: Money) -> tuple[Money, Money, Money]:
    currency = amount.currency
    reserve = reserves.use(hold.seller_id, amount)
    payable = min(amount - reserve, ledger.balance(_place(hold, Kind.SELLER_PAYABLE), currency))
    fund = amount - reserve - payable
    if fund > ledger.balance(FUND, currency):
        raise FundIsShort(
            _(
                "The seller's money is not enough, and the guarantee fund is short of %(amount)s. "
                "Nothing has moved; try again when the fund is topped up."
            )
            % {"amount": fund}
        )
    return reserve, payable, fund


def _place(hold: Hold, kind: Kind) -> Place:
    return Place(kind, f"seller:{hold.seller_id}")
