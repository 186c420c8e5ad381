"""What is known from a provider's report alone, booked once: its fees, what it sends to our bank, and
deposits, money that came and that nothing is paid with yet."""

from __future__ import annotations

from escrow import audit, ledger
from escrow.chart import Kind
from escrow.gateways import ReportLine
from escrow.ledger import Entry, Place
from escrow.models import JournalEntry
from escrow.story import step, story

BOOKED_AS = {
    "fee": (Place(Kind.PSP_FEES), "provider_fee"),
    "settlement": (Place(Kind.BANK), "settled_to_bank"),
}


@story
def book(gateway: str, line: ReportLine) -> None:
    """A line of the report that our books cannot know of, once for each."""
    enter(gateway, line)


@step
def enter(gateway: str, line: ReportLine) -> None:
    """The same inside a story that writes the report itself."""
    clearing = Place(Kind.PSP_CLEARING, gateway)
    ledger.alone(clearing)
    key = line.key(gateway)
    if JournalEntry.objects.filter(key=key).exists():
        return
    place, kind = _booked_as(gateway, line)
    entry = Entry(key, kind).debit(place, -line.amount).credit(clearing, -line.amount)
    audit.record(None, kind, *ledger.post(entry), amount=str(-line.amount))


def _booked_as(gateway: str, line: ReportLine) -> tuple[Place, str]:
    """A deposit has a place of its own, so that everybody sees whose money waits there."""
    if line.what == "deposit":
        return Place(Kind.UNAPPLIED, f"deposit:{line.object_reference}"), "deposit"
    return BOOKED_AS[line.what]
