"""A conversation as one of its two reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from marketplace import keyset, listing_questions, masking
from marketplace.models import (
    Conversation,
    ListingQuestion,
    Message,
    MessagePhoto,
    MessageReport,
    Order,
)
from marketplace.written import Texts, Written

PAGE, LAST_FEW = 20, 3
ROWS, NEW_ROWS = 20, 20


@dataclass(frozen=True)
class Line:
    """One message. `text` is what this reader reads; `hidden` is what the other reads of it."""

    message: Message
    mine: bool
    author: str
    text: str
    hidden: str
    seen: bool
    photos: list[MessagePhoto]


@dataclass(frozen=True)
class Talk:
    """The messages of a page, oldest first; `older` is the cursor of those before them."""

    conversation: Conversation | None
    lines: list[Line]
    written: Texts
    older: str = ""
    unread: int = 0


def of(conversation: Conversation, reader: Any, before: str = "") -> Talk:
    """A page of it."""
    rows = _known(conversation.messages.prefetch_related("photos"), reader)
    found, older = keyset.page(rows, keyset.NEWEST_ROW, before, PAGE)
    return _talk(conversation, found[::-1], reader, older, with_photos=True)


def of_order(order: Order, reader: Any) -> Talk:
    """The last few, for the page of the order; their photos are counted and not shown."""
    rows = _known(Message.objects.filter(conversation__order=order), reader)
    found = list(rows.select_related("conversation").order_by("-pk")[: LAST_FEW + 1])
    if not found:
        return Talk(None, [], {})
    talk = found[0].conversation
    talk.order, talk.buyer, talk.seller = order, order.buyer, order.seller
    more = "more" if len(found) > LAST_FEW else ""
    return _talk(talk, found[:LAST_FEW][::-1], reader, more, with_photos=False)


def inbox(reader: Any, after: str, *, only_new: bool) -> dict[str, Any]:
    """What is new first, then everything else by when it was last spoken in."""
    mine = _rows(reader)
    new = mine.unread_by(reader)
    if only_new:
        found, after = keyset.page(new, keyset.LAST_SPOKEN, after, ROWS)
        return {"new": [_row(one, reader) for one in found], "rest": [], "after": after}
    on_top = [] if after else list(new.order_by("-last_at", "-pk")[: NEW_ROWS + 1])
    rest, after = keyset.page(mine.read_by(reader), keyset.LAST_SPOKEN, after, ROWS)
    return {
        "new": [_row(one, reader) for one in on_top[:NEW_ROWS]],
        "more_new": len(on_top) > NEW_ROWS,
        "rest": [_row(one, reader) for one in rest],
        "after": after,
    }


def _talk(
    conversation: Conversation,
    found: Sequence[Message],
    reader: Any,
    older: str,
    *,
    with_photos: bool,
) -> Talk:
    theirs = [(one.shown, one.language) for one in found if one.by_id != reader.pk]
    written = listing_questions.in_words(theirs)
    own = {one.text: Written(one.text, "") for one in found if one.by_id == reader.pk}
    lines = [_line(conversation, one, reader, with_photos) for one in found]
    unread = conversation.unread_for(reader)
    return Talk(conversation, lines, {**written, **own}, older, unread)


def _line(conversation: Conversation, one: Message, reader: Any, with_photos: bool) -> Line:
    mine = one.by_id == reader.pk
    is_seller = conversation.is_seller(reader)
    read_at = conversation.buyer_read_at if is_seller else conversation.seller_read_at
    return Line(
        message=one,
        mine=mine,
        author=conversation.name_of_other(reader),
        text=one.text if mine else masking.worded(one.shown),
        hidden=masking.worded(one.shown) if mine and one.is_masked() else "",
        photos=list(one.photos.all()) if with_photos else [],
        seen=mine and read_at is not None and read_at >= one.at,
    )


def _known(rows: QuerySet[Message], reader: Any) -> QuerySet[Message]:
    """With whether it stands on the listing, and whether this reader has reported it."""
    shown = ListingQuestion.objects.filter(message=OuterRef("pk"), removed_at=None)
    reported = MessageReport.objects.filter(message=OuterRef("pk"), by=reader.pk)
    return rows.annotate(
        is_public=Exists(shown), is_reported=Exists(reported), photo_count=Count("photos")
    )


def _rows(reader: Any) -> Any:
    last = Message.objects.filter(conversation=OuterRef("pk")).order_by("-pk")
    mine = Conversation.objects.visible_to(reader).with_parties()
    return mine.annotate(
        last_shown=Subquery(last.values("shown")[:1]),
        last_text=Subquery(last.values("text")[:1]),
        last_by=Subquery(last.values("by")[:1]),
    )


def _row(conversation: Any, reader: Any) -> dict[str, Any]:
    mine = conversation.last_by == reader.pk
    said = conversation.last_text if mine else masking.worded(conversation.last_shown or "")
    return {
        "conversation": conversation,
        "name": conversation.name_of_other(reader),
        "unread": conversation.unread_for(reader),
        "mine": mine,
        "said": said,
        "selling": conversation.is_seller(reader),
    }
