"""An order's money path in words a friend would say, for its buyer, its seller, or our staff."""

from __future__ import annotations

from collections.abc import Mapping

from babel.lists import format_list
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from escrow import reading
from escrow.chart import Kind
from escrow.ledger import Place
from escrow.models.payment import BALANCE
from escrow.path import Movement, Part, Path
from marketplace.moments import day

BUYER, SELLER, STAFF = "buyer", "seller", "staff"
Names = Mapping[str, str]
Words = Mapping[str, Promise]

# Entries that say one thing together.
CHAPTERS = {"capture": "paid", "fund": "paid", "repayment": "fund_repaid"}
TOO_LATE = "too_late"

_TITLES: Words = {
    "paid": lazy("%(buyer)s paid"),
    "release": lazy("The money was released"),
    "settle": lazy("The case was settled"),
    "refund": lazy("It set out on its way back"),
    TOO_LATE: lazy("It came too late, or was not the amount asked, so it goes back"),
    "refund_succeeded": lazy("It was sent back"),
    "refund_bounced": lazy("It could not be given back there, and is with Holdfast again"),
    "refund_credited": lazy("It went to %(buyer)s's Holdfast balance"),
    "recovery": lazy("Money was found to give back"),
    "plus_swept": lazy("The Plus fee went into the guarantee fund"),
    "reserve_released": lazy("Out of the reserve"),
    "fund_repaid": lazy("Paid back to the guarantee fund, for what it had advanced"),
    "payout": lazy("A payout set out"),
    "payout_paid": lazy("The payout reached the bank"),
    "payout_failed": lazy("The payout came back"),
    "payout_returned": lazy("The payout came back"),
    "chargeback_opened": lazy("The buyer's bank asked for the money back"),
    "chargeback_won": lazy("The bank gave it back"),
    "chargeback_lost": lazy("The bank decided for the buyer"),
    "balance_called_back": lazy("The bank decided for the buyer, who had kept it in the balance"),
    "seller_made_good": lazy("Holdfast made good what the bank took"),
    "debt_netted": lazy("It settled what was owed to Holdfast"),
}
TITLES: Mapping[str, Words] = {
    BUYER: {
        **_TITLES,
        "paid": lazy("You paid"),
        "release": lazy("%(shop)s got the money"),
        "refund": lazy("It set out on its way back to you"),
        "refund_succeeded": lazy("It was sent back to %(card)s"),
        "refund_credited": lazy("It went to your Holdfast balance"),
        "recovery": lazy("Money was found to give back to you"),
        "chargeback_opened": lazy("Your bank asked for the money back"),
        "chargeback_lost": lazy("Your bank decided for you"),
        "balance_called_back": lazy(
            "Your bank gave it back to you, so it is no longer in your balance"
        ),
    },
    SELLER: {
        **_TITLES,
        "release": lazy("The sale became yours"),
        "recovery": lazy("Given back to %(buyer)s after the case"),
        "payout": lazy("On its way to your bank"),
        "payout_paid": lazy("It reached your bank"),
    },
    STAFF: _TITLES,
}

_PLACES: Words = {
    Kind.ESCROW: lazy("Held by Holdfast"),
    Kind.UNAPPLIED: lazy("With Holdfast, for no order yet"),
    Kind.COMMISSION: lazy("Holdfast's fee"),
    Kind.TAX_PAYABLE: lazy("Tax that we pass on"),
    Kind.PLUS_DUE: lazy("Plus fee, for the guarantee fund"),
    Kind.GUARANTEE_FUND: lazy("The guarantee fund"),
    Kind.CHARGEBACK_SUSPENSE: lazy("Claimed by the buyer's bank"),
    Kind.CHARGEBACK_RECEIVABLE: lazy("%(shop)s owes it to Holdfast"),
    Kind.CHARGEBACK_LOSS: lazy("Holdfast's own loss"),
    Kind.GOODWILL: lazy("A gift of Holdfast"),
    Kind.PSP_FEES: lazy("The payment provider's fee"),
    Kind.BUYER_BALANCE: lazy("%(buyer)s's Holdfast balance"),
    Kind.REFUND_IN_TRANSIT: lazy("On its way back to %(buyer)s"),
    Kind.PSP_CLEARING: lazy("%(buyer)s"),
    Kind.SELLER_PAYABLE: lazy("%(shop)s"),
    Kind.SELLER_RESERVE: lazy("%(shop)s, in reserve"),
    Kind.PAYOUT_IN_TRANSIT: lazy("On its way to the seller's bank"),
    Kind.BANK: lazy("A bank account outside Holdfast"),
}
PLACES: Mapping[str, Words] = {
    BUYER: {
        **_PLACES,
        Kind.BUYER_BALANCE: lazy("Your Holdfast balance"),
        Kind.REFUND_IN_TRANSIT: lazy("On its way back to %(card)s"),
        Kind.PSP_CLEARING: lazy("%(card)s"),
        Kind.CHARGEBACK_SUSPENSE: lazy("Claimed by your bank"),
    },
    SELLER: {
        **_PLACES,
        Kind.SELLER_PAYABLE: lazy("Yours"),
        Kind.SELLER_RESERVE: lazy("Yours, in reserve"),
        Kind.CHARGEBACK_RECEIVABLE: lazy("You owe it to Holdfast"),
        Kind.PAYOUT_IN_TRANSIT: lazy("On its way to your bank"),
        Kind.BANK: lazy("Your bank account"),
    },
    STAFF: _PLACES,
}
# Where it lies in the end, where that is said in other words than on the way.
ENDS: Mapping[str, Words] = {
    BUYER: {
        Kind.SELLER_PAYABLE: lazy("With %(shop)s"),
        Kind.PSP_CLEARING: lazy("Back on %(card)s"),
    },
    SELLER: {Kind.PSP_CLEARING: lazy("Back with %(buyer)s")},
    STAFF: {Kind.PSP_CLEARING: lazy("Back with %(buyer)s")},
}
# Where money came from that the buyer did not pay, where that is said in other words.
ADDED: Words = {
    Kind.CHARGEBACK_SUSPENSE: lazy("Holdfast, until the bank has decided"),
    Kind.CHARGEBACK_LOSS: lazy("Holdfast"),
}
OTHERS: Mapping[str, Promise] = {
    BUYER: lazy("%(shop)s's other money"),
    SELLER: lazy("Your other sales"),
    STAFF: lazy("%(shop)s's other sales"),
}

