"""Somebody says, once, why what our staff decided about them is wrong; somebody else answers.

Nobody answers in time: it is granted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Manager
from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, outbox, rights
from escrow.story import Refusal, require, step, story
from marketplace import moderators
from marketplace.models import User
from sellers import level_review, sanctions
from sellers.models import Rating, Sanction, Seller
from sellers.sanction_rules import ANSWERED_IN, MAY_ANSWER

Kind, Why = Sanction.Kind, Sanction.Why


class CannotAppeal(Refusal):
    """It is over, was appealed before, or nothing was written."""


class CannotAnswer(Refusal):
    """It waits for no answer, or not for this person's."""


@story
def appeal(sanction: Sanction, *, by: User, words: str) -> Sanction:
    """Once, as long as it is in force. Raises CannotAppeal."""
    row = _locked(sanction.pk)
    require(
        row.person_id == by.pk and row.can_be_appealed(),
        CannotAppeal,
        _("This cannot be appealed any more: it has ended, or you have done it already."),
    )
    said = words.strip()
    require(bool(said), CannotAppeal, _("Write what was seen wrongly, or was not seen at all."))
    row.appeal, row.appealed_at = said, clock.now()
    row.answer_by = clock.now() + ANSWERED_IN
    row.save(update_fields=["appeal", "appealed_at", "answer_by"])
    deadlines.set(row, sanctions.ANSWER, row.answer_by)
    outbox.announce(_who_may(row), "sanction_appealed", row)
    audit.record(by, "sanction_appealed", row)
    return row


@story
def answer(sanction: Sanction, *, by: User, granted: bool, words: str) -> Sanction:
    """Somebody who had no part in it says yes or no, and why. Raises CannotAnswer."""
    row = _locked(sanction.pk)
    require(by.has_perm(MAY_ANSWER), CannotAnswer, _("You may not do this."))
    require(row.waits_for_answer(), CannotAnswer, _("It waits for no answer any more."))
    other = by.pk not in (row.by_id, row.person_id)
    require(other, CannotAnswer, _("You had a part in it. Somebody else has to answer."))
    require(bool(words.strip()), CannotAnswer, _("Write down why: the person will read it."))
    row.answer, row.answered_by, row.answered_at = words.strip(), by, clock.now()
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    deadlines.done([row], sanctions.ANSWER)
    if granted:
        _take_back(row, Why.GRANTED, by=by)
    outbox.announce(row.person_id, "sanction_answered", row)
    audit.record(by, "sanction_answered", row, granted=granted)
    return row


@story
def unanswered(sanction_ids: list[str]) -> None:
    """Staff had their days: what was appealed is taken back."""
    for pk in sorted(sanction_ids):
        row = _locked(pk)
        if row.waits_for_answer() and deadlines.due_subjects([pk], sanctions.ANSWER, Sanction):
            deadlines.done([row], sanctions.ANSWER)
            _take_back(row, Why.UNANSWERED, by=None)
            outbox.announce(row.person_id, "sanction_answered", row)


@story
def run_out(sanction_ids: list[str]) -> None:
    """Its day has come."""
    for pk in sorted(sanction_ids):
        row = _locked(pk)
        if row.ended_at is None and deadlines.due_subjects([pk], sanctions.OVER, Sanction):
            deadlines.done([row], sanctions.OVER)
            sanctions.end(row, Why.OVER, by=None)
            if row.kind == Kind.SUSPENDED:
                outbox.announce(row.person_id, "suspension_over", row)


@step
def _take_back(row: Sanction, why: str, *, by: User | None) -> None:
    """The deed itself is undone, and its row ended."""
    sanctions.end(row, why, by=by)
    UNDO[row.kind](row, by)


def _nothing_else(row: Sanction, by: User | None) -> None:
    """The row itself was all of it."""


UNDO: dict[str, Callable[[Sanction, User | None], None]] = {
    Kind.SHOP_RESTRICTED: lambda row, by: level_review.undo(row, by=by),
    Kind.REVIEW_HIDDEN: lambda row, by: moderators.undo(int(row.subject_id), by=by),
    Kind.SUSPENDED: _nothing_else,
}


ABOUT: dict[str, Manager[Any]] = {
    Kind.SHOP_RESTRICTED: Seller.objects,
    Kind.REVIEW_HIDDEN: Rating.objects,
}


def _who_may(row: Sanction) -> list[int]:
    return rights.who_may(MAY_ANSWER, without=(row.by_id, row.person_id))


@step
def _locked(pk: UUID | str) -> Sanction:
    """The shop or the review before what was decided about it, as the deciding stories do."""
    found = Sanction.objects.get(pk=pk)
    if rows := ABOUT.get(found.kind):
        rows.select_for_update(no_key=True, of=("self",)).filter(pk=found.subject_id).first()
    return Sanction.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
