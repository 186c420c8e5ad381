"""What can go wrong on the line: a call that gets lost, an answer that does, messages astray.

`with faults.raining(seed=7, answers_lost=0.2, messages_late=0.5):` lets it happen at random, the
same each time. On the provider's page somebody can lose the next calls and hold messages back.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db.models import F

from escrow.models import SandboxWeather

P = ParamSpec("P")
R = TypeVar("R")
LATEST = timedelta(hours=6)
JOSTLED = timedelta(minutes=2)


class NoAnswer(TimeoutError):
    """The line went dead; nobody knows yet what happened."""


@dataclass
class Rain:
    """How likely each fault is, from 0 to 1."""

    seed: int
    calls_lost: float = 0.0
    answers_lost: float = 0.0
    messages_late: float = 0.0
    messages_twice: float = 0.0
    messages_reordered: float = 0.0
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311

    def happens(self, likely: float) -> bool:
        return likely > 0 and self.dice.random() < likely


_rain: Rain | None = None


@contextmanager
def raining(seed: int, **likely: float) -> Iterator[Rain]:
    """Until the block ends, these faults happen as often as that, by the seed."""
    global _rain
    before, _rain = _rain, Rain(seed, **likely)
    try:
        yield _rain
    finally:
        _rain = before


def over_the_line(call: Callable[P, R]) -> Callable[P, R]:
    """A call that may get lost before anything was done, or its answer after. Raises NoAnswer."""

    @wraps(call)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        set_by_hand = weather()
        if _loses("calls", set_by_hand.calls_to_lose):
            raise NoAnswer("the call got lost")
        answer = call(*args, **kwargs)
        if _loses("answers", set_by_hand.answers_to_lose):
            raise NoAnswer("the answer got lost")
        return answer

    return run


def delay() -> timedelta:
    """How long a message is on its way; in the rain a later one may overtake it."""
    if _rain and _rain.happens(_rain.messages_late):
        return LATEST * _rain.dice.random()
    if _rain and _rain.happens(_rain.messages_reordered):
        return JOSTLED * _rain.dice.random()
    return timedelta()


def copies() -> int:
    """How often a message is delivered."""
    return 2 if _rain and _rain.happens(_rain.messages_twice) else 1


def weather() -> SandboxWeather:
    """What somebody has set on the provider's page."""
    return SandboxWeather.objects.filter(pk=1).first() or SandboxWeather()


def set_weather(*, holds_messages: bool, calls_to_lose: int, answers_to_lose: int) -> None:
    SandboxWeather.objects.update_or_create(
        pk=1,
        defaults={
            "holds_messages": holds_messages,
            "calls_to_lose": calls_to_lose,
            "answers_to_lose": answers_to_lose,
        },
    )


def _loses(what: str, by_hand: int) -> bool:
    if _rain and _rain.happens(getattr(_rain, f"{what}_lost")):
        return True
    left = f"{what}_to_lose"
    losing = SandboxWeather.objects.filter(pk=1, **{f"{left}__gt": 0})
    return bool(by_hand and losing.update(**{left: F(left) - 1}))
