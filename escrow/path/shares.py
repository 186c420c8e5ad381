"""How much of an entry is one order's: a payment, a claim or a sweep may be about several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from escrow.chart import Kind
from escrow.money import total
from escrow.path.movement import Booking, Movement, Part, shared
from escrow.path.threads import Threads


@dataclass
class Shares:
    """Reads the entries in their order; what of a payment belongs to nobody's hold is shared by
    what the payment was meant to pay."""

    threads: Threads
    claimed: dict[str, tuple[int, int]] = field(default_factory=dict)
    passed: dict[tuple[str, bool], int] = field(default_factory=lambda: defaultdict(int))
    done: dict[int, Movement] = field(default_factory=dict)

    def movements(self, seen: Sequence[Booking]) -> list[Movement]:
        """This order's part of each entry; entries that are not about it are left out."""
        self._read_claims(seen)
        for booking in seen:
            movement = self._part_of(booking)
            if movement and movement.targets:
                self.done[booking.entry.pk] = movement
        return list(self.done.values())

    def _part_of(self, booking: Booking) -> Movement | None:
        if booking.entry.reverses_id:
            return _opposite(booking, self.done.get(booking.entry.reverses_id))
        if booking.about in self.threads.subjects:
            return booking.share(booking.whole.minor)
        if any(part.place.kind == Kind.ESCROW for part in booking.parts):
            return self._of_its_holds(booking)
        return self._of_a_payment(booking) or self._of_a_claim(booking)

    def _of_its_holds(self, booking: Booking) -> Movement | None:
        """What the entry moves out of, or into, the order's own holds."""
        out = self._own(booking.debits)
        if out:
            given = shared(booking.credits, _minor(out))
            return Movement(booking.entry, out, given, booking.whole)
        into = self._own(booking.credits)
        taken = shared(booking.debits, _minor(into)) if into else ()
        return Movement(booking.entry, taken, into, booking.whole) if into else None

    def _own(self, parts: Sequence[Part]) -> tuple[Part, ...]:
        owners = {f"hold:{hold}" for hold in self.threads.holds}
        return tuple(
            part for part in parts if part.place.kind == Kind.ESCROW and part.place.owner in owners
        )

    def _of_a_payment(self, booking: Booking) -> Movement | None:
        payment, comes = self._payment(booking)
        if not payment:
            return None
        return booking.share(self._next(f"payment:{payment}", booking, comes=comes))

    def _payment(self, booking: Booking) -> tuple[str, bool]:
        """Which payment of the order's the entry is about, and whether money comes with it."""
        for part in booking.parts:
            owner = part.place.owner.removeprefix("payment:")
            if part.place.kind == Kind.UNAPPLIED and owner in self.threads.payments:
                return owner, part in booking.credits
        return self.threads.payment_of_refund.get(booking.about, ""), False

    def _of_a_claim(self, booking: Booking) -> Movement | None:
        claims = [p for p in booking.parts if p.place.kind == Kind.CHARGEBACK_SUSPENSE]
        if not claims:
            return None
        return booking.share(
            self._next(claims[0].place.owner, booking, comes=claims[0] in booking.credits)
        )

    def _next(self, level: str, booking: Booking, *, comes: bool) -> int:
        """The order's part of the next so many cents of a payment or claim.

        The parts of all orders add up to the whole, however often it is cut.
        """
        settled = booking.entry.kind if booking.about in self.threads.payment_of_refund else ""
        begin = self.passed[level + settled, comes]
        self.passed[level + settled, comes] = end = begin + booking.whole.minor
        return self._up_to(level, end) - self._up_to(level, begin)

    def _up_to(self, level: str, minor: int) -> int:
        if level in self.claimed:
            own, whole = self.claimed[level]
            return minor * own // whole
        payment = level.removeprefix("payment:")
        meant = [f for f in self.threads.fundings if str(f.payment_id) == payment]
        meant = meant or list(self.threads.fundings)
        whole, low, part = sum(funding.amount_minor for funding in meant), 0, 0
        for funding in meant:
            high = low + funding.amount_minor
            if str(funding.hold_id) in self.threads.holds:
                part += minor * high // whole - minor * low // whole
            low = high
        return part

    def _read_claims(self, seen: Sequence[Booking]) -> None:
        """Once a lost claim has taken holds' money, that says whose it was about."""
        for booking in seen:
            held = [part for part in booking.debits if part.place.kind == Kind.ESCROW]
            own = _minor(self._own(held))
            for part in booking.credits:
                if part.place.kind == Kind.CHARGEBACK_SUSPENSE and held:
                    self.claimed[part.place.owner] = (own, _minor(held))


def _opposite(booking: Booking, reversed_: Movement | None) -> Movement | None:
    if reversed_ is None:
        return None
    return Movement(booking.entry, reversed_.targets, reversed_.sources, booking.whole)


def _minor(parts: Sequence[Part]) -> int:
    return total((part.amount for part in parts), parts[0].amount.currency).minor if parts else 0
