"""What somebody may be about to type: words that are sold, shelves and shops that begin so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.spelling import errors
from marketplace.wish import cleaned

SECONDS = 60  # so long an answer is good for everybody who types the same
SHORTEST = 2
WORDS, PLACES, NEAR = 6, 3, 3
LAST = re.compile(r"^(.*?)(\w+)$", re.DOTALL)

QUESTION = f"""
    WITH asked AS (SELECT holdfast_folded(%(last)s) AS word,
        regexp_replace(holdfast_folded(%(whole)s), '([%%_\\\\])', '\\\\\\1', 'g') AS whole),
    words AS (
        SELECT s.word, s.listings FROM marketplace_searchword s, asked
        WHERE s.word LIKE asked.word || '%%' AND s.listings > 0
        AND (%(rest)s = '' OR EXISTS (SELECT 1 FROM marketplace_listing l WHERE l.state = 'active'
            AND l.search @@ (websearch_to_tsquery('english', holdfast_folded(%(rest)s))
                && holdfast_begun('simple', s.word))))
        ORDER BY s.listings DESC, s.word LIMIT {WORDS}
    ), near AS (
        SELECT n.word, n.listings FROM asked, holdfast_nearest(asked.word, {NEAR}) n
        WHERE NOT EXISTS (SELECT 1 FROM words)
    )
    (SELECT 'word' AS kind, word, '' AS slug, listings FROM words)
    UNION ALL (SELECT 'near', word, '', listings FROM near)
    UNION ALL (SELECT 'shelf', c.name, c.slug, 0 FROM marketplace_category c, asked
        WHERE ' ' || holdfast_folded(c.name) LIKE '%% ' || asked.whole || '%%'
        ORDER BY c.position LIMIT {PLACES})
    UNION ALL (SELECT 'shop', s.name, s.slug, 0 FROM sellers_seller s, asked
        WHERE ' ' || holdfast_folded(s.name) LIKE '%% ' || asked.whole || '%%'
        ORDER BY s.name LIMIT {PLACES})
"""  # noqa: S608


@dataclass(frozen=True)
class Suggestion:
    """What is shown, what kind of thing it is (empty: words), and where it leads."""

    label: str
    note: str
    url: str


def of(typed: str) -> list[Suggestion]:
    """For what was typed so far; one query, or none where somebody typed the same just now."""
    words = cleaned(typed)
    split = LAST.match(words)
    if split is None or len(split[2]) < SHORTEST:
        return []
    key = f"suggestions:{get_language()}:{words.casefold().encode().hex()}"
    found = caches["forgiving"].get(key)
    if found is None:
        found = list(_found(words, split[1], split[2]))
        caches["forgiving"].set(key, found, SECONDS)
    return [Suggestion(*one) for one in found]


def _found(whole: str, before: str, last: str) -> list[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, {"whole": whole, "rest": before.strip(), "last": last})
        rows = cursor.fetchall()
    return [told for row in rows if (told := _told(before, last, *row))]


def _told(before: str, last: str, kind: str, name: str, slug: str, _n: Any) -> Any:
    if kind == "shelf":
        return name, _("Shelf"), reverse("category", args=[slug])
    if kind == "shop":
        return name, _("Shop"), reverse("shop", args=[slug])
    if kind == "near" and errors(last.casefold(), name) > 2:
        return None
    words = before + name
    return words, "", f"{reverse('search')}?{urlencode({'q': words})}"
