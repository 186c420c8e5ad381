"""The money bar in sentences that a friend would say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from escrow.models import Freeze
from escrow.money import Money
from marketplace.models import Order
from marketplace.moments import told

Facts = Mapping[str, Any]


def sentence(order: Order, side: str, facts: Facts) -> str:
    """Where the money is and what happens next, whole, for this reader."""
    words = SELLER_WORDS if side == "seller" else BUYER_WORDS
    named = {
        "shop": order.seller.name,
        "buyer": order.buyer.get_short_name(),
        "paid": _amount(facts["paid"]),
        "held": _amount(facts["held"]),
        "seller_gets": _amount(facts["to_seller"]),
        "buyer_gets": _amount(facts["to_buyer"]),
        "ship_by": told(order.ship_by),
        "promised_by": told(order.promised_by),
        "release_at": told(facts["release_at"]),
    }
    back = facts["way_back"]
    if back and back.stranded:
        return _stranded() % {"amount": _amount(back.stranded)}
    return words[facts["state"]]() % named


BUYER_WORDS: dict[str, Callable[[], str]] = {
    "unpaid": lambda: _("You have not paid yet. Nothing is sent before you do."),
    "cancelled": lambda: _("This order ended before it was paid. No money was taken."),
    "held": lambda: _(
        "Holdfast holds your %(held)s. %(shop)s sends it by %(ship_by)s; if not, you get it all back."
    ),
    "on_the_way": lambda: _(
        "Holdfast holds your %(held)s while the parcel travels. It is promised by %(promised_by)s."
    ),
    "inspecting": lambda: _(
        "Look at what came. %(shop)s gets %(held)s on %(release_at)s, unless you say otherwise."
    ),
    "frozen": lambda: _("Your %(held)s stands still. Nobody gets it until this is settled."),
    "released": lambda: _("%(shop)s has got the money: %(seller_gets)s."),
    "refunded": lambda: _("You got everything back: %(buyer_gets)s."),
    "split": lambda: _("You got %(buyer_gets)s back, and %(shop)s %(seller_gets)s."),
}

SELLER_WORDS: dict[str, Callable[[], str]] = {
    "unpaid": lambda: _("%(buyer)s has not paid yet. Do not send anything."),
    "cancelled": lambda: _("This order ended before it was paid."),
    "held": lambda: _(
        "%(buyer)s has paid and Holdfast holds the money. Send it by %(ship_by)s to keep the sale."
    ),
    "on_the_way": lambda: _(
        "Holdfast holds the money until it arrives. You get %(seller_gets)s when the buyer is content."
    ),
    "inspecting": lambda: _(
        "It arrived. You get %(seller_gets)s on %(release_at)s, unless %(buyer)s says otherwise."
    ),
    "frozen": lambda: _("The money stands still until this is settled."),
    "released": lambda: _("%(seller_gets)s is yours."),
    "refunded": lambda: _("%(buyer)s got everything back: %(buyer_gets)s."),
    "split": lambda: _("%(buyer)s got %(buyer_gets)s back, and you got %(seller_gets)s."),
}


def _stranded() -> str:
    return _("We could not bring %(amount)s back to you yet. They are safe here.")


def frozen_why(freeze: Freeze, side: str) -> str:
    """Why the money stands still, as this reader would say it."""
    if freeze.cause == Freeze.Cause.DISPUTE and side == "buyer":
        return _("You said that something is wrong.")
    return {
        Freeze.Cause.DISPUTE: _("The buyer says that something is wrong."),
        Freeze.Cause.DRAFT: _("A complaint is being written."),
        Freeze.Cause.CHARGEBACK: _("The buyer's bank has asked for the money back."),
        Freeze.Cause.SAFETY: _("Staff are looking into it."),
        Freeze.Cause.PAYMENT_DIFFERENCE: _("The payment does not match what was asked."),
        Freeze.Cause.EMERGENCY: _("Our staff are looking into something at the shop."),
    }[Freeze.Cause(freeze.cause)]


def frozen_until(freeze: Freeze) -> str:
    """What ends it."""
    if freeze.cause == Freeze.Cause.DISPUTE:
        return _("It goes on when the two of you agree, or when our staff decide.")
    if freeze.cause == Freeze.Cause.CHARGEBACK:
        return _("It goes on when the bank has decided, which can take weeks.")
    if freeze.until:
        return _("It goes on by itself by %(until)s at the latest.") % {"until": told(freeze.until)}
    return _("It goes on when that has ended.")


def _amount(amount: Money) -> str:
    return amount.format()
