"""Buyers ask and sellers answer: some at once, some late, a few never, as in any shop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random

from marketplace import canned_replies, conversations, listing_questions
from marketplace.conversations import Words
from marketplace.demo.catalogue.talks import ABOUT_ORDERS, FIRST_WORDS, PREPARED, QUESTIONS
from marketplace.demo.errands import Stage
from marketplace.models import Listing, Message, Order, User

Deed = tuple[datetime, Callable[[], object]]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ADA, BEN = "ada@example.com", "ben@example.com"
ASKED, SILENT_EVERY, SHOWN_EVERY = 60, 9, 2


def moves(stage: Stage, now: datetime) -> Iterator[datetime]:
    """For the history: waits for each moment, and does what was planned for it."""
    for moment, deed in sorted(_planned(stage, now), key=lambda planned: planned[0]):
        yield moment
        deed()


def _planned(stage: Stage, now: datetime) -> Iterator[Deed]:
    dice, buyers = Random("talks"), _buyers(stage)
    yield now - 50 * DAY, lambda: _prepare(stage)
    for number, thing in enumerate(_asked_about(stage, dice)):
        buyer = stage.users[BEN] if number % 12 == 0 else dice.choice(buyers)
        at = now - dice.uniform(0.3, 28) * DAY
        yield at, _asks(stage, buyer, thing, number)
        if number % SILENT_EVERY != SILENT_EVERY - 1:
            yield at + dice.choice((0.3, 1, 2, 5, 9, 28)) * HOUR, _answers(stage, thing, number)
    for step in range(len(ABOUT_ORDERS) + 1):
        yield now - (9 - 2 * step) * HOUR, _about_orders(stage, step)


def _buyers(stage: Stage) -> list[User]:
    return [user for user in stage.users.values() if not user.is_staff and not _sells(user)]


def _sells(user: User) -> bool:
    return hasattr(user, "seller")


def _asked_about(stage: Stage, dice: Random) -> list[Listing]:
    """Any; and Ada's first, who is shown around."""
    things = list(stage.listings.values())
    hers = [thing for thing in things if thing.seller.user_id == stage.users[ADA].pk]
    others = [thing for thing in things if thing not in hers]
    return [*hers[:8], *dice.sample(others, min(ASKED, len(others)))]


def _prepare(stage: Stage) -> None:
    for title, text in PREPARED:
        stage.attempt(canned_replies.keep, by=stage.users[ADA], title=title, text=text)


def _asks(stage: Stage, buyer: User, thing: Listing, number: int) -> Callable[[], object]:
    public = number % SHOWN_EVERY == 0
    words = Words(_question(number)[0], f"demo:asks:{number}", may_be_public=public)
    return lambda: stage.attempt(conversations.ask_seller, thing, words, by=buyer)


def _answers(stage: Stage, thing: Listing, number: int) -> Callable[[], object]:
    def answer() -> None:
        asked = Message.objects.filter(token=f"demo:asks:{number}").first()
        if asked is None:
            return
        seller, said = thing.seller.user, _question(number)[1]
        words = Words(said, f"demo:answers:{number}")
        stage.attempt(conversations.say, asked.conversation, words, by=seller)
        if asked.may_be_public and not asked.is_masked():
            stage.attempt(listing_questions.publish, asked, by=seller, answer=said)

    return answer


def _about_orders(stage: Stage, step: int) -> Callable[[], object]:
    """Ben and the sellers of what is on its way to him; the last word waits for Ben."""

    def speak() -> None:
        for order in _under_way(stage):
            if step == 0:
                _say(stage, order, False, FIRST_WORDS, step)
            else:
                _say(stage, order, *ABOUT_ORDERS[step - 1], step)

    return speak


def _under_way(stage: Stage) -> list[Order]:
    bought = Order.objects.bought_by(stage.users[BEN]).filter(paid_at__isnull=False, ended_at=None)
    return list(bought.select_related("seller__user").order_by("-placed_at")[:4])


def _say(stage: Stage, order: Order, by_buyer: bool, text: str, step: int) -> None:
    speaker = order.buyer if by_buyer else order.seller.user
    words = Words(text, f"demo:{order.number}:{step}")
    stage.attempt(conversations.say_about, order.number, words, by=speaker)


def _question(number: int) -> tuple[str, str]:
    return QUESTIONS[number % len(QUESTIONS)]
