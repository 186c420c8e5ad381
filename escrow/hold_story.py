"""One hold from the first cent to the last: its journal, what stopped it, and what was found after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from escrow import account_words, audit
from escrow.models import AuditEntry, Freeze, Hold, JournalEntry, Posting, Recovery
from escrow.models.hold import HoldState
from escrow.money import Money

CAUSES = {
    Freeze.Cause.DISPUTE: lambda: _("a dispute"),
    Freeze.Cause.DRAFT: lambda: _("a claim that is being written"),
    Freeze.Cause.CHARGEBACK: lambda: _("the buyer's bank"),
    Freeze.Cause.SAFETY: lambda: _("our staff"),
    Freeze.Cause.PAYMENT_DIFFERENCE: lambda: _("a payment that is not what was asked"),
    Freeze.Cause.EMERGENCY: lambda: _("an emergency freeze of its seller"),
}


@dataclass(frozen=True)
class Event:
    """One thing on the line of time; `state` is how it is drawn: done, now, next or lost."""

    at: datetime | None
    title: str
    text: str = ""
    state: str = "done"
    amount: Money | None = None
    entry: JournalEntry | None = field(default=None)


def events(hold: Hold) -> list[Event]:
    """Oldest first; what is promised comes last."""
    told = [*_journal(hold), *_freezes(hold), *_deeds(hold)]
    if hold.delivered_at:
        told.append(Event(hold.delivered_at, _("It arrived")))
    told.sort(key=lambda event: event.at or hold.created_at)
    return [Event(hold.created_at, _("Ordered")), *told, *_next(hold)]


def cause(freeze: Freeze) -> str:
    return CAUSES[Freeze.Cause(freeze.cause)]()


def _journal(hold: Hold) -> Iterator[Event]:
    """Every entry on its own account, and those about it that touch its seller only."""
    rows = Posting.objects.filter(account__kind=hold.place.kind, account__owner=hold.place.owner)
    for row in rows.select_related("entry").order_by("pk"):
        yield _booked(row.entry, Money(abs(row.amount_minor), row.currency))
    later = [f"reserve:{hold.pk}", f"repay:{hold.pk}"]
    for entry in JournalEntry.objects.filter(key__in=later).order_by("pk"):
        yield _booked(entry, None)
    for found in recoveries(hold):
        what = found.reference.partition(":")[0]
        yield Event(found.at, account_words.entry("recovery"), what, "lost", found.amount)


def recoveries(hold: Hold) -> Sequence[Recovery]:
    return list(hold.recoveries.order_by("pk"))


def _booked(entry: JournalEntry, amount: Money | None) -> Event:
    return Event(entry.at, account_words.entry(entry.kind), amount=amount, entry=entry)


def _freezes(hold: Hold) -> Iterator[Event]:
    for freeze in hold.freezes.order_by("started_at", "pk"):
        words = {"cause": cause(freeze)}
        state = "done" if freeze.ended_at else "now"
        yield Event(freeze.started_at, _("Stood still: %(cause)s") % words, freeze.reference, state)
        if freeze.ended_at:
            yield Event(freeze.ended_at, _("No longer: %(cause)s") % words, freeze.reference)


def _deeds(hold: Hold) -> Iterator[Event]:
    for row in audit.trail(hold).exclude(action="reserve_released")[:50]:
        yield Event(row.at, _said(row))


def _said(row: AuditEntry) -> str:
    return row.action.replace("_", " ").capitalize()


def _next(hold: Hold) -> Iterator[Event]:
    if hold.state == HoldState.INSPECTING and hold.release_at:
        title = _("Released to the seller, unless the buyer says otherwise")
        yield Event(hold.release_at, title, state="next", amount=hold.held)
    elif hold.state == HoldState.HELD:
        yield Event(None, _("Waits until it arrives"), state="next", amount=hold.held)
    elif hold.state == HoldState.FROZEN:
        yield Event(
            None, _("Goes on when nothing keeps it any more"), state="next", amount=hold.held
        )
