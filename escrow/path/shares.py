"""How much of an entry is one order's: a payment or a bank's claim may be about several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from escrow.chart import Kind
from escrow.path import claims
from escrow.path.movement import Booking, Movement, shared, sum_of
from escrow.path.spread import of_refund, own_holds, spread
from escrow.path.threads import Threads


@dataclass
class Shares:
    """Reads the entries in their order; what of a payment belongs to nobody's hold is shared by
    what the payment was meant to pay."""

    threads: Threads
    passed: dict[tuple[str, bool], int] = field(default_factory=lambda: defaultdict(int))
    done: dict[int, Movement] = field(default_factory=dict)

    def movements(self, seen: Sequence[Booking]) -> list[Movement]:
        """This order's part of each entry; entries that are not about it are left out."""
        in_suspense = claims.of(self.threads, seen)
        for booking in seen:
            movement = in_suspense.get(booking.entry.pk) or self._part_of(booking)
            if movement and movement.targets:
                self.done[booking.entry.pk] = movement
        return list(self.done.values())

    def _part_of(self, booking: Booking) -> Movement | None:
        if booking.entry.reverses_id:
            return _opposite(booking, self.done.get(booking.entry.reverses_id))
        if self.threads.is_own(booking.about):
            return booking.share(booking.whole.minor)
        if any(part.place.kind == Kind.ESCROW for part in booking.parts):
            return self._of_its_holds(booking)
        if refund := self.threads.refund_of.get(booking.about):
            return booking.share(of_refund(self.threads, refund))
        return self._of_a_payment(booking)

    def _of_its_holds(self, booking: Booking) -> Movement | None:
        """What the entry moves out of, or into, the order's own holds."""
        if out := own_holds(self.threads, booking.debits):
            given = shared(booking.credits, sum_of(out))
            return Movement(booking.entry, out, given, booking.whole)
        if into := own_holds(self.threads, booking.credits):
            taken = shared(booking.debits, sum_of(into))
            return Movement(booking.entry, taken, into, booking.whole)
        return None

    def _of_a_payment(self, booking: Booking) -> Movement | None:
        """The order's part of the next so many cents of a payment, in or out; the parts of all
        orders add up to the whole, however often it is cut."""
        for part in booking.parts:
            payment = part.place.owner.removeprefix("payment:")
            if part.place.kind == Kind.UNAPPLIED and payment in self.threads.payments:
                way = payment, part in booking.credits
                begin = self.passed[way]
                self.passed[way] = begin + booking.whole.minor
                return booking.share(
                    spread(self.threads, payment, begin, begin + booking.whole.minor)
                )
        return None


def _opposite(booking: Booking, reversed_: Movement | None) -> Movement | None:
    if reversed_ is None:
        return None
    return Movement(booking.entry, reversed_.targets, reversed_.sources, booking.whole)
