"""What a provider keeps for its work or sends to our bank: known from its report, booked once."""

from __future__ import annotations

from escrow import audit, ledger
from escrow.chart import Kind
from escrow.gateways import ReportLine
from escrow.ledger import Entry, Place
from escrow.models import JournalEntry
from escrow.story import story

BOOKED_AS = {
    "fee": (Place(Kind.PSP_FEES), "provider_fee"),
    "settlement": (Place(Kind.BANK), "settled_to_bank"),
}


@story
def book(gateway: str, line: ReportLine) -> None:
    """A fee or a settlement of the report, once for each line."""
    clearing = Place(Kind.PSP_CLEARING, gateway)
    ledger.alone(clearing)
    key = line.key(gateway)
    if JournalEntry.objects.filter(key=key).exists():
        return
    place, kind = BOOKED_AS[line.what]
    entry = Entry(key, kind).debit(place, -line.amount).credit(clearing, -line.amount)
    audit.record(None, kind, *ledger.post(entry), amount=str(-line.amount))
