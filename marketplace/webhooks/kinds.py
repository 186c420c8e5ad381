"""What a program can be told: each kind of event once, with what it follows and what it carries.

Each app registers its own. The body of an event has the shape that the API gives of that thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from marketplace.models import WebhookEvent
from sellers.models import Seller

TEST = "test.ping"
# Whose it is, and the thing itself as that shop may read it, put into words when it is asked for.
Told = Sequence[tuple[Seller, Callable[[], dict[str, Any]]]]
Teller = Callable[[WebhookEvent], Told]


@dataclass(frozen=True)
class EventKind:
    """A type, what it means, the rows of the audit trail that it follows, and who is told what."""

    name: str
    words: Promise
    subject: str
    actions: frozenset[str]
    tell: Teller


_kinds: dict[str, EventKind] = {}


def register(kinds: Iterable[EventKind]) -> None:
    _kinds.update({kind.name: kind for kind in kinds})


def every() -> list[EventKind]:
    return list(_kinds.values())


def names() -> list[str]:
    return list(_kinds)


def following(event: WebhookEvent) -> list[EventKind]:
    """The kinds that such a row of the trail means; usually one, or none."""
    found = (kind for kind in every() if kind.subject == event.subject_type)
    return [kind for kind in found if event.action in kind.actions]
