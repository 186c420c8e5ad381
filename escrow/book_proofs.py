"""The paths that prove postings: what their statement needs and nothing of anybody else's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from escrow import merkle
from escrow.models import BookDay, BookLeaf

# A few hashes out of the middle of a level, however long it is.
HASHES = """
    SELECT w.day, w.level, w.place, substring(l.hashes FROM w.place * 32 + 1 FOR 32)
    FROM unnest(%s::date[], %s::int[], %s::int[]) AS w (day, level, place)
    JOIN escrow_booklevel l ON (l.day, l.level) = (w.day, w.level)
"""
Spot = tuple[date, int, int]


@dataclass(frozen=True)
class Proof:
    """Where a posting's leaf is, with what nonce, and the hashes on its way to the root."""

    day: BookDay
    place: int
    nonce: bytes
    path: list[bytes]


def of(postings: Sequence[int]) -> dict[int, Proof]:
    """By posting; one whose day is not closed is not in it. Three queries, however many."""
    leaves = list(BookLeaf.objects.filter(pk__in=postings))
    days = BookDay.objects.in_bulk({leaf.day for leaf in leaves})
    spots = {leaf.pk: _spots(leaf, days[leaf.day]) for leaf in leaves}
    hashes = _hashes({spot for found in spots.values() for spot in found})
    return {
        leaf.pk: Proof(
            days[leaf.day],
            leaf.place,
            merkle.nonce(bytes(days[leaf.day].salt), leaf.pk),
            [hashes[spot] for spot in spots[leaf.pk]],
        )
        for leaf in leaves
    }


def _spots(leaf: BookLeaf, day: BookDay) -> list[Spot]:
    return [(leaf.day, *spot) for spot in merkle.neighbours(leaf.place, day.count)]


def _hashes(spots: set[Spot]) -> dict[Spot, bytes]:
    wanted: defaultdict[int, list[object]] = defaultdict(list)
    for spot in sorted(spots):
        for column, value in enumerate(spot):
            wanted[column].append(value)
    with connection.cursor() as cursor:
        cursor.execute(HASHES, [wanted[0], wanted[1], wanted[2]])
        return {(day, level, place): bytes(found) for day, level, place, found in cursor.fetchall()}
