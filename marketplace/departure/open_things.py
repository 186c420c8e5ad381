"""What is still open between a person and others, and keeps them from leaving."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marketplace.models import User

MOST_OF_A_KIND = 10


@dataclass(frozen=True)
class OpenThing:
    """A sentence, where to look after it, and the day it ends by itself if there is one."""

    words: Any
    url: str
    ends_at: datetime | None = None


Finder = Callable[[User], Iterable[OpenThing]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """What another floor knows of."""
    _finders.append(finder)


def of(person: User) -> list[OpenThing]:
    """All of it, in the order in which people read it; of each kind the first few.

    What they bought as a guest is theirs too.
    """
    each = [person, *person.guests.order_by("pk")]
    return [thing for who in each for finder in _finders for thing in finder(who)]
