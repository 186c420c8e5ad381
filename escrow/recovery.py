"""Steps: money back to the buyer after the hold was released.

From the seller's reserve, then the seller's balance; the guarantee fund advances the rest at
once, and the seller owes it to the fund.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from escrow import clock, ledger, reserves
from escrow.chart import Kind
from escrow.ledger import Entry, Place
from escrow.models import Hold, Recovery
from escrow.money import Money
from escrow.refunds import IN_TRANSIT
from escrow.story import Refusal, step

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
    reserve, payable, fund = _sources(hold, amount)
    entry = Entry(f"recover:{reference}", "recovery")
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
        at=clock.now(),
    )


def recoverable(hold: Hold) -> Money:
    """At most what was captured, less the Plus fee, and has not gone back yet."""
    return hold.captured - hold.plus - hold.refunded - hold.charged_back - hold.recovered


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
