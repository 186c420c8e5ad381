"""Where one person runs the shop: instead of a second person a second factor, an hour, and a later look.

Off by default (HOLDFAST_SOLO_OPERATOR). Whoever has a colleague has four eyes.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from disputes import appealing, deciding, execution, reviewing
from disputes.execution import Case
from disputes.models import Decision, SoloStand
from disputes.models.dispute_state import DisputeState
from disputes.models.solo_stand import COOLS_FOR
from disputes.second_person import MAY_APPROVE, READ_IN, CannotDecide
from escrow import audit, clock, deadlines
from escrow.story import require, step, story
from marketplace.models import User

KIND = "solo_cooling"
FRESH = timedelta(minutes=5)


class ProveYourself(CannotDecide):
    """The second factor was asked for too long ago."""


@story
def let_it_cool(decision: Decision, *, by: User, proven_at: datetime | None) -> SoloStand:
    """Its writer stands in for the second person; in an hour it goes on by itself.

    `proven_at`: when they last gave their second factor. Raises CannotDecide, ProveYourself, NotYours.
    """
    case = reviewing.locked_for(decision.dispute, by, right=MAY_APPROVE)
    last = case.dispute.decisions.last()
    require(
        settings.HOLDFAST_SOLO_OPERATOR,
        CannotDecide,
        _("There are several of you: a second person has to read it."),
    )
    require(
        case.dispute.state in READ_IN and last == decision and last.waits_for_second(),
        CannotDecide,
        _("This decision waits for nobody. Reload the page to see where the case stands."),
    )
    require(decision.by_id == by.pk, CannotDecide, _("You did not write it: agree to it, or not."))
    begun = SoloStand.objects.filter(decision=last).first()
    if begun is not None:
        require(begun.is_cooling(), CannotDecide, _("You took it back. Write another one."))
        return begun
    now = clock.now()
    require(
        proven_at is not None and now - proven_at <= FRESH,
        ProveYourself,
        _("Give the code of your second step once more, and press the button again."),
    )
    assert proven_at is not None
    row = SoloStand.objects.create(
        decision=decision, by=by, proven_at=proven_at, at=now, stands_at=now + COOLS_FOR
    )
    deadlines.set(case.dispute, KIND, row.stands_at)
    audit.record(by, "decision_cools", case.dispute, decision)
    return row


@story
def take_back(decision: Decision, *, by: User) -> SoloStand:
    """Within the hour they think otherwise; they can decide anew. Raises CannotDecide, NotYours."""
    case = reviewing.locked_for(decision.dispute, by, right=MAY_APPROVE)
    row = _cooling(case)
    require(
        row is not None and row.decision_id == decision.pk,
        CannotDecide,
        _("There is nothing to take back: the hour is over, or it was taken back already."),
    )
    assert row is not None
    row.take_back(clock.now())
    row.save()
    deadlines.cancel([case.dispute], KIND)
    audit.record(by, "decision_taken_back", case.dispute, decision)
    return row


@story
def cooled(dispute_ids: list[str]) -> None:
    """The hour is over: what nobody took back, refused or agreed to meanwhile goes on."""
    for case in execution.locked_due(dispute_ids, KIND):
        row = _cooling(case)
        if row is None or not settings.HOLDFAST_SOLO_OPERATOR:
            continue
        if execution.is_held_up(case):
            deadlines.set(case.dispute, KIND, clock.now() + COOLS_FOR)
            continue
        row.stand(clock.now())
        row.save()
        audit.record(None, "decision_stood_alone", case.dispute, row.decision)
        _go_on(case, row)


@story
def look_later(row: SoloStand, *, by: User, words: str) -> SoloStand:
    """Somebody else has read it afterwards, and says what they think. Raises CannotDecide."""
    found = SoloStand.objects.select_for_update(no_key=True).get(pk=row.pk)
    require(by.has_perm(MAY_APPROVE), CannotDecide, _("You may not do this. Ask somebody who may."))
    require(found.by_id != by.pk, CannotDecide, _("You wrote it. Somebody else looks at it later."))
    require(bool(words.strip()), CannotDecide, _("Write what you think of it."))
    require(
        found.stood_at is not None and found.reviewed_at is None,
        CannotDecide,
        _("It does not wait to be looked at. Reload the page."),
    )
    found.reviewed_by, found.reviewed_at, found.review = by, clock.now(), words
    found.save()
    audit.record(by, "decision_looked_at_later", found.decision.dispute, found.decision)
    return found


def _cooling(case: Case) -> SoloStand | None:
    """Of the decision that waits, if it does still."""
    last = case.dispute.decisions.last()
    row = SoloStand.objects.filter(decision=last).first() if last else None
    waits = case.dispute.state in READ_IN and row is not None and row.is_cooling()
    return row if waits and last is not None and last.waits_for_second() else None


@step
def _go_on(case: Case, row: SoloStand) -> None:
    decision = Decision.objects.select_related("dispute").get(pk=row.decision_id)
    if case.dispute.state == DisputeState.APPEALED:
        appealing.stand(case, decision, row.by)
    else:
        deciding.show(case, decision)
