"""Staff among themselves: a note that the two never read, and a case handed to somebody by name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from disputes import conflicts, execution, parties, reviewing
from disputes.models import Dispute, StaffNote
from disputes.models.dispute_state import FOR_STAFF, MAY_DECIDE
from disputes.reviewing import NotYours
from escrow import audit, clock, outbox
from escrow.story import require, story
from marketplace.models import User

# Whoever shares the work out; for one's own case nobody asks.
MAY_ASSIGN = "disputes.assign_dispute"


@story
def note(dispute: Dispute, *, by: User, words: str) -> StaffNote:
    """Said to the other staff, for good. Raises NotYours."""
    case = reviewing.locked_for(dispute, by)
    require(bool(words.strip()), NotYours, _("Write something that the others should know."))
    said = _write(case.dispute, by, words)
    audit.record(by, "case_noted", case.dispute)
    return said


@story
def hand_over(dispute: Dispute, *, by: User, to: User, words: str) -> Dispute:
    """From now on a colleague has it, who is told why. Its day stays. Raises NotYours."""
    case = execution.locked(dispute)
    _check(case.dispute, by)
    require(bool(words.strip()), NotYours, _("Write what your colleague should know."))
    require(
        to.is_active and to.has_perm(MAY_DECIDE) and not conflicts.why_not(case.dispute, to),
        NotYours,
        _("%(name)s cannot have this case. Choose somebody else.") % {"name": to},
    )
    require(
        to.pk != case.dispute.assignee_id,
        NotYours,
        _("%(name)s has it already.") % {"name": to},
    )
    reviewing.give(case.dispute, to)
    _write(case.dispute, by, words, to)
    key = parties.this_time(case.dispute)
    outbox.announce(to.pk, "case_handed_over", case.dispute, key=key)
    audit.record(by, "dispute_handed_over", case.dispute, to=to.pk)
    return case.dispute


def _check(dispute: Dispute, by: User) -> None:
    """Even who must keep away hands it over: that is how they keep away."""
    mine = dispute.assignee_id == by.pk and by.has_perm(MAY_DECIDE)
    require(
        mine or by.has_perm(MAY_ASSIGN),
        NotYours,
        _("It is not yours to hand over. Ask whoever shares out the work."),
    )
    require(
        parties.side_of(dispute, by) is None,
        NotYours,
        _("You are a party of this case. Ask whoever shares out the work."),
    )
    require(
        dispute.state in FOR_STAFF,
        NotYours,
        _("This case does not stand there any more. Reload the page to see where it stands."),
    )


def _write(dispute: Dispute, by: User, words: str, to: User | None = None) -> StaffNote:
    return StaffNote.objects.create(
        dispute=dispute, by=by, words=words.strip(), at=clock.now(), handed_to=to
    )
