"""Somebody says that a listing is wrong; our staff take it down with a reason, or let it stay."""

from __future__ import annotations

from django.utils.translation import gettext as _

from escrow import audit, clock, outbox, rights
from escrow.story import Refusal, require, step, story
from marketplace.models import Listing, ListingFreeze, ListingReport, User
from marketplace.models.listing_report import ReportOutcome

MAY_SETTLE = "marketplace.settle_listing_reports"
State = Listing.State


class CannotReport(Refusal):
    """It is one's own, or nobody can see it."""


class CannotSettle(Refusal):
    """It is not this person's to settle, or there is nothing to settle."""


class CannotAppeal(Refusal):
    """It is not frozen, was appealed before, or nothing was written."""


@story
def report(
    listing: Listing, *, by: User | None, reason: str, words: str = "", visitor: str = ""
) -> ListingReport:
    """It stays for sale meanwhile. The same person's second report is their first one."""
    seen = _locked(listing)
    require(seen.state in (State.ACTIVE, State.PAUSED), CannotReport, _("It is not here any more."))
    own = by is not None and seen.seller.user_id == by.pk
    require(
        not own, CannotReport, _("This is your own listing. Pause it, or change what is wrong.")
    )
    who = {"by": by, "visitor": "" if by else visitor}
    before = ListingReport.objects.waiting().filter(listing=seen, **who).first()
    if before:
        return before
    made = ListingReport.objects.create(
        listing=seen, reason=reason, words=words.strip(), at=clock.now(), **who
    )
    audit.record(by, "listing_reported", seen, reason=reason)
    return made


@story
def freeze(listing: Listing, *, by: User, reason: str, words: str) -> ListingFreeze:
    """Nobody sees it or can buy it from now on; its seller is told why. Raises CannotSettle."""
    found = _to_settle(listing, by, words)
    require(found.state != State.FROZEN, CannotSettle, _("It is taken down already."))
    made = ListingFreeze.objects.create(
        listing=found,
        reason=reason,
        words=words.strip(),
        by=by,
        at=clock.now(),
        state_before=found.state,
    )
    _set_state(found, State.FROZEN)
    _settle(found, ReportOutcome.FROZEN, by)
    outbox.announce(found.seller.user_id, "listing_frozen", made, reason=reason)
    audit.record(by, "listing_frozen", found, reason=reason)
    return made


@story
def keep(listing: Listing, *, by: User) -> int:
    """Nothing is wrong with it; those who reported it are told. Raises CannotSettle."""
    found = _to_settle(listing, by)
    require(found.state != State.FROZEN, CannotSettle, _("It is taken down already."))
    settled = _settle(found, ReportOutcome.KEPT, by)
    require(settled > 0, CannotSettle, _("No report of it waits any more."))
    audit.record(by, "listing_kept", found)
    return settled


@story
def appeal(listing: Listing, *, by: User, words: str) -> ListingFreeze:
    """The seller says, once, why it should be back. Raises CannotAppeal."""
    found = _locked(listing)
    row = _current(found)
    allowed = row is not None and found.seller.user_id == by.pk and row.can_be_appealed()
    require(allowed, CannotAppeal, _("This cannot be appealed any more."))
    require(
        bool(words.strip()), CannotAppeal, _("Write what was seen wrongly, or what you changed.")
    )
    assert row is not None
    row.appeal, row.appealed_at = words.strip(), clock.now()
    row.save(update_fields=["appeal", "appealed_at"])
    outbox.announce(who_may(), "listing_appealed", row)
    audit.record(by, "listing_freeze_appealed", found)
    return row


@story
def answer(listing: Listing, *, by: User, lift: bool, words: str) -> ListingFreeze:
    """Put it back as it was, or say why not. An appeal is answered by somebody else."""
    found = _to_settle(listing, by, words)
    row = _current(found)
    require(row is not None, CannotSettle, _("It is not taken down."))
    assert row is not None
    require(lift or row.waits_for_answer(), CannotSettle, _("There is no appeal to answer."))
    other = not row.waits_for_answer() or row.by_id != by.pk
    require(other, CannotSettle, _("You took it down. Somebody else has to answer the appeal."))
    row.answer, row.answered_by, row.answered_at = words.strip(), by, clock.now()
    row.ended_at = clock.now() if lift else None
    row.save(update_fields=["answer", "answered_by", "answered_at", "ended_at"])
    if lift:
        _set_state(found, row.state_before)
    outbox.announce(found.seller.user_id, "listing_appeal_answered", row, key=f"{row.pk}-{lift}")
    audit.record(by, "listing_unfrozen" if lift else "listing_stays_frozen", found)
    return row


def freeze_of(listing: Listing) -> ListingFreeze | None:
    """Why it is down, if it is."""
    return _current(listing) if listing.state == State.FROZEN else None


def who_may() -> list[int]:
    """Everybody who settles reports."""
    return rights.who_may(MAY_SETTLE)


def _to_settle(listing: Listing, by: User, words: str | None = None) -> Listing:
    require(by.has_perm(MAY_SETTLE), CannotSettle, _("You may not do this."))
    written = words is None or bool(words.strip())
    require(written, CannotSettle, _("Write down why: the seller will read it."))
    found = _locked(listing)
    require(found.seller.user_id != by.pk, CannotSettle, _("It is yours. Somebody else decides."))
    return found


@step
def _locked(listing: Listing) -> Listing:
    rows = Listing.objects.select_for_update(no_key=True, of=("self",)).select_related("seller")
    return rows.get(pk=listing.pk)


def _current(listing: Listing) -> ListingFreeze | None:
    return ListingFreeze.objects.filter(listing=listing, ended_at=None).select_related("by").first()


def _set_state(listing: Listing, state: str) -> None:
    listing.state = state
    listing.save(update_fields=["state"])


def _settle(listing: Listing, outcome: ReportOutcome, by: User) -> int:
    """Every open report has its outcome, and who has an account is told."""
    rows = list(ListingReport.objects.waiting().filter(listing=listing).order_by("pk"))
    for row in rows:
        row.outcome, row.settled_by, row.settled_at = outcome, by, clock.now()
        if row.by_id:
            outbox.announce(row.by_id, "listing_report_settled", row)
    ListingReport.objects.bulk_update(rows, ["outcome", "settled_by", "settled_at"])
    return len(rows)
