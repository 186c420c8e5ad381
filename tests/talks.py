"""What a buyer and a seller say to each other, in one line each."""

from typing import Any
from uuid import uuid4

from marketplace import conversations
from marketplace.conversations import Words
from marketplace.models import Conversation, Listing, Message, Order, User


def words(text: str, **more: Any) -> Words:
    return Words(text, more.pop("token", uuid4().hex), **more)


def ask(buyer: User, thing: Listing, text: str = "Is it still there?", **more: Any) -> Message:
    return conversations.ask_seller(thing, words(text, **more), by=buyer)


def about(order: Order, text: str, *, by: User, **more: Any) -> Message:
    return conversations.say_about(order.number, words(text, **more), by=by)


def answer(talk: Conversation, text: str = "Yes, it is.", **more: Any) -> Message:
    """The seller does."""
    return conversations.say(talk, words(text, **more), by=talk.seller.user)


def go_on(talk: Conversation, text: str = "And how tall?", **more: Any) -> Message:
    """The buyer does."""
    return conversations.say(talk, words(text, **more), by=talk.buyer)
