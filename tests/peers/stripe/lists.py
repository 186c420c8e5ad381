"""Stripe's lists: filtered, the newest first, in pages; and what stands in for an id on demand."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from tests.peers.stripe.book import Book, Thing
from tests.peers.stripe.refused import Refused, missing


def page(things: Sequence[Thing], asked: dict[str, Any], url: str) -> Thing:
    """One page of those that fit, after `starting_after`."""
    limit = asked.get("limit", 10)
    if not 1 <= limit <= 100:
        raise Refused("parameter_invalid_integer", "limit must be 1 to 100")
    found = [thing for thing in things if _fits(thing, asked)]
    if after := asked.get("starting_after"):
        ids = [thing["id"] for thing in found]
        if after not in ids:
            raise missing("object", after)
        found = found[ids.index(after) + 1 :]
    return {
        "object": "list",
        "url": url,
        "has_more": len(found) > limit,
        "data": copy.deepcopy(found[:limit]),
    }


def expanded(book: Book, thing: Thing, paths: Sequence[str]) -> Thing:
    """A copy in which what the paths name stands whole."""
    thing = copy.deepcopy(thing)
    for path in paths:
        _expand(book, thing, path.split("."))
    return thing


def _fits(thing: Thing, asked: dict[str, Any]) -> bool:
    for name, wanted in asked.items():
        if name in ("limit", "starting_after", "expand", "types"):
            continue
        value = thing.get(name)
        if isinstance(wanted, dict):
            if not all(_compare(value, how, edge) for how, edge in wanted.items()):
                return False
        elif value != wanted:
            return False
    return "types" not in asked or thing["type"] in asked["types"]


def _compare(value: Any, how: str, edge: int) -> bool:
    return {
        "gt": value > edge,
        "gte": value >= edge,
        "lt": value < edge,
        "lte": value <= edge,
    }[how]


def _expand(book: Book, thing: Any, path: Sequence[str]) -> None:
    if isinstance(thing, list):
        for each in thing:
            _expand(book, each, path)
        return
    name, rest = path[0], path[1:]
    if name not in thing:
        raise Refused("", f"This property cannot be expanded ({name}).")
    value = thing[name]
    if isinstance(value, str):
        if value not in book.things:
            raise Refused("", f"This property cannot be expanded ({name}).")
        value = thing[name] = copy.deepcopy(book.things[value])
    if rest and value is not None:
        _expand(book, value, rest)
