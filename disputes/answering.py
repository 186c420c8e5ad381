"""The seller's turn: accept the claim, or contest it. An offer is the third way."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from disputes import escalation, evidence, execution, postage, timeline
from disputes.execution import Terms
from disputes.models import Dispute, Statement
from disputes.models.dispute_state import DisputeState
from disputes.parties import NotYourTurn
from escrow import audit, clock
from escrow.story import require, story
from marketplace.models import User
from marketplace.uploads import Upload


@story
def accept(dispute: Dispute, *, by: User, seen: int | None = None) -> Dispute:
    """The seller agrees: the buyer gets what was claimed, at once; until staff have decided.

    `seen` is which of the claim's versions they read (`Dispute.changes`). Raises NotYourTurn.
    """
    case = execution.locked(dispute)
    require(
        seen in (None, case.dispute.changes),
        NotYourTurn,
        _("The buyer has changed the complaint meanwhile. Read it again before you agree."),
    )
    require(
        case.order.seller.user_id == by.pk and case.dispute.is_undecided(),
        NotYourTurn,
        _("This case does not wait for your answer any more."),
    )
    case.dispute.answered_at = case.dispute.answered_at or clock.now()
    timeline.say(case.dispute, by, Statement.Kind.ACCEPTED)
    asked = Terms(case.dispute.claimed, case.dispute.remedy, postage.payer(case.dispute))
    execution.grant(case, asked, by=by)
    return case.dispute


@story
def contest(dispute: Dispute, *, by: User, text: str, photos: Sequence[Upload] = ()) -> Dispute:
    """The seller disagrees; staff decide. Raises NotYourTurn."""
    case = execution.locked(dispute)
    require(
        case.order.seller.user_id == by.pk and case.dispute.state == DisputeState.AWAITING_SELLER,
        NotYourTurn,
        _("This case does not wait for your answer any more."),
    )
    case.dispute.answered_at = clock.now()
    evidence.add(case.dispute, by, photos)
    timeline.say(case.dispute, by, Statement.Kind.CONTESTED, text)
    escalation.to_staff(case.dispute)
    audit.record(by, "dispute_contested", case.dispute)
    return case.dispute
