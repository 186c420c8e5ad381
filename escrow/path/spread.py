"""Whose part a payment is that never came to its holds: by what it was meant to pay."""

from __future__ import annotations

from collections.abc import Sequence

from escrow.chart import Kind
from escrow.models import Refund
from escrow.path.movement import Part
from escrow.path.threads import Threads


def spread(threads: Threads, payment: str, begin: int, end: int) -> int:
    """The order's part of the cents from `begin` to `end` of a payment.

    Each order has the same stretch of every cent that comes and goes, so that the parts of all
    orders add up to the whole and nothing is counted anew when it is cut.
    """
    return _up_to(threads, payment, end) - _up_to(threads, payment, begin)


def of_refund(threads: Threads, refund: Refund) -> int:
    """The order's part of a refund, the whole if it is of one of its holds."""
    if refund.hold_id:
        return refund.amount_minor if str(refund.hold_id) in threads.holds else 0
    begin = 0
    for other in threads.refunds:
        if other.pk == refund.pk:
            break
        if other.hold_id is None and other.payment_id == refund.payment_id:
            begin += other.amount_minor
    return spread(threads, str(refund.payment_id), begin, begin + refund.amount_minor)


def own_holds(threads: Threads, parts: Sequence[Part]) -> tuple[Part, ...]:
    owners = {f"hold:{hold}" for hold in threads.holds}
    return tuple(
        part for part in parts if part.place.kind == Kind.ESCROW and part.place.owner in owners
    )


def _up_to(threads: Threads, payment: str, minor: int) -> int:
    meant = [funding for funding in threads.fundings if str(funding.payment_id) == payment]
    whole, low, part = sum(funding.amount_minor for funding in meant), 0, 0
    for funding in meant:
        high = low + funding.amount_minor
        if str(funding.hold_id) in threads.holds:
            part += minor * high // whole - minor * low // whole
        low = high
    return part
