"""Step: the seller sends it again, or what was missing, and the money stands still meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disputes import clocks, parties, timeline
from disputes.models import Statement
from escrow import audit, clock, outbox
from escrow.story import step
from marketplace.models import User

if TYPE_CHECKING:
    from disputes.execution import Case


@step
def begin(case: Case, *, by: User | None) -> bool:
    """The seller has their usual working days for it. False when it was sent again once before."""
    dispute = case.dispute
    if dispute.replacements.exists():
        return False
    dispute.await_replacement()
    parties.end_offers(dispute)
    clocks.stop(dispute)
    clocks.wait_for_parcel(dispute, "replacement_ship", case.order.seller.ship_by(clock.now()))
    timeline.say(dispute, None, Statement.Kind.RESEND_ASKED, remedy_code=dispute.granted_remedy)
    outbox.announce(case.order.seller.user_id, "replacement_to_send", dispute)
    audit.record(by, "replacement_begun", dispute)
    return True
