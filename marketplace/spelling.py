"""What somebody may have meant: each word that nothing has, as the nearest word that is sold."""

from __future__ import annotations

import re

from django.db import connection

from marketplace import search
from marketplace.wish import cleaned

WORD = re.compile(r"\w+")
MOST_WORDS, CANDIDATES = 6, 40
SHORTEST, LONGEST = 3, 40  # letters of a word that is looked up
ONE_ERROR, TWO_ERRORS = 4, 9  # up to so many letters one error is forgiven, then two

NEAREST = """
    SELECT asked, holdfast_folded(asked), n.word, n.listings
    FROM unnest(%s::text[]) asked LEFT JOIN LATERAL holdfast_nearest(asked, %s) n ON true
"""


def meant(words: str) -> str:
    """The words as somebody sells them, or empty: they are right, or nobody can tell."""
    typed = [word for word in WORD.findall(cleaned(words)) if SHORTEST <= len(word) <= LONGEST]
    better = _better(list(dict.fromkeys(typed))[:MOST_WORDS])
    corrected = WORD.sub(lambda found: better.get(found[0], found[0]), cleaned(words))
    return corrected if better and _finds(corrected) else ""


def _better(typed: list[str]) -> dict[str, str]:
    """For each word that is wrong, the nearest that is right. One query for all."""
    if not typed:
        return {}
    near: dict[str, list[tuple[int, int, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [typed, CANDIDATES])
        for asked, folded, word, listings in cursor.fetchall():
            if word:
                near.setdefault(asked, []).append((errors(folded, word), -listings, word))
    chosen = {asked: min(found) for asked, found in near.items()}
    return {
        asked: word for asked, (wrong, _, word) in chosen.items() if 0 < wrong <= _forgiven(asked)
    }


def errors(one: str, other: str) -> int:
    """Letters missing, too many, wrong, or two that changed places (optimal string alignment)."""
    before, last = list[int](), list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def _forgiven(word: str) -> int:
    return 1 if len(word) <= ONE_ERROR else 2 if len(word) <= TWO_ERRORS else 3


def _finds(words: str) -> bool:
    return bool(search.with_words(words).exists())
