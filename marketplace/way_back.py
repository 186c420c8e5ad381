"""Where what came back to a buyer went: to their card, into their balance, or nowhere yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from escrow.models import Hold, Refund
from escrow.models.refund import RefundState
from escrow.money import Money, total
from marketplace.instruments import in_words


@dataclass(frozen=True)
class WayBack:
    """`places` as the buyer would call them; `stranded` is what could not be brought there."""

    places: str
    stranded: Money


def of(holds: Sequence[Hold], currency: str) -> WayBack:
    """For holds loaded with their refunds and fundings."""
    instruments = {
        funding.payment_id: funding.payment.instrument
        for hold in holds
        for funding in hold.fundings.all()
    }
    refunds = [refund for hold in holds for refund in hold.given_back()]
    stranded = [refund.amount for refund in refunds if refund.is_stranded()]
    arriving = [refund for refund in refunds if not refund.is_stranded()]
    places = {_place(refund, instruments.get(refund.payment_id, "")) for refund in arriving}
    return WayBack(", ".join(sorted(places - {""})), total(stranded, currency))


def _place(refund: Refund, instrument: str) -> str:
    in_balance = refund.state == RefundState.CREDITED or instrument == "balance"
    return _("your Holdfast balance") if in_balance else in_words(instrument)
