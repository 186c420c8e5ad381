"""Finding things for sale: by words in any spelling, within limits, in an order that can be gone on."""

from __future__ import annotations

import re
from functools import reduce
from typing import Any

from django.contrib.postgres.search import (
    CombinedSearchQuery,
    SearchQuery,
    SearchQueryField,
    SearchRank,
)
from django.db.models import BigIntegerField, F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language

from marketplace import keyset
from marketplace.models import Listing
from marketplace.models.listing import Folded
from marketplace.narrowing import limits, there
from marketplace.wish import SORTS, Wish, cleaned

ENGLISH, AS_WRITTEN = "english", "simple"
# Languages that the database knows the forms of, besides English.
FORMS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
}
PAGE = 24
MILLION = 1_000_000
WORD = re.compile(r"\w+")
LAST_WORD = re.compile(r"(?:^|\s)(\w+)$")


class Begun(Func):
    """Words that begin like one; quoted in the database, whatever is in it."""

    function = "holdfast_begun"
    template = "%(function)s(%(config)s::regconfig, %(expressions)s)"
    output_field = SearchQueryField()

    def __init__(self, word: str, config: str) -> None:
        super().__init__(Value(word, output_field=TextField()), config=f"'{config}'")


def page_of(wish: Wish) -> tuple[list[Listing], str]:
    """The listings after the wish's cursor, and the next cursor."""
    rows = with_words(wish.words).filter(*limits(wish).values()).with_cover()
    if wish.sort == "best":
        rows = rows.annotate(rank=_rank(wish.words))
    return keyset.page(rows, SORTS[wish.sort][1], wish.after, PAGE * wish.pages)


def with_words(words: str) -> Any:
    """For sale, there, and with these words."""
    rows: QuerySet[Listing] = Listing.objects.for_sale().filter(there())
    return matching(rows, words) if words else rows


def matching(rows: QuerySet[Listing], words: str) -> QuerySet[Listing]:
    """Those with these words, in any order, any of their forms, and any spelling of accents."""
    return rows.filter(Q(search=_query(cleaned(words))))


def _query(words: str) -> Any:
    """As on the web (quotes, minus, or); the last word may be only begun."""
    found = _websearch(words, ENGLISH)
    if "-" not in words:
        # With a minus, "lamps -shades" as written would let "lamp shade" in.
        found = _joined(found, "||", _websearch(words, AS_WRITTEN))
    begun = LAST_WORD.search(words)
    if begun and not words.count('"') % 2:
        found = _joined(found, "||", _last_begun(words[: begun.start()].strip(), begun[1]))
    config = FORMS.get((get_language() or "").partition("-")[0])
    if config and WORD.findall(words) and not set('"-') & set(words):
        found = _joined(found, "||", _in_forms(words, config))
    return found


def _websearch(words: str, config: str) -> Any:
    folded = Folded(Value(words, output_field=TextField()))
    return SearchQuery(folded, config=config, search_type="websearch")


def _last_begun(rest: str, word: str) -> Any:
    begun = _joined(Begun(word, ENGLISH), "||", Begun(word, AS_WRITTEN))
    return _joined(_websearch(rest, ENGLISH), "&&", begun) if rest else begun


def _in_forms(words: str, config: str) -> Any:
    """Each word's stem in the reader's language begins a word of the listing."""
    stems: list[Any] = [Begun(word, config) for word in WORD.findall(words)]
    return reduce(lambda one, other: _joined(one, "&&", other), stems)


def _joined(one: Any, by: str, other: Any) -> CombinedSearchQuery:
    return CombinedSearchQuery(one, by, other, ENGLISH)


def _rank(words: str) -> Any:
    """In millionths, so that it can be said in an address exactly."""
    return Cast(SearchRank(F("search"), _query(words)) * MILLION, BigIntegerField())
