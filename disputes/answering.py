"""The seller's turn: accept the claim, contest it, or say nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from disputes import evidence, execution, timeline
from disputes.models import Dispute, Statement
from disputes.models.dispute import DisputeState
from escrow import audit, clock, deadlines, outbox
from escrow.story import Refusal, require, story
from marketplace.models import Order, User
from marketplace.uploads import Upload


class NotYourTurn(Refusal):
    """The case does not wait for this answer."""


@story
def accept(dispute: Dispute, *, by: User) -> Dispute:
    """The seller agrees: the buyer gets what was claimed, at once; until staff have decided.

    Raises NotYourTurn.
    """
    case = execution.locked(dispute)
    require(
        case.order.seller.user_id == by.pk and case.dispute.is_open(),
        NotYourTurn,
        _("This case does not wait for your answer any more."),
    )
    case.dispute.answered_at = clock.now()
    timeline.say(case.dispute, by, Statement.Kind.ACCEPTED)
    execution.pay_out(case, case.dispute.claimed, by=by)
    return case.dispute


@story
def contest(dispute: Dispute, *, by: User, text: str, photos: Sequence[Upload] = ()) -> Dispute:
    """The seller disagrees; staff decide. Raises NotYourTurn."""
    case = execution.locked(dispute)
    _check_turn(case.dispute, by)
    case.dispute.answered_at = clock.now()
    evidence.add(case.dispute, by, photos)
    timeline.say(case.dispute, by, Statement.Kind.CONTESTED, text)
    _escalate(case.dispute)
    audit.record(by, "dispute_contested", case.dispute)
    return case.dispute


@story
def escalate_silent(dispute_ids: list[str]) -> None:
    """The seller did not answer in time; the case goes to staff and never runs out."""
    orders = Order.objects.filter(disputes__pk__in=dispute_ids).order_by("pk")
    list(orders.select_for_update(no_key=True, of=("self",)))
    cases = Dispute.objects.filter(pk__in=dispute_ids).order_by("pk")
    due = deadlines.due_subjects(dispute_ids, "seller_answer", Dispute)
    for dispute in cases.select_for_update(no_key=True, of=("self",)):
        if str(dispute.pk) in due and dispute.state == DisputeState.AWAITING_SELLER:
            timeline.say(dispute, None, Statement.Kind.SILENT)
            _escalate(dispute)
            audit.record(None, "dispute_escalated", dispute)
        deadlines.done([dispute], "seller_answer")


@story
def withdraw(dispute: Dispute, *, by: User) -> Dispute:
    """The buyer takes the claim back; the wait for release goes on. Raises NotYourTurn."""
    case = execution.locked(dispute)
    require(
        case.dispute.claimant_id == by.pk and case.dispute.is_open(),
        NotYourTurn,
        _("This case cannot be withdrawn: it is closed."),
    )
    timeline.say(case.dispute, by, Statement.Kind.WITHDRAWN)
    case.dispute.withdraw(clock.now())
    execution.let_go(case)
    outbox.announce(case.order.seller.user_id, "dispute_withdrawn", case.dispute)
    audit.record(by, "dispute_withdrawn", case.dispute)
    return case.dispute


def _escalate(dispute: Dispute) -> None:
    moment = clock.now()
    dispute.escalate(moment, moment + dispute.order.policy.window("staff_decide"))
    dispute.save()
    deadlines.cancel([dispute], "seller_answer")
    people = [dispute.order.buyer_id, dispute.order.seller.user_id]
    outbox.announce(people, "dispute_with_staff", dispute)


def _check_turn(dispute: Dispute, by: User) -> None:
    require(
        dispute.order.seller.user_id == by.pk and dispute.state == DisputeState.AWAITING_SELLER,
        NotYourTurn,
        _("This case does not wait for your answer any more."),
    )
