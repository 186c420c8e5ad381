"""A bank's claim on a payment: the part of it that is about one order, taken, won back or lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from escrow.chart import Kind
from escrow.models import Chargeback, Refund
from escrow.models.refund import RefundState
from escrow.path.movement import Booking, Movement, Part, shared, sum_of
from escrow.path.spread import of_refund, own_holds, spread
from escrow.path.threads import Threads

CALLED_BACK = "balance_called_back"


def of(threads: Threads, seen: Sequence[Booking]) -> dict[int, Movement]:
    """The order's part of every entry of a claim, by entry.

    It is the part about its holds, what of its refunds gave way to the bank, what the bank took
    of them out of a balance, and its share of what is about nothing else.
    """
    by_owner = {one.suspense.owner: one for one in threads.chargebacks}
    found = {}
    for chargeback in by_owner.values():
        about = [one for one in seen if _is_about(one, chargeback)]
        called = [one for one in about if one.entry.kind == CALLED_BACK]
        entries = [one for one in about if one.entry.kind != CALLED_BACK]
        given = max((_given(one) for one in entries), default=0)
        own_called = _whole([one for one in called if threads.is_own(one.about)])
        minor = _own_part(threads, chargeback, given, _whole(called))
        for booking in entries:
            is_rest = booking.entry.kind == "chargeback_lost"
            own = minor if is_rest else minor + own_called
            found[booking.entry.pk] = _movement(threads, booking, chargeback, own)
        found |= {one.entry.pk: _called_back(threads, one) for one in called}
    return found


def _called_back(threads: Threads, booking: Booking) -> Movement:
    return booking.share(booking.whole.minor if threads.is_own(booking.about) else 0)


def _whole(entries: Sequence[Booking]) -> int:
    return sum(one.whole.minor for one in entries)


def _is_about(booking: Booking, chargeback: Chargeback) -> bool:
    return any(part.place == chargeback.suspense for part in booking.parts)


def _given(booking: Booking) -> int:
    """What refunds that were under way have left to the bank."""
    return sum_of([p for p in booking.debits if p.place.kind == Kind.REFUND_IN_TRANSIT])


def _own_part(threads: Threads, chargeback: Chargeback, given: int, called: int) -> int:
    """All but what was called back out of balances: that is told by entries of its own."""
    parts = [part for part in threads.parts if part.chargeback_id == chargeback.pk]
    about_holds = sum(part.amount_minor for part in parts)
    own = sum(part.amount_minor for part in parts if str(part.hold_id) in threads.holds)
    rest = max(chargeback.amount_minor - about_holds - given - called, 0)
    payment = str(chargeback.payment_id)
    return own + _own_given(threads, chargeback, given) + spread(threads, payment, 0, rest)


def _own_given(threads: Threads, chargeback: Chargeback, given: int) -> int:
    gave_way = Refund.objects.filter(payment=chargeback.payment_id, state=RefundState.CHARGED_BACK)
    refunds = list(gave_way) if given else []
    whole = sum(refund.amount_minor for refund in refunds)
    own = sum(of_refund(threads, refund) for refund in refunds)
    return given * own // whole if whole else 0


def _movement(threads: Threads, booking: Booking, chargeback: Chargeback, minor: int) -> Movement:
    """Of a lost claim: what its holds and its seller bear is the order's, and of the rest a part."""
    own = own_holds(threads, booking.debits) + tuple(
        part for part in booking.debits if part.place.owner in threads.sellers
    )
    anybodys = [part for part in booking.debits if not part.place.owner]
    given = _own_given(threads, chargeback, _given(booking))
    if not own and not anybodys:
        return booking.share(minor)
    sources = own + _of_anybodys(anybodys, given, minor - sum_of(own))
    return Movement(booking.entry, sources, shared(booking.credits, sum_of(sources)), booking.whole)


def _of_anybodys(parts: Sequence[Part], given: int, minor: int) -> tuple[Part, ...]:
    """So much of the refunds that gave way, and the rest of what nobody owes."""
    amounts = {Kind.REFUND_IN_TRANSIT: given, Kind.CHARGEBACK_LOSS: minor - given}
    return tuple(
        replace(part, amount=replace(part.amount, minor=amounts[part.place.kind]))
        for part in parts
        if amounts.get(part.place.kind, 0) > 0
    )
