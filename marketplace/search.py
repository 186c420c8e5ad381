"""Finding things for sale: by words, shelf, condition and price, in an order that can be gone on."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import BigIntegerField, F, QuerySet
from django.db.models.functions import Cast

from marketplace import keyset
from marketplace.models import Listing
from marketplace.wish import SORTS, Wish, cleaned

ENGLISH = "english"
PAGE = 24
MILLION = 1_000_000
LAST_WORD = re.compile(r"(?:^|\s)(\w+)$")


def page_of(wish: Wish) -> tuple[list[Listing], str]:
    """The listings after the wish's cursor, and the next cursor."""
    rows = priced(wish).with_card()
    if wish.category:
        rows = rows.filter(category__slug=wish.category)
    if wish.conditions:
        rows = rows.filter(condition__in=wish.conditions)
    if wish.sort == "best":
        rows = rows.annotate(rank=_rank(wish.words))
    return keyset.page(rows, SORTS[wish.sort][1], wish.after, PAGE)


def priced(wish: Wish) -> Any:
    """For sale, there, with these words and in this price range."""
    rows: QuerySet[Listing] = Listing.objects.for_sale().filter(
        stock__on_hand__gt=F("stock__reserved")
    )
    if wish.words:
        rows = matching(rows, wish.words)
    if wish.low or wish.high:
        rows = rows.filter(currency=settings.HOLDFAST_CURRENCY)
    if wish.low:
        rows = rows.filter(price_minor__gte=wish.low.minor)
    if wish.high:
        rows = rows.filter(price_minor__lte=wish.high.minor)
    return rows


def matching(rows: QuerySet[Listing], words: str) -> QuerySet[Listing]:
    """Those with these words, in any order and any of their forms."""
    return rows.filter(search=_query(cleaned(words)))


def _query(words: str) -> Any:
    """As on the web (quotes, minus, or); the last word may be only begun."""
    whole = SearchQuery(words, config=ENGLISH, search_type="websearch")
    begun = LAST_WORD.search(words)
    if begun is None or words.count('"') % 2:
        return whole
    prefix = SearchQuery(f"{begun[1]}:*", config=ENGLISH, search_type="raw")
    rest = words[: begun.start()].strip()
    if not rest:
        return whole | prefix
    return whole | (SearchQuery(rest, config=ENGLISH, search_type="websearch") & prefix)


def _rank(words: str) -> Any:
    """In millionths, so that it can be said in an address exactly."""
    return Cast(SearchRank(F("search"), _query(words)) * MILLION, BigIntegerField())
