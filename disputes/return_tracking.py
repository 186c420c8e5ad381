"""What carriers report of a parcel on its way back, and what staff found out about it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from disputes import clocks, execution, return_ending, returning, reviewing, timeline
from disputes.execution import Case
from disputes.models import Dispute, Return, ReturnScan, Statement
from disputes.reviewing import NotYours
from escrow import audit, clock, outbox
from escrow.story import require, step, story
from marketplace.carrier_parcels import BARE, BEFORE, carriers_name, key_of
from marketplace.carrier_scan import Scan
from marketplace.models import TrackingEvent, User

Kind = TrackingEvent.Kind
# Of a return, `returned` is said when it has come back to the buyer who sent it.
NEVER_COMES = (Kind.LOST, Kind.RETURNED)


@story
def record_scan(return_id: UUID, *, kind: str, at: datetime, key: str, place: str = "") -> bool:
    """A carrier saw it. Returns whether this was news; a scan that came before is not."""
    plain = Return.objects.select_related("dispute").get(pk=return_id)
    case = execution.locked(plain.dispute)
    if ReturnScan.objects.filter(key=key).exists():
        return False
    ReturnScan.objects.create(
        of_return=plain, key=key, kind=kind, at=at, place=place, received_at=clock.now()
    )
    row = returning.current(case.dispute)
    if row is not None and row.pk == plain.pk:
        _follow(case, row, kind, at)
    return True


def follow_carrier(scan: Scan, event_id: str) -> str:
    """What a carrier's message about a return led to; empty if it is about none that is on its way."""
    posted = Return.objects.annotate(bare=BARE).filter(
        bare=scan.number,
        carrier__iexact=carriers_name(scan),
        posted_at__lte=scan.at + BEFORE,
    )
    row = posted.order_by("-posted_at").first()
    if row is None:
        return ""
    key = key_of(event_id, scan, row.pk)
    news = record_scan(row.pk, kind=scan.kind, at=scan.at, key=key, place=scan.place)
    return "recorded" if news else "known already"


@story
def mark_delivered(dispute: Dispute, *, by: User) -> Return:
    """One of our staff has found out that the seller has it. Raises NotYours."""
    case, row = _for_staff(dispute, by)
    _arrive(case, row, clock.now())
    audit.record(by, "return_marked_delivered", case.dispute, row)
    return row


@story
def mark_lost(dispute: Dispute, *, by: User) -> Return:
    """One of our staff has found out that it will not come. Raises NotYours."""
    case, row = _for_staff(dispute, by)
    row.scanned_at = row.scanned_at or clock.now()
    row.save()
    return_ending.lose(case, row, by=None)
    audit.record(by, "return_marked_lost", case.dispute, row)
    return row


def _follow(case: Case, row: Return, kind: str, at: datetime) -> None:
    """A late scan never undoes an arrival."""
    row.scanned_at = max(at, row.scanned_at or at)
    if kind == Kind.DELIVERED and can_proceed(row.arrive):
        _arrive(case, row, at)
        return
    if can_proceed(row.travel):
        row.travel(at)
    row.save()
    if not can_proceed(row.lose):
        return
    if kind in NEVER_COMES:
        return_ending.lose(case, row, by=None, buyer_has_it=kind == Kind.RETURNED)
    else:
        return_ending.wait_for_scans(case, at)


@step
def _arrive(case: Case, row: Return, at: datetime) -> None:
    row.arrive(min(at, clock.now()))
    row.save()
    until = clock.now() + case.order.policy.window("return_inspect")
    clocks.wait_for_parcel(case.dispute, "return_inspect", until)
    timeline.say(case.dispute, None, Statement.Kind.RETURNED)
    outbox.announce(case.order.seller.user_id, "return_here", case.dispute, key=str(row.pk))
    audit.record(None, "return_delivered", case.dispute, row)


@step
def _for_staff(dispute: Dispute, by: User) -> tuple[Case, Return]:
    case = reviewing.locked_for(dispute, by)
    row = returning.current(case.dispute)
    require(
        row is not None and can_proceed(row.lose),
        NotYours,
        _("Nothing of this case is on its way back now. Reload the page to see where it stands."),
    )
    assert row is not None
    return case, row
