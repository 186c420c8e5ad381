"""Stories and steps: who may open the one transaction, and who must be inside one.

A story opens the durable transaction, locks, checks, acts, books, saves, records, announces.
A step works inside it on rows already locked, and never commits.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")


class OutsideStory(RuntimeError):
    """A step was called without the transaction of a story around it."""


class Refusal(Exception):
    """What was asked cannot be done now; the message is a sentence for the person who asked."""


def require(fact: bool, refusal: type[Refusal], sentence: str) -> None:
    """Go on only if it is so; otherwise the person who asked reads the sentence."""
    if not fact:
        raise refusal(sentence)


def story(function: Callable[P, R]) -> Callable[P, R]:
    """The one transaction of something that happens; it may not stand inside another."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(durable=True):
            return function(*args, **kwargs)

    return run


def step(function: Callable[P, R]) -> Callable[P, R]:
    """Part of a story; refuses to run alone."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if not connection.in_atomic_block:
            raise OutsideStory(function.__qualname__)
        return function(*args, **kwargs)

    return run
