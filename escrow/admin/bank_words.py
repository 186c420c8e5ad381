"""What became of a line of a bank statement, in the words of staff."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow.gateways.bank_transfer.matching import Made

MADE: dict[Made, Promise] = {
    Made.PAID: _("pays a purchase"),
    Made.OVER: _("pays a purchase; what is too much goes back"),
    Made.UNDER: _("a part of a purchase; the rest is awaited"),
    Made.LATE: _("too late for its purchase; goes back"),
    Made.AGAIN: _("its purchase is paid already; goes back"),
    Made.UNMATCHED: _("nobody knows whose it is yet"),
    Made.LEFT: _("a transfer of ours has left"),
    Made.CAME_BACK: _("a transfer of ours came back"),
    Made.FEE: _("the bank's fee"),
    Made.TAKEN_BACK: _("the bank took money back that lay here"),
    Made.UNEXPLAINED: _("money left and nobody knows why yet"),
}
