"""What goes into a parcel, when a line of several units is sent in parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from escrow.models import Hold
from escrow.money import Money
from escrow.story import Refusal, require
from marketplace.models import OrderLine


class CannotBeSent(Refusal):
    """The order, or this part of it, is not waiting to be sent."""


def what(
    left: Sequence[OrderLine], asked: Mapping[int, int] | Sequence[int] | None
) -> dict[int, int]:
    """How many units of which lines: all that are left, unless named. Raises CannotBeSent."""
    if asked is None:
        return {line.pk: line.left for line in left}
    chosen = {line.pk: _units(line, asked) for line in left if line.pk in asked}
    require(bool(chosen), CannotBeSent, _("Choose what you are sending."))
    return chosen


def _units(line: OrderLine, asked: Mapping[int, int] | Sequence[int]) -> int:
    many = asked[line.pk] if isinstance(asked, Mapping) else line.left
    require(
        0 < many <= line.left,
        CannotBeSent,
        _("Of “%(title)s”, send between 1 and %(left)s.")
        % {"title": line.title, "left": line.left},
    )
    return many


def share_of_rest(line: OrderLine, hold: Hold) -> Money:
    """What goes back for the units that were not sent.

    The share of what was sent stays; what the seller has given back of it already is not given
    twice.
    """
    stays, _rest = hold.captured.split([line.quantity - line.left, line.left])
    return max(hold.held - stays, Money.zero(hold.currency))
