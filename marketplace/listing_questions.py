"""Questions and answers that everybody reads on a listing: the buyer allowed it, the seller chose it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from escrow import audit, clock
from escrow.story import Refusal, require, story
from marketplace import keyset, masking, translating
from marketplace.models import Conversation, Listing, ListingQuestion, Message, User
from marketplace.written import Texts, Written, spoken

FEW, PAGE, LONGEST = 3, 20, 1000


class CannotPublish(Refusal):
    """The buyer has not allowed it, or there is no answer."""


@dataclass(frozen=True)
class Shown:
    """What a reader sees of one; `written` has both with their languages."""

    question: str
    answer: str
    at: datetime


class Row(NamedTuple):
    """One as it is kept, with gaps where something is hidden."""

    asked: str
    asked_in: str
    answer: str
    answered_in: str
    at: datetime


@story
def publish(message: Message, *, by: User, answer: str) -> ListingQuestion:
    """The seller shows a question with its answer; again with other words replaces it."""
    talk = Conversation.objects.locked().get(pk=message.conversation_id, seller__user=by)
    asked = talk.messages.get(pk=message.pk)
    _check(talk, asked, answer)
    assert talk.listing
    before = asked.publications.filter(removed_at=None).first()
    if before:
        before.take_down(by, clock.now())
        before.save(update_fields=["removed_at", "removed_by"])
    shown = ListingQuestion.objects.create(
        listing=talk.listing,
        message=asked,
        answer=masking.hide(masking.clean(answer)),
        language=spoken(),
        published_at=clock.now(),
    )
    translating.ask(shown.answer, shown.language)
    audit.record(by, "question_published", shown, talk)
    return shown


@story
def take_down(message: Message, *, by: User) -> None:
    """The seller, or the buyer who asked. What the buyer takes down stays down."""
    talk = Conversation.objects.visible_to(by).locked().get(pk=message.conversation_id)
    for shown in talk.messages.get(pk=message.pk).publications.filter(removed_at=None):
        shown.take_down(by, clock.now())
        shown.save(update_fields=["removed_at", "removed_by"])
        audit.record(by, "question_taken_down", shown, talk)


def with_few(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    """Each with its newest questions, in the same query: its page may ask few."""
    newest = ListingQuestion.objects.shown().filter(listing=OuterRef("pk"))
    row = JSONObject(
        asked="message__shown",
        asked_in="message__language",
        answer="answer",
        answered_in="language",
        at="published_at",
    )
    return listings.annotate(few=ArraySubquery(newest.values(row=row)[: FEW + 1]))


def few(listing: Any) -> dict[str, Any]:
    """Of a listing `with_few`: the newest, whether there are more, and their languages."""
    rows = [Row(**{**row, "at": datetime.fromisoformat(row["at"])}) for row in listing.few]
    shown, written = _read(rows[:FEW])
    return {"questions": shown, "more_questions": len(rows) > FEW, "written": written}


def page(listing: Listing, after: str) -> tuple[list[Shown], str, Texts]:
    """All of them by pages, and the cursor of the next."""
    found, after = keyset.page(listing.questions.shown(), keyset.NEWEST_ROW, after, PAGE)
    shown, written = _read(map(_row, found))
    return shown, after, written


def _check(talk: Conversation, asked: Message, answer: str) -> None:
    allowed = asked.may_be_public and talk.listing_id is not None and not asked.forgotten_at
    require(allowed, CannotPublish, _("The buyer has not allowed to show this question."))
    theirs = asked.publications.filter(removed_by=talk.buyer_id)
    require(not theirs.exists(), CannotPublish, _("The buyer has taken this question down."))
    text = masking.clean(answer)
    require(bool(text), CannotPublish, _("Write the answer that everybody reads."))
    sentence = _("Write at most %(most)s characters.") % {"most": LONGEST}
    require(len(text) <= LONGEST, CannotPublish, sentence)


def _row(found: ListingQuestion) -> Row:
    asked = found.message
    return Row(asked.shown, asked.language, found.answer, found.language, found.published_at)


def _read(found: Iterable[Row]) -> tuple[list[Shown], Texts]:
    rows, words = list(found), masking.worded
    asked = [(row.asked, row.asked_in) for row in rows]
    written = in_words(asked + [(row.answer, row.answered_in) for row in rows])
    return [Shown(words(row.asked), words(row.answer), row.at) for row in rows], written


def in_words(pairs: list[tuple[str, str]]) -> Texts:
    """Texts with gaps, as this reader reads them."""
    known = translating.known(pairs, spoken())
    words = masking.worded
    return {
        words(text): Written(words(text), language, words(known.get(text, "")))
        for text, language in pairs
    }
