"""Who lost brings what was not known or not seen, once; somebody else decides anew."""

from __future__ import annotations

from django.utils.translation import gettext as _

from disputes import (
    clocks,
    deciding,
    escalation,
    execution,
    marking,
    parties,
    remembering,
    reviewing,
    second_person,
    timeline,
    urgency,
    verdict,
)
from disputes.deciding import CannotDecide, Ruling
from disputes.execution import Case
from disputes.models import Appeal, Decision, Dispute, Statement
from disputes.models.dispute_state import DisputeState, Side
from disputes.parties import NotYourTurn
from escrow import audit, clock, fund, outbox
from escrow.models import Hold
from escrow.money import Money
from escrow.story import require, step, story
from marketplace.models import User


@story
def appeal(dispute: Dispute, *, by: User, grounds: str) -> Appeal:
    """Within the policy's days, with new grounds; a payment that has not gone out waits.

    Raises NotYourTurn.
    """
    case = execution.locked(dispute)
    side = parties.side_of(case.dispute, by)
    require(may_appeal(case.dispute, side), NotYourTurn, _too_late())
    assert side is not None
    assert case.dispute.standing is not None
    require(bool(grounds.strip()), NotYourTurn, _("Write what is new, or what was not seen."))
    made = Appeal.objects.create(
        dispute=case.dispute,
        against=case.dispute.standing,
        by=by,
        side=side,
        grounds=grounds,
        at=clock.now(),
    )
    moment, policy = clock.now(), case.order.policy
    decide_by = moment + policy.window("appeal_decide")
    urgency.weigh(case.dispute)
    case.dispute.appeal(decide_by, moment + policy.window("staff_touch"))
    case.dispute.save()
    clocks.wait(case.dispute, appeal_decide=decide_by)
    timeline.say(case.dispute, by, Statement.Kind.APPEALED, grounds)
    outbox.announce(
        parties.user_id(case.dispute, parties.other(side)),
        "dispute_appealed",
        case.dispute,
        key=str(made.pk),
    )
    escalation.alert_staff(case.dispute, "case_is_appealed")
    audit.record(by, "dispute_appealed", case.dispute, made)
    return made


@story
def decide(dispute: Dispute, ruling: Ruling, *, by: User) -> Decision:
    """Another person than before; it stands at once, after a second one where that is needed.

    Raises CannotDecide, NotYours.
    """
    case = reviewing.locked_for(dispute, by)
    _check(case)
    reviewing.pick_up(case, by)
    decision = deciding.write(case, ruling, by, on_appeal=True)
    if not decision.needs_second:
        stand(case, decision, by)
    return decision


@story
def approve(decision: Decision, *, by: User) -> Decision:
    """A second person agrees with a decision on appeal. Raises CannotDecide, NotYours."""
    case = second_person.locked_to_read(decision, by, DisputeState.APPEALED)
    second_person.write_approval(decision, by)
    stand(case, decision, by)
    return decision


@story
def late(dispute_ids: list[str]) -> None:
    """The appeal is not decided by its day: all staff are told. It goes on."""
    for case in execution.locked_due(dispute_ids, "appeal_decide"):
        escalation.alert_staff(case.dispute, "case_is_late")
        audit.record(None, "appeal_late", case.dispute)


def may_appeal(dispute: Dispute, side: Side | None) -> bool:
    """Whether this side lost something by a decision, has not appealed, and is in time."""
    decision = dispute.standing
    if side is None or decision is None or dispute.appeal_by is None:
        return False
    if dispute.state not in (DisputeState.DECIDED, DisputeState.RESOLVED):
        return False
    if clock.now() > dispute.appeal_by or decision.on_appeal or side not in _losers(decision):
        return False
    return all(one.side != side for one in dispute.appeals.all())


def _losers(decision: Decision) -> set[Side]:
    lost = set()
    if decision.refund:
        lost.add(Side.SELLER)
    if decision.refund < decision.dispute.claimed:
        lost.add(Side.BUYER)
    return lost


@step
def stand(case: Case, decision: Decision, by: User) -> None:
    """Before the first decision was done it takes its place; after that it only adds to it."""
    paid = case.dispute.granted
    case.dispute.standing = decision
    case.dispute.save()
    timeline.quote(case.dispute, by, Statement.Kind.DECIDED, decision)
    audit.record(by, "appeal_decided", case.dispute, decision)
    marking.follow(case, decision, by=by)
    if paid is None:
        verdict.carry_out(case, decision, by=by)
    else:
        _correct(case, paid, decision, by)


def _correct(case: Case, paid: Money, decision: Decision, by: User) -> None:
    """The buyer keeps what was paid; what the seller should have kept comes from the fund."""
    execution.check_bank(case)
    if decision.refund > paid:
        more = decision.refund - paid
        paid += execution.pay(case, more, reference=f"appeal:{case.dispute.pk}")
    elif paid > decision.refund:
        fund.make_good(_first(case), paid - decision.refund, why=f"appeal:{decision.pk}")
    case.dispute.granted_minor = paid.minor
    remembering.remember(case, decision.refund)
    case.dispute.resolve(clock.now())
    case.dispute.save()
    clocks.stop(case.dispute)
    outbox.announce(
        parties.both(case.dispute),
        "dispute_resolved",
        case.dispute,
        key=f"appeal:{decision.pk}",
        minor=decision.refund_minor,
    )


def _first(case: Case) -> Hold:
    return case.hold_of(case.lines[0])


def _check(case: Case) -> None:
    require(
        case.dispute.state == DisputeState.APPEALED,
        CannotDecide,
        _("This case waits for no decision on an appeal. Reload the page."),
    )


def _too_late() -> str:
    return _(
        "An appeal is not possible here: it was decided otherwise, the time is over, or it was "
        "made already."
    )
