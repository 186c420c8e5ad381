"""Bringing a file in: looked at first, then taken in as far as its rows are good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from escrow import audit, clock
from escrow.story import step, story
from marketplace import listing as listings
from marketplace.listing_files import plan, table
from marketplace.models import ListingImport, User
from sellers.models import Seller

T = TypeVar("T")
AT_ONCE = 100
KEPT = 5


@story
def look(seller: Seller, content: bytes, name: str, *, by: User) -> ListingImport:
    """Say what the file would do, and do nothing yet. Raises BadTable."""
    text = table.decoded(content)
    report = plan.of(seller, text).report
    made = ListingImport.objects.create(
        seller=seller, name=name[:120], content=text, report=report, brought_at=clock.now()
    )
    _forget_the_oldest(seller)
    audit.record(by, "listings_looked_at", made, rows=report["rows"])
    return made


@story
def run(brought: ListingImport, *, by: User) -> ListingImport:
    """Take in every good row; a second time nothing happens.

    The file is read again, because the shop may have changed since it was looked at.
    """
    User.objects.select_for_update(no_key=True).get(pk=brought.seller.user_id)
    row = ListingImport.objects.select_for_update().get(pk=brought.pk)
    if row.done_at:
        return row
    found = plan.of(row.seller, row.content, lock=True)
    for some in _hundreds(found.new):
        listings.write(row.seller, some, by=by)
    for several in _hundreds(list(found.changes.items())):
        listings.rewrite(dict(several), by=by)
    row.report, row.done_at = found.report, clock.now()
    row.save(update_fields=["report", "done_at"])
    audit.record(by, "listings_imported", row, new=len(found.new), changed=len(found.changes))
    return row


def _hundreds(things: Sequence[T]) -> Iterator[Sequence[T]]:
    return (things[start : start + AT_ONCE] for start in range(0, len(things), AT_ONCE))


@step
def _forget_the_oldest(seller: Seller) -> None:
    newest = seller.listing_imports.order_by("-brought_at").values("pk")[:KEPT]
    seller.listing_imports.exclude(pk__in=newest).delete()
