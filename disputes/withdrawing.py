"""The buyer takes a case back, and may come back to it once."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from disputes import caps, clocks, execution, freezing, parties, timeline
from disputes.models import Dispute, DisputeLine, Statement
from disputes.models.dispute_state import SLEEPING
from disputes.parties import NotYourTurn
from escrow import audit, clock, outbox
from escrow.models import Freeze
from escrow.story import require, story
from marketplace.models import User


@story
def withdraw(dispute: Dispute, *, by: User) -> Dispute:
    """What was frozen waits on for its release. Raises NotYourTurn."""
    case = execution.locked(dispute)
    require(
        case.order.buyer_id == by.pk and case.dispute.is_undecided(),
        NotYourTurn,
        _("This case cannot be withdrawn: it is closed, or decided."),
    )
    timeline.say(case.dispute, by, Statement.Kind.WITHDRAWN)
    case.dispute.withdraw(clock.now())
    execution.let_go(case)
    key = parties.this_time(case.dispute)
    outbox.announce(case.order.seller.user_id, "dispute_withdrawn", case.dispute, key=key)
    audit.record(by, "dispute_withdrawn", case.dispute)
    return case.dispute


@story
def reopen(dispute: Dispute, *, by: User) -> Dispute:
    """Once, while the claim clock runs; it is the seller's turn again. Raises NotYourTurn."""
    case = execution.locked(dispute)
    moment, policy = clock.now(), case.order.policy
    require(
        case.order.buyer_id == by.pk
        and case.dispute.state in SLEEPING
        and case.dispute.reopened_at is None,
        NotYourTurn,
        _("A case can be opened again once, after it was taken back."),
    )
    require(
        is_in_time(case.lines),
        NotYourTurn,
        _("The time for complaints is over, so this case stays closed."),
    )
    require(
        all(_is_free(line) and _fits(case, line) for line in case.lines),
        NotYourTurn,
        _("Something of it was settled meanwhile. Open a new case for the rest."),
    )
    answer_by = moment + policy.window("seller_answer")
    case.dispute.reopen(moment, answer_by, moment + policy.window("negotiate"))
    case.dispute.save()
    case.dispute.lines.update(open=True)
    freezing.freeze(case.unsettled, Freeze.Cause.DISPUTE, case.dispute.reference)
    clocks.wait(case.dispute, seller_answer=answer_by)
    timeline.say(case.dispute, by, Statement.Kind.REOPENED)
    key = parties.this_time(case.dispute)
    outbox.announce(case.order.seller.user_id, "dispute_to_answer", case.dispute, key=key)
    audit.record(by, "dispute_reopened", case.order, case.dispute)
    return case.dispute


def is_in_time(lines: Iterable[DisputeLine]) -> bool:
    """No line's time for complaints is over."""
    ends = [line.line.claim_until for line in lines]
    return all(end is None or clock.now() <= end for end in ends)


def _is_free(line: DisputeLine) -> bool:
    others = DisputeLine.objects.filter(line=line.line, open=True)
    return not others.exclude(pk=line.pk).exists()


def _fits(case: execution.Case, line: DisputeLine) -> bool:
    return line.amount <= caps.cap(line.line, case.hold_of(line), line.quantity)
