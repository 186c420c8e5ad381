"""Everything that others may find: pages in chunks of which each is read once, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from django.db.models import F, QuerySet
from django.db.models.functions import Floor
from django.urls import reverse

from marketplace.abroad import absolute
from marketplace.models import Category, Listing
from sellers.models import Seller

CHUNK = 5000  # ids; the protocol allows 50,000 addresses in a file
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
PLAIN = ("home", "search", "protection", "how_we_decide", "guarantee_fund")


def index() -> Iterator[str]:
    """The chunks that have something in them."""
    yield f'{HEAD}<sitemapindex xmlns="{SPACE}">'
    names = ["pages-0", *_chunks("listings"), *_chunks("shops")]
    for name in names:
        kind, number = name.rsplit("-", 1)
        address = reverse("sitemap_part", args=[kind, int(number)])
        yield f"<sitemap><loc>{escape(absolute(address))}</loc></sitemap>\n"
    yield "</sitemapindex>"


def part(kind: str, number: int) -> Iterator[str]:
    """One chunk; its memory does not grow with it."""
    yield f'{HEAD}<urlset xmlns="{SPACE}">'
    for address in _addresses(kind, number):
        yield f"<url><loc>{escape(absolute(address))}</loc></url>\n"
    yield "</urlset>"


def exists(kind: str, number: int) -> bool:
    return kind in ("pages", *ROWS) and (kind != "pages" or number == 0)


def _addresses(kind: str, number: int) -> Iterator[str]:
    if kind == "pages":
        yield from map(reverse, PLAIN)
        yield from (shelf.get_absolute_url() for shelf in Category.objects.all())
        return
    rows = _rows(kind).filter(pk__gte=number * CHUNK, pk__lt=(number + 1) * CHUNK).order_by("pk")
    for row in rows.iterator(chunk_size=500):
        yield row.get_absolute_url()


def _chunks(kind: str) -> list[str]:
    chunk = Floor(F("pk") / CHUNK)
    numbers = _rows(kind).order_by().values_list(chunk, flat=True).distinct()
    return [f"{kind}-{int(number)}" for number in sorted(numbers)]


def _rows(kind: str) -> QuerySet[Any]:
    return ROWS[kind]()


def _listings() -> QuerySet[Any]:
    return Listing.objects.for_sale().only("pk", "title")


def _shops() -> QuerySet[Any]:
    return Seller.objects.filter(listings__state="active").distinct().only("pk", "slug")


ROWS: dict[str, Callable[[], QuerySet[Any]]] = {"listings": _listings, "shops": _shops}
