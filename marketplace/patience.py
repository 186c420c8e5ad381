"""Asking somebody who may never answer: the question ends, whatever hangs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, TypeVar

from django.db import connections

R = TypeVar("R")
# So many questions may hang at once; who asks more is not answered at all.
MOST: Final = 8
_hanging = threading.BoundedSemaphore(MOST)


class NoAnswer(Exception):
    """Nobody answered in time."""


def ask_within(seconds: float, ask: Callable[[], R]) -> R:
    """What `ask` answers, from a thread with connections of its own. Raises NoAnswer, or as it does."""
    if not _hanging.acquire(blocking=False):
        raise NoAnswer
    answer: Future[R] = Future()
    threading.Thread(target=_ask, args=(ask, answer), daemon=True).start()
    try:
        return answer.result(timeout=seconds)
    except TimeoutError as late:
        raise NoAnswer from late


def _ask(ask: Callable[[], R], answer: Future[R]) -> None:
    try:
        answer.set_result(ask())
    except BaseException as error:  # it belongs to whoever asked
        answer.set_exception(error)
    finally:
        _hanging.release()
        connections.close_all()
