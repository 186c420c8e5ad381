"""A buyer says why a mark or a restriction is wrong; somebody who had no part in it answers.

Nobody answers in time: it counts no more.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from disputes import marking, restricting
from disputes.models import Mark, MarkEnd, Restriction, StandingAppeal
from disputes.models.restriction import RestrictionState
from disputes.standing_rules import APPEAL_ANSWERED_IN, MAY_RESTRICT
from escrow import audit, clock, deadlines, outbox
from escrow.story import Refusal, require, step, story
from marketplace.models import User


class CannotAppeal(Refusal):
    """It does not count any more, was appealed before, or nothing was written."""


class CannotAnswer(Refusal):
    """It waits for no answer, or not for this person's."""


@story
def appeal(subject: Mark | Restriction, *, by: User, words: str) -> StandingAppeal:
    """Once each, as long as it counts. Raises CannotAppeal."""
    row = _locked_subject(subject)
    require(
        row.buyer_id == by.pk and can_be_appealed(row),
        CannotAppeal,
        _("This cannot be appealed any more: it has ended, or you have done it already."),
    )
    require(
        bool(words.strip()), CannotAppeal, _("Write what was seen wrongly, or was not seen at all.")
    )
    made = StandingAppeal.objects.create(
        **_about(row),
        by=by,
        words=words.strip(),
        at=clock.now(),
        answer_by=clock.now() + APPEAL_ANSWERED_IN,
    )
    deadlines.set(made, "standing_appeal", made.answer_by)
    desk, people = restricting.desk_of(by), restricting.who_may()
    outbox.announce(people, "standing_appealed", desk, key=str(made.pk))
    audit.record(by, "standing_appealed", made, row)
    return made


@story
def answer(asked: StandingAppeal, *, by: User, granted: bool, words: str) -> StandingAppeal:
    """Somebody who neither set nor decided it says yes or no, and why. Raises CannotAnswer."""
    subject, row = _locked(asked)
    require(by.has_perm(MAY_RESTRICT), CannotAnswer, _("You may not do this."))
    require(row.is_open(), CannotAnswer, _("It waits for no answer any more."))
    require(
        by.pk not in {row.by_id, *had_a_part(subject)},
        CannotAnswer,
        _("You had a part in it. Somebody else has to answer."),
    )
    require(bool(words.strip()), CannotAnswer, _("Write down why: the buyer will read it."))
    if granted:
        row.grant(words.strip(), by, clock.now())
    else:
        row.deny(words.strip(), by, clock.now())
    _close(row, by=by)
    if granted:
        _end(subject, "appeal", by=by)
    return row


@story
def unanswered(appeal_ids: list[str]) -> None:
    """Staff had their days: what was appealed counts no more."""
    for found in StandingAppeal.objects.filter(pk__in=appeal_ids).order_by("pk"):
        subject, row = _locked(found)
        if not deadlines.due_subjects([str(row.pk)], "standing_appeal", StandingAppeal):
            continue
        row.stay_unanswered(clock.now())
        _close(row, by=None)
        _end(subject, "unanswered", by=None)


def can_be_appealed(subject: Mark | Restriction) -> bool:
    """It counts, and nobody has said anything against it yet."""
    if hasattr(subject, "appeal"):
        return False
    if isinstance(subject, Mark):
        return subject.counts(clock.now())
    return subject.is_in_force(clock.now())


def had_a_part(subject: Mark | Restriction) -> set[int]:
    """Who of our staff set or decided it, alone or as the second."""
    if isinstance(subject, Restriction):
        people = {subject.by_id, subject.second_by_id}
    elif subject.decision is None:
        people = set()
    else:
        approval = getattr(subject.decision, "approval", None)
        people = {subject.decision.by_id, approval.by_id if approval else None}
    return {pk for pk in people if pk is not None}


def _close(row: StandingAppeal, *, by: User | None) -> None:
    row.save()
    deadlines.done([row], "standing_appeal")
    outbox.announce(row.by_id, "standing_appeal_answered", row)
    audit.record(by, "standing_appeal_answered", row, answer=str(row.state))


def _end(subject: Mark | Restriction, why: str, *, by: User | None) -> None:
    if isinstance(subject, Restriction):
        if subject.state == RestrictionState.IN_FORCE:
            restricting.end(subject, why, by=by)
    elif not subject.is_ended():
        marking.end(subject, MarkEnd.Why(why), by=by)


def _about(subject: Mark | Restriction) -> dict[str, Mark | Restriction]:
    return {"mark": subject} if isinstance(subject, Mark) else {"restriction": subject}


@step
def _locked(asked: StandingAppeal) -> tuple[Mark | Restriction, StandingAppeal]:
    """What it is about first, then the appeal."""
    subject = _locked_subject(asked.mark or asked.restriction)
    row = StandingAppeal.objects.select_for_update(no_key=True).get(pk=asked.pk)
    return subject, row


@step
def _locked_subject(subject: Mark | Restriction | None) -> Mark | Restriction:
    assert subject is not None
    found = type(subject)._default_manager.select_for_update(no_key=True, of=("self",))
    return found.get(pk=subject.pk)
