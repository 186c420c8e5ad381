"""What is kept back from a new seller's sales for a while: kept, used by claims, and let go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from escrow import audit, clock, deadlines, ledger
from escrow.chart import Kind
from escrow.ledger import Entry, Place
from escrow.models import Hold, Reserve
from escrow.money import Money
from escrow.story import step, story

DUE = "reserve_due"

# The same in a statement that has computed the `shares` and found every account (`ready`).
KEEP_SHARES = """
    kept AS (
        INSERT INTO escrow_reserve (hold_id, seller_id, currency, amount_minor, left_minor, due_at)
        SELECT id, seller_id, currency, reserve, reserve, %(at)s + reserve_days * interval '24 hours'
        FROM shares, ready WHERE reserve > 0 RETURNING hold_id, due_at
    ), promised AS (
        INSERT INTO escrow_deadline
            (subject_type, subject_id, kind, due_at, state, attempts, last_error)
        SELECT 'hold', hold_id, 'reserve_due', due_at, 'pending', 0, '' FROM kept
    )
"""


@step
def keep(kept: Sequence[tuple[Hold, Money]]) -> None:
    """A part of each release stays back until its day; parts of zero are left out."""
    rows = [_new(hold, part) for hold, part in kept if part]
    if rows:
        Reserve.objects.bulk_create(rows)
        deadlines.set_each((row.hold, DUE, row.due_at) for row in rows)


@step
def use(seller_id: int, most: Money) -> Money:
    """Take up to so much out of a seller's reserves, oldest first; returns how much it was."""
    found = Reserve.objects.filter(
        seller=seller_id, currency=most.currency, left_minor__gt=0
    ).order_by("pk")
    wanted, used = most.minor, []
    for reserve in found.select_for_update(no_key=True, of=("self",)):
        part = min(reserve.left_minor, wanted)
        wanted -= part
        reserve.left_minor -= part
        used.append(reserve)
    Reserve.objects.bulk_update(used, ["left_minor"])
    return Money(most.minor - wanted, most.currency)


@story
def let_go(hold_ids: list[str]) -> None:
    """The days are over and no claim has used it: it is the seller's."""
    due = deadlines.due_subjects(hold_ids, DUE, Hold)
    found = Reserve.objects.filter(hold__pk__in=due).order_by("pk").select_related("hold")
    reserves = list(found.select_for_update(no_key=True, of=("self",)))
    left = [reserve for reserve in reserves if reserve.left]
    if left:
        ledger.post(*[_entry(reserve) for reserve in left])
    for reserve in reserves:
        reserve.left_minor, reserve.freed_at = 0, clock.now()
    Reserve.objects.bulk_update(reserves, ["left_minor", "freed_at"])
    audit.record(None, "reserve_released", *[reserve.hold for reserve in left])
    deadlines.done([reserve.hold for reserve in reserves], DUE)


def _new(hold: Hold, part: Money) -> Reserve:
    return Reserve(
        hold=hold,
        seller_id=hold.seller_id,
        currency=part.currency,
        amount_minor=part.minor,
        left_minor=part.minor,
        due_at=clock.now() + timedelta(days=hold.reserve_days),
    )


def _entry(reserve: Reserve) -> Entry:
    owner = f"seller:{reserve.seller_id}"
    entry = Entry(f"reserve:{reserve.hold_id}", "reserve_released")
    entry.debit(Place(Kind.SELLER_RESERVE, owner), reserve.left)
    return entry.credit(Place(Kind.SELLER_PAYABLE, owner), reserve.left)
