"""Many orders sent at once: row by row, each through the one story of sending.

A row that is wrong says why and stops no other. Trying first (`try_out`) changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from escrow.story import Refusal
from marketplace import fulfilment, known_carriers
from marketplace.models import Order, Shipment, User

MOST_ROWS = 1000


@dataclass(frozen=True)
class Row:
    """What somebody wrote of one order; `place` is the row's number in their list, from 1."""

    place: int
    number: str
    carrier: str
    tracking_number: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a row, or would: sent, or the sentence that says why not.

    `doubt`: it was, but the number does not look like one of its carrier's.
    """

    row: Row
    problem: str = ""
    doubt: str = ""

    @property
    def is_good(self) -> bool:
        return not self.problem


def try_out(rows: Sequence[Row], *, by: User) -> list[Outcome]:
    """What `send` would say of each row now. Two queries, however many rows."""
    mine = Order.objects.sold_by(by).filter(number__in={row.number for row in rows})
    waiting = fulfilment.that_can_be_sent(mine)
    known = set(mine.values_list("number", flat=True))
    named: dict[str, int] = {}
    outcomes = []
    for row in rows:
        problem = _wrong_in_itself(row, named) or _wrong_now(row, known, waiting)
        outcomes.append(_outcome(row, problem))
    return outcomes


def send(rows: Sequence[Row], *, by: User) -> list[Outcome]:
    """Every good row is sent, in a transaction of its own; the others say why they are not."""
    named: dict[str, int] = {}
    return [_outcome(row, _wrong_in_itself(row, named) or _send(row, by)) for row in rows]


def _outcome(row: Row, problem: str) -> Outcome:
    doubt = "" if problem else known_carriers.doubt(row.carrier, row.tracking_number)
    return Outcome(row, problem, doubt)


def _send(row: Row, by: User) -> str:
    """Empty when it is sent."""
    try:
        fulfilment.mark_shipped(
            row.number, by=by, carrier=row.carrier, tracking_number=row.tracking_number
        )
    except Order.DoesNotExist:
        return _unknown()
    except Refusal as refusal:
        return str(refusal)
    return ""


def _wrong_in_itself(row: Row, named: dict[str, int]) -> str:
    """Whatever the order is like; remembers in which row each order was named."""
    if not row.number:
        return _("Write the order's number.")
    first = named.setdefault(row.number, row.place)
    if first != row.place:
        return _("This order stands in row %(row)s already.") % {"row": first}
    if not row.carrier:
        return _("Write who carries it.")
    return _too_long(row)


def _too_long(row: Row) -> str:
    limit = Shipment._meta.get_field("carrier").max_length or 0
    if max(len(row.carrier), len(row.tracking_number)) > limit:
        return _("Carrier and tracking number have at most %(limit)s letters each.") % {
            "limit": limit
        }
    return ""


def _wrong_now(row: Row, known: set[str], waiting: set[str]) -> str:
    if row.number not in known:
        return _unknown()
    return "" if row.number in waiting else fulfilment.not_waiting()


def _unknown() -> str:
    return _("You have no order with this number.")
