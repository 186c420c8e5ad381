"""Where an order's money goes after it has met other money: the seller's payouts, the fund."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import OuterRef, Subquery

from escrow.chart import Kind
from escrow.ledger import Place
from escrow.models import JournalEntry, Operation, Posting
from escrow.path.movement import Booking, Movement, Part, about, bookings, shared
from escrow.path.pool import follow
from escrow.path.queue import Flow
from escrow.path.threads import Threads

POOLS = (Kind.SELLER_RESERVE, Kind.SELLER_PAYABLE)


def swept(threads: Threads, movements: Sequence[Movement]) -> list[Movement]:
    """Plus fees reach the fund with the next sweep, which takes all that is due."""
    due = {m.entry.pk: p for m in movements for p in m.targets if p.place.kind == Kind.PLUS_DUE}
    if not due:
        return []
    sweep = Posting.objects.filter(
        account=OuterRef("account"), pk__gt=OuterRef("pk"), amount_minor__gt=0
    ).order_by("pk")
    own = Posting.objects.filter(entry__in=list(due), account__kind=Kind.PLUS_DUE)
    pairs = own.annotate(sweep=Subquery(sweep.values("entry")[:1])).values_list("entry_id", "sweep")
    parts: dict[int, int] = {}
    for entry, sweeping in pairs:
        if sweeping:
            parts[sweeping] = parts.get(sweeping, 0) + due[entry].amount.minor
    return [one.share(parts[one.entry.pk]) for one in bookings(parts, threads.currency)]


def through_the_sellers_hands(threads: Threads, movements: Sequence[Movement]) -> list[Movement]:
    """The movements again, with what the order took from the seller's other money marked, and
    every payout, or other order, that took some of this order's."""
    seen = list(movements)
    for place in _pools(seen):
        own = {m.entry.pk for m in seen if any(p.place == place for p in m.sources + m.targets)}
        flow = follow(place, threads.currency, threads.holds, own)
        seen = [_with_borrowed(m, place, flow.borrowed.get(m.entry.pk, 0)) for m in seen]
        seen += _moved_by_others(place, flow, threads)
    return seen + _paid(seen, threads.currency)


def _pools(movements: Sequence[Movement]) -> list[Place]:
    places = {p.place for m in movements for p in m.sources + m.targets if p.place.kind in POOLS}
    return sorted(places, key=lambda place: (POOLS.index(place.kind), place.owner))


def _with_borrowed(movement: Movement, place: Place, minor: int) -> Movement:
    if not minor:
        return movement
    sources: list[Part] = []
    for part in movement.sources:
        if part.place != place:
            sources.append(part)
            continue
        other = replace(part.amount, minor=minor)
        sources += [Part(place, part.amount - other), Part(place, other, other=True)]
    return replace(movement, sources=tuple(part for part in sources if part.amount))


def _moved_by_others(place: Place, flow: Flow, threads: Threads) -> list[Movement]:
    """Payouts, payouts that came back, and bookings of other orders that took the oldest money."""
    moved = []
    for booking in bookings({*flow.taken, *flow.came}, threads.currency):
        taken, came = flow.taken.get(booking.entry.pk, 0), flow.came.get(booking.entry.pk, 0)
        here = (Part(place, replace(booking.whole, minor=taken or came)),)
        if taken:
            there = _marked(shared(booking.credits, taken), booking, threads)
            moved.append(Movement(booking.entry, here, there, booking.whole))
        else:
            back = Movement(booking.entry, shared(booking.debits, came), here, booking.whole)
            moved.append(_at_the_bank(back))
    return moved


def _marked(parts: Sequence[Part], booking: Booking, threads: Threads) -> tuple[Part, ...]:
    """What another order has taken is no more this order's."""
    if booking.entry.kind.startswith("payout") or booking.about in threads.holds:
        return tuple(parts)
    return tuple(replace(part, other=True) for part in parts)


def _paid(movements: Sequence[Movement], currency: str) -> list[Movement]:
    """Payouts that have left: what is in transit goes on with the call that brought it."""
    sent = {
        about(m.entry.key): m
        for m in movements
        if any(part.place.kind == Kind.PAYOUT_IN_TRANSIT for part in m.targets)
    }
    calls = Operation.objects.filter(payout__in=list(sent)).values_list("pk", "payout")
    by_key = {f"paid-out:{call}": str(payout) for call, payout in calls}
    entries = JournalEntry.objects.filter(key__in=by_key).values("pk")
    return [
        _at_the_bank(booking.share(sent[by_key[booking.entry.key]].amount.minor))
        for booking in bookings(entries, currency)
    ]


def _at_the_bank(movement: Movement) -> Movement:
    """A payout out of what the provider keeps for us is at the seller's bank all the same."""
    return replace(movement, sources=_banked(movement.sources), targets=_banked(movement.targets))


def _banked(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(
        replace(part, place=Place(Kind.BANK, part.place.owner))
        if part.place.kind == Kind.PSP_CLEARING
        else part
        for part in parts
    )
