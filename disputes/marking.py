"""Steps that write what happened into a buyer's record, and end what turned out otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from disputes import restricting
from disputes.models import Decision, Mark, MarkEnd
from disputes.models.return_ import ReturnState
from disputes.standing_rules import COUNTS_FOR
from escrow import audit, clock, deadlines, outbox
from escrow.story import step, story
from marketplace.models import User

if TYPE_CHECKING:
    from disputes.execution import Case

Code = Mark.Code
# What staff find that says more than "not proven". Nothing else that they find is a mark.
UNTRUE = {"claim_untrue", "evidence_untrue", "damaged_by_buyer"}
CAME_BACK_OTHERWISE = {"used_by_buyer", "other_came_back"}


@step
def follow(case: Case, decision: Decision, *, by: User | None) -> None:
    """What this decision found counts from now on; what an earlier one of the case found and this
    one does not, counts no more."""
    found = codes_of(decision)
    there = _locked(Mark.objects.filter(dispute=case.dispute))
    for mark in there:
        if mark.code not in found:
            end(mark, MarkEnd.Why.OVERTURNED, by=by)
    for code in sorted(found - {mark.code for mark in there}):
        mark = Mark(dispute=case.dispute, decision=decision, order=case.order, code=code)
        write(mark, by=by)


def codes_of(decision: Decision) -> set[str]:
    """What a decision says of its buyer. A claim that is merely not proven says nothing."""
    dispute, found = decision.dispute, set(decision.facts)
    codes = set()
    if not decision.refund and found & UNTRUE and not dispute.opened_by_system:
        codes.add(str(Code.FALSE_CLAIM))
    contested = dispute.returns.filter(state=ReturnState.CONTESTED)
    if decision.refund < dispute.claimed and found & CAME_BACK_OTHERWISE and contested.exists():
        codes.add(str(Code.BAD_RETURN))
    return codes


@step
def write(mark: Mark, *, by: User | None) -> None:
    """It counts for as long as the published rule says; its buyer is told what, why and how long."""
    mark.buyer, mark.at = mark.order.buyer, clock.now()
    mark.counts_until = mark.at + COUNTS_FOR
    mark.save(force_insert=True)
    deadlines.set(mark, "mark_over", mark.counts_until)
    outbox.announce(mark.buyer_id, "standing_marked", mark, until=mark.counts_until.isoformat())
    audit.record(by, "buyer_marked", mark, mark.order, code=mark.code)


@step
def end(mark: Mark, why: str, *, by: User | None) -> None:
    """It counts no more, nor does what staff set because of it."""
    MarkEnd.objects.create(mark=mark, why=why, by=by, at=clock.now())
    deadlines.cancel([mark], "mark_over")
    restricting.drop_appeal(mark)
    outbox.announce(mark.buyer_id, "standing_mark_ended", mark)
    audit.record(by, "mark_ended", mark, mark.order, why=why)
    restricting.lift_if_groundless(mark.buyer_id)


@story
def run_out(mark_ids: list[str]) -> None:
    """Their time is over: whose they are is told."""
    for mark in _locked(Mark.objects.filter(pk__in=mark_ids)):
        if not deadlines.due_subjects([str(mark.pk)], "mark_over", Mark):
            continue
        restricting.drop_appeal(mark)
        outbox.announce(mark.buyer_id, "standing_expired", mark)
        audit.record(None, "mark_over", mark)
        deadlines.done([mark], "mark_over")


@step
def _locked(marks: QuerySet[Mark]) -> list[Mark]:
    """Those that nothing has ended, asked again now that they are locked."""
    rows = marks.select_for_update(no_key=True, of=("self",)).order_by("pk")
    locked = [mark.pk for mark in rows]
    return list(Mark.objects.unended().filter(pk__in=locked).order_by("pk"))