_NOW: Words = {
    Kind.ESCROW: lazy("Holdfast holds %(amount)s"),
    Kind.UNAPPLIED: lazy("Holdfast has %(amount)s that is for no order yet"),
    Kind.SELLER_PAYABLE: lazy("%(shop)s has %(amount)s since %(since)s"),
    Kind.SELLER_RESERVE: lazy("%(amount)s is kept in reserve for %(shop)s"),
    Kind.REFUND_IN_TRANSIT: lazy("%(amount)s is on its way back to %(buyer)s"),
    Kind.PSP_CLEARING: lazy("%(amount)s went back to %(buyer)s on %(since)s"),
    Kind.BUYER_BALANCE: lazy("%(amount)s is on %(buyer)s's Holdfast balance"),
    Kind.PAYOUT_IN_TRANSIT: lazy("%(amount)s is on its way to the seller's bank"),
    Kind.BANK: lazy("%(amount)s reached the seller's bank on %(since)s"),
}
NOW: Mapping[str, Words] = {
    BUYER: {
        **_NOW,
        Kind.REFUND_IN_TRANSIT: lazy("%(amount)s is on its way back to %(card)s"),
        Kind.PSP_CLEARING: lazy("%(amount)s went back to %(card)s on %(since)s"),
        Kind.BUYER_BALANCE: lazy("%(amount)s is on your Holdfast balance"),
    },
    SELLER: {
        **_NOW,
        Kind.SELLER_PAYABLE: lazy("%(amount)s is yours since %(since)s"),
        Kind.SELLER_RESERVE: lazy("%(amount)s of yours is in reserve"),
        Kind.PAYOUT_IN_TRANSIT: lazy("%(amount)s is on its way to your bank"),
        Kind.BANK: lazy("%(amount)s reached your bank on %(since)s"),
    },
    STAFF: _NOW,
}


def chapter(movement: Movement) -> str:
    """What the movement is told as; movements of one instant and chapter are told together."""
    kind = movement.entry.kind
    if kind == "refund" and any(part.place.kind == Kind.UNAPPLIED for part in movement.sources):
        return TOO_LATE
    return CHAPTERS.get(kind, kind)


def title(chapter: str, reader: str, names: Names) -> str:
    if chapter in TITLES[reader]:
        return str(TITLES[reader][chapter]) % names
    if chapter.endswith("_reversed"):
        return _("A booking was taken back")
    return _("Another booking")


def kind_of(part: Part) -> Kind:
    """A buyer's balance that pays is a provider of its own; its money is the buyer's balance."""
    is_balance = part.place == Place(Kind.PSP_CLEARING, BALANCE)
    return Kind.BUYER_BALANCE if is_balance else part.place.kind


def place(part: Part, reader: str, names: Names, *special: Words) -> str:
    """Where it is, in `special` words if there are; else the name of its account."""
    kind = kind_of(part)
    if part.other and kind != Kind.GUARANTEE_FUND:
        return str(OTHERS[reader]) % names
    words = next((words[kind] for words in (*special, PLACES[reader]) if kind in words), None)
    return str(words) % names if words else kind.label


def whereabouts(path: Path, reader: str, names: Names) -> str:
    """Where the money is now, in one sentence; what it cost is told further down."""
    clauses = [
        str(NOW[reader][kind_of(part)])
        % {
            **names,
            "amount": part.amount.format(),
            "since": _since(path, part),
        }
        for part in path.now
        if kind_of(part) in NOW[reader] and not part.other
    ]
    if not path.movements:
        return _("No money has moved for this order yet.")
    said = (
        format_list(clauses, locale=reading.locale()) if clauses else _("It has all found its end")
    )
    return _("%(said)s.") % {"said": said}


def _since(path: Path, part: Part) -> str:
    """The day on which the last of it came there."""
    moments = [m.at for m in path.movements if any(t.place == part.place for t in m.targets)]
    return day(max(moments))
