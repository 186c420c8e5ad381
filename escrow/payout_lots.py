"""What a payout was made of: which sales brought the money that it took.

Whatever leaves a seller's balance takes the oldest money first. So what lay there before the payout
is the newest money that had come in, and the payout took the older end of it: read backwards from
the payout's own posting, no further than it reaches. Where a sale's money was found again for its
buyer in between, the order's money path is the exact one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from escrow import payouts
from escrow.models import Account, Hold, JournalEntry, Payout, Posting
from escrow.money import Money
from escrow.path.movement import IDENTITY

MOST = 200


@dataclass(frozen=True)
class Lot:
    """So much of one entry's money; `hold` is None where it was no sale."""

    entry: JournalEntry
    amount: Money
    hold: Any


def of(payout: Payout) -> list[Lot]:
    """Newest money first; at most so many."""
    taken = _posting(payout)
    if taken is None:
        return []
    parts = list(_parts(payout, taken))[:MOST]
    holds = _holds([entry for entry, _minor in parts])
    return [
        Lot(entry, Money(minor, payout.currency), holds.get(_about(entry)))
        for entry, minor in parts
    ]


def _posting(payout: Payout) -> Posting | None:
    """The last time that it left the balance."""
    place = payouts.seller_place(payout)
    key = f"payout:{payout.pk}:{payout.attempts}"
    found = Posting.objects.filter(entry__key=key, account__kind=place.kind)
    return found.select_related("account").first()


def _parts(payout: Payout, taken: Posting) -> Iterator[tuple[JournalEntry, int]]:
    newer, wanted = _left_behind(payout, taken), payout.amount_minor
    came_in = Posting.objects.filter(account=taken.account_id, pk__lt=taken.pk, amount_minor__lt=0)
    for row in came_in.select_related("entry").order_by("-pk")[: 10 * MOST]:
        minor = -row.amount_minor
        skipped = min(newer, minor)
        newer -= skipped
        part = min(minor - skipped, wanted)
        if part:
            yield row.entry, part
        wanted -= part
        if not wanted:
            return


def _left_behind(payout: Payout, taken: Posting) -> int:
    """What the payout left in the balance: what there is now, less all that came since."""
    since = taken.account.postings.filter(pk__gt=taken.pk).values_list("amount_minor", flat=True)
    now = Account.objects.values_list("balance_minor", flat=True).get(pk=taken.account_id)
    return max(now + sum(since), 0)


def _about(entry: JournalEntry) -> UUID | None:
    found = IDENTITY.search(entry.key)
    return UUID(found[0]) if found else None


def _holds(entries: list[JournalEntry]) -> dict[UUID | None, Hold]:
    ids = [about for entry in entries if (about := _about(entry))]
    found = Hold.objects.filter(pk__in=ids).select_related("line__order")
    return {hold.pk: hold for hold in found}
