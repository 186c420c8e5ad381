"""What goes into a parcel, when a line of several units is sent in parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from escrow.models import Hold
from escrow.money import Money
from escrow.story import Refusal, require
from marketplace.models import Order, OrderLine


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


def to_pack(order: Order) -> list[tuple[OrderLine, int]]:
    """What still goes into a parcel, or all of it once everything is sent. Loaded `to_print()`."""
    lines = list(order.lines.all())
    if not order.is_to_ship():
        return [(line, line.quantity) for line in lines]
    first = {parcel.pk for parcel in order.first_parcels()}
    left = [
        (line, line.quantity - _sent(line, first)) for line in lines if not line.hold.settled_at
    ]
    return [(line, units) for line, units in left if units]


def _sent(line: OrderLine, first: set[UUID]) -> int:
    return sum(part.quantity for part in line.parcels.all() if part.shipment_id in first)


def share_of_rest(line: OrderLine, hold: Hold) -> Money:
    """What goes back for the units that were not sent.

    The share of what was sent stays; what the seller has given back of it already is not given
    twice.
    """
    stays, _rest = hold.captured.split([line.quantity - line.left, line.left])
    return max(hold.held - stays, Money.zero(hold.currency))
