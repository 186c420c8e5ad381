"""What a record is made of: each part gives files for programs and paragraphs for people.

Each app registers its own; a part says only what this reader may read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from marketplace.models import Order, User
from marketplace.printing.paper import Paper


@dataclass(frozen=True)
class Reader:
    """Who reads, and on which side of the order: buyer or seller."""

    person: User
    side: str


@dataclass(frozen=True)
class Piece:
    """One file: data that is written as JSON, or a stored file that is copied."""

    name: str
    data: Any = None
    open: Callable[[], IO[bytes]] | None = None


@dataclass(frozen=True)
class Part:
    """`files` for programs, `tell` for people."""

    name: str
    files: Callable[[Order, Reader], Iterator[Piece]]
    tell: Callable[[Paper, Order, Reader], None]


_parts: dict[str, Part] = {}


def register(*parts: Part) -> None:
    _parts.update({part.name: part for part in parts})


def every() -> list[Part]:
    return list(_parts.values())
