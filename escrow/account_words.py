"""What each kind of account and of entry is called by our staff."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow.chart import Kind

ACCOUNTS: Mapping[str, Promise] = {
    Kind.PSP_CLEARING: _("With the payment provider"),
    Kind.BANK: _("Our bank account"),
    Kind.SELLER_RECEIVABLE: _("A seller owes it to the fund"),
    Kind.UNAPPLIED: _("Paid, for no order yet"),
    Kind.ESCROW: _("Held for an order"),
    Kind.SELLER_PAYABLE: _("A seller's balance"),
    Kind.SELLER_RESERVE: _("A seller's reserve"),
    Kind.BUYER_BALANCE: _("A buyer's balance"),
    Kind.REFUND_IN_TRANSIT: _("Refunds on their way"),
    Kind.PAYOUT_IN_TRANSIT: _("Payouts on their way"),
    Kind.TAX_PAYABLE: _("Tax to pass on"),
    Kind.PLUS_DUE: _("Plus fees for the fund"),
    Kind.GUARANTEE_FUND: _("The guarantee fund"),
    Kind.COMMISSION: _("Our commission"),
    Kind.PSP_FEES: _("Providers' fees"),
    Kind.CHARGEBACK_LOSS: _("Our loss to banks"),
    Kind.GOODWILL: _("Gifts of ours"),
    Kind.CHARGEBACK_SUSPENSE: _("With a buyer's bank"),
    Kind.FUND_ADVANCES: _("Advanced by the fund"),
    Kind.CHARGEBACK_RECEIVABLE: _("A seller owes it to us"),
}
ENTRIES: Mapping[str, Promise] = {
    "capture": _("The buyer's money came in"),
    "fund": _("It became the order's money"),
    "release": _("Released to the seller"),
    "settle": _("A case was settled"),
    "refund": _("Set out on its way back"),
    "refund_succeeded": _("The refund was sent"),
    "refund_bounced": _("The refund came back to us"),
    "refund_credited": _("Into the buyer's balance"),
    "recovery": _("Found for the buyer after the release"),
    "repayment": _("A seller repaid the fund"),
    "plus_swept": _("Plus fees into the fund"),
    "reserve_released": _("Out of the reserve"),
    "payout": _("A payout left the balance"),
    "payout_paid": _("A payout reached the bank"),
    "payout_failed": _("A payout was refused"),
    "payout_returned": _("A payout came back"),
    "chargeback_opened": _("The bank took a payment back"),
    "chargeback_won": _("The bank gave it back"),
    "chargeback_lost": _("The bank kept it"),
    "seller_made_good": _("We made good what a bank kept"),
    "fund_made_good": _("The fund made it good"),
    "fund_top_up": _("We filled the fund"),
}


def account(kind: str) -> str:
    return str(ACCOUNTS.get(kind, kind))


def entry(kind: str) -> str:
    """A kind that we have no words for is shown as the journal says it."""
    return str(ENTRIES.get(kind, kind.replace("_", " ")))
