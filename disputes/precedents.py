"""What usually happens: how cases like this one ended, told only where nobody can be found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median
from typing import NamedTuple

from django.db import connection

from disputes.claimable import Claimable
from disputes.models import Dispute
from disputes.models.precedent import Ending
from disputes.remembering import band
from escrow.models import Policy
from escrow.money import Money, total
from marketplace.models import Listing, Order, OrderLine

# Nothing is said of fewer cases, nor of those of fewer people; an ending of fewer is not named.
CASES, BUYERS, SELLERS, OF_AN_ENDING = 10, 5, 5, 3
# The newest so many of a reason are looked at, however many there are.
LATEST = 200
NEWEST = """
    SELECT p.* FROM unnest(%s::text[]) AS wanted (reason), LATERAL (
        SELECT id, reason, category_id, band, ending, share_bps, case_mark, buyer_mark, seller_mark
        FROM disputes_precedent WHERE reason = wanted.reason ORDER BY id DESC LIMIT %s
    ) p
"""


class Width(Enum):
    """How alike the cases are, the most alike first."""

    PRICE = "price"
    CATEGORY = "category"
    REASON = "reason"


class Row(NamedTuple):
    id: int
    reason: str
    category_id: int
    band: int
    ending: str
    share_bps: int
    case_mark: str
    buyer_mark: str
    seller_mark: str


@dataclass(frozen=True)
class Like:
    """What a case is compared by beside its reason."""

    category_id: int
    band: int


@dataclass(frozen=True)
class Similar:
    """How so many cases ended. `endings` leaves out what too few ended with.

    `middle_percent` is the middle share of those that ended with a part; None where none is told.
    """

    width: Width
    cases: int
    endings: dict[Ending, int]
    middle_percent: int | None

    @property
    def others(self) -> int:
        """Those whose ending is not named, because too few ended so."""
        return self.cases - sum(self.endings.values())


def similar(reason: str, like: Like) -> Similar | None:
    """How cases of this reason ended; None until there are enough to tell."""
    return _widening(_rows([reason]), like)


def before_filing(order: Order, possible: Claimable) -> dict[str, Similar]:
    """For each reason that can be chosen now and of which enough is known. Two queries."""
    if not possible.lines:
        return {}
    like = Like(_category(possible.lines), band(possible.most, order.policy))
    rows = _rows([reason.code for reason in possible.usual])
    found = {
        reason.code: _widening([row for row in rows if row.reason == reason.code], like)
        for reason in possible.usual
    }
    return {code: cases for code, cases in found.items() if cases}


def of_listing(reason: str, listing: Listing, policy: Policy) -> Similar | None:
    """As before buying: one of it, at its price of today."""
    return similar(reason, Like(listing.category_id, band(listing.price, policy)))


def like_case(dispute: Dispute) -> Like:
    """What the case of a dispute is compared by."""
    lines = list(dispute.lines.all())
    value = total((line.cap for line in lines), dispute.currency)
    dearest = max(lines, key=lambda line: (line.cap_minor, -line.line_id))
    return Like(dearest.line.listing.category_id, band(value, dispute.order.policy))


def _rows(reasons: Sequence[str]) -> list[Row]:
    """The newest of each reason; of a corrected case the newer row alone."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [list(reasons), LATEST])
        rows = [Row(*each) for each in cursor.fetchall()]
    newest = {row.case_mark: row for row in sorted(rows)}
    return list(newest.values())


def _widening(rows: Sequence[Row], like: Like) -> Similar | None:
    """The narrowest that is enough: price and category, then category, then the reason alone."""
    of_category = [row for row in rows if row.category_id == like.category_id]
    of_price = [row for row in of_category if row.band == like.band]
    tries = ((Width.PRICE, of_price), (Width.CATEGORY, of_category), (Width.REASON, rows))
    return next((_told(width, found) for width, found in tries if is_enough(found)), None)


def is_enough(rows: Sequence[Row]) -> bool:
    """So many cases of so many people that nobody can be found in the sum."""
    return (
        len(rows) >= CASES
        and len({row.buyer_mark for row in rows}) >= BUYERS
        and len({row.seller_mark for row in rows}) >= SELLERS
    )


def _told(width: Width, rows: Sequence[Row]) -> Similar:
    counted = Counter(Ending(row.ending) for row in rows)
    endings = {ending: counted[ending] for ending in Ending if counted[ending] >= OF_AN_ENDING}
    shares = (row.share_bps for row in rows if row.ending == Ending.PART)
    return Similar(width, len(rows), endings, _middle(shares) if Ending.PART in endings else None)


def _middle(shares: Iterable[int]) -> int:
    """To the nearest five percent, and never nothing or all of it: it is a part."""
    return min(95, max(5, round(median(shares) / 500) * 5))


def _category(lines: Sequence[OrderLine]) -> int:
    dearest = max(lines, key=_worth)
    found = Listing.objects.filter(pk=dearest.listing_id).values_list("category_id", flat=True)
    return int(found[0])


def _worth(line: OrderLine) -> tuple[int, int]:
    held: Money = line.hold.total
    return held.minor, -line.pk
