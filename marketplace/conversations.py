"""A buyer and a seller talk: before a purchase about a listing, after it about the order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from escrow import audit, clock, outbox
from escrow.story import Refusal, require, step, story
from marketplace import (
    masking,
    message_limits,
    message_photos,
    reply_clock,
    suspending,
    translating,
)
from marketplace.models import Conversation, Listing, Message, Order, User
from marketplace.uploads import Upload
from marketplace.written import spoken

LONGEST = 2000


class CannotSay(Refusal):
    """There is nothing to send, or nobody to read it."""


@dataclass(frozen=True)
class Words:
    """What somebody sends. The token is the form's: the same one says it once."""

    text: str
    token: str
    photos: Sequence[Upload] = ()
    may_be_public: bool = False


@story
def say(conversation: Conversation, words: Words, *, by: User) -> Message:
    """One of the two goes on. Raises CannotSay, and Conversation.DoesNotExist for others."""
    found = Conversation.objects.visible_to(by).locked().get(pk=conversation.pk)
    return _said(found, words, by)


@story
def ask_seller(listing: Listing, words: Words, *, by: User) -> Message:
    """A buyer asks about a thing, before they buy it. Raises CannotSay."""
    thing = Listing.objects.exclude(state=Listing.State.DRAFT).get(pk=listing.pk)
    require(thing.seller.user_id != by.pk, CannotSay, _("It is your own. Buyers ask you here."))
    if not by.conversations.filter(listing=thing).exists():
        suspending.must_be_free(by, CannotSay)
        message_limits.count_conversation(by)
    begun = Conversation(buyer=by, seller=thing.seller, listing=thing)
    return _said(_locked(begun, listing=thing, buyer=by), words, by)


@story
def say_about(number: str, words: Words, *, by: User) -> Message:
    """Either party of an order. Raises CannotSay, and Order.DoesNotExist for others."""
    order = Order.objects.visible_to(by).select_related("seller").get(number=number)
    begun = Conversation(buyer_id=order.buyer_id, seller=order.seller, order=order)
    return _said(_locked(begun, order=order), words, by)


@story
def mark_read(conversation: Conversation, *, by: User) -> Conversation:
    """This side has seen all of it. Raises Conversation.DoesNotExist for others."""
    found = Conversation.objects.visible_to(by).locked().get(pk=conversation.pk)
    if found.unread_for(by):
        found.read(by, clock.now())
        found.save()
    return found


def _locked(begun: Conversation, **about: object) -> Conversation:
    """The one there is, or this new one; two who begin it at once find the same."""
    begun.began_at = begun.last_at = clock.now()
    Conversation.objects.bulk_create([begun], ignore_conflicts=True)
    return Conversation.objects.locked().get(**about)


@step
def _said(conversation: Conversation, words: Words, by: User) -> Message:
    before = Message.objects.filter(by=by, token=words.token).first()
    if before:
        return before
    _check(conversation, words, by)
    message_limits.count_message(by)
    message = _written(conversation, words, by)
    _count(conversation, by)
    audit.record(by, "said", conversation, message=message.pk, hidden=message.is_masked())
    _tell(conversation, message, by)
    return message


def _check(conversation: Conversation, words: Words, by: User) -> None:
    text = masking.clean(words.text)
    require(bool(text) or bool(words.photos), CannotSay, _("Write something first."))
    require(
        len(text) <= LONGEST,
        CannotSay,
        _("Write at most %(most)s characters. Send the rest as a second message.")
        % {"most": LONGEST},
    )
    gone = conversation.other(by).left_at is not None
    require(not gone, CannotSay, _("Nobody reads this any more: they have left Holdfast."))


def _written(conversation: Conversation, words: Words, by: User) -> Message:
    text = masking.clean(words.text)
    message = Message.objects.create(
        conversation=conversation,
        by=by,
        text=text,
        shown=masking.hide(text, _harmless(conversation)),
        language=spoken(),
        token=words.token,
        may_be_public=words.may_be_public and by.pk == conversation.buyer_id,
        at=clock.now(),
    )
    message_photos.add(message, words.photos)
    translating.ask(message.shown, message.language)
    return message


def _harmless(conversation: Conversation) -> list[str]:
    """The numbers of an order's parcels, which both know."""
    if conversation.order is None:
        return []
    return [parcel.tracking_number for parcel in conversation.order.shipments.all()]


def _count(conversation: Conversation, by: User) -> None:
    was = conversation.asked_at, conversation.answered_at
    conversation.add(by, clock.now())
    conversation.save()
    if conversation.asked_at and not was[0]:
        reply_clock.start(conversation)
    if conversation.answered_at and not was[1]:
        reply_clock.stop(conversation)


def _tell(conversation: Conversation, message: Message, by: User) -> None:
    """Once, until it is read: not for every line."""
    reader = conversation.other(by)
    if conversation.unread_for(reader) == 1:
        outbox.announce(reader.pk, "message_received", conversation, key=f"m{message.pk}")
