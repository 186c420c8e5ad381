"""When an order's money moves on from where it is, and what would stop it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from escrow import clock
from escrow.chart import Kind
from marketplace.models import Order
from marketplace.moments import told
from marketplace.money_bar import bar_of
from marketplace.money_path import BUYER, MoneyPath

BANKS_NEED = timedelta(days=10)


def sentence(order: Order, person: Any, path: MoneyPath) -> str:
    """One more sentence after the one that says where it is; empty when nothing moves any more."""
    if path.lies_in(Kind.ESCROW):
        return _while_held(order, person, path.reader)
    if path.lies_in(Kind.REFUND_IN_TRANSIT):
        return _("The payment provider has been asked to send it; a bank may need days to show it.")
    if path.lies_in(Kind.PSP_CLEARING) and path.reader == BUYER and _is_recent(path):
        return _("Your bank may need a few days to show it.")
    if path.lies_in(Kind.PAYOUT_IN_TRANSIT):
        return _("The bank takes it from here.")
    if path.lies_in(Kind.SELLER_RESERVE):
        return _("The reserve is let go after a while, if nothing has to be given back.")
    return ""


def _is_recent(path: MoneyPath) -> bool:
    return clock.now() - path.steps[-1].at < BANKS_NEED


def _while_held(order: Order, person: Any, reader: str) -> str:
    bar = bar_of(order, person)
    names = {
        "shop": order.seller.name,
        "buyer": order.buyer.get_short_name(),
        "ship_by": told(order.ship_by),
        "promised_by": told(order.promised_by),
        "release_at": told(bar.release_at),
    }
    if bar.state == "frozen":
        return _("It stands still: %(why)s %(until)s") % {
            "why": bar.frozen_why,
            "until": bar.frozen_until,
        }
    if bar.state == "inspecting" and bar.release_at:
        return _inspecting(reader) % names
    if bar.state == "held":
        return _("If it is not sent by %(ship_by)s, all of it goes back to the buyer.") % names
    return (
        _("It stays there until the parcel is here, which is promised by %(promised_by)s.") % names
    )


def _inspecting(reader: str) -> str:
    if reader == BUYER:
        return _("%(shop)s gets it on %(release_at)s, unless you say otherwise.")
    return _("It is released on %(release_at)s, unless %(buyer)s says otherwise.")
