"""How many there are of each kind: what narrows a search, counted in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from marketplace import search
from marketplace.models import Listing
from marketplace.wish import Wish


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facets:
    """Each facet counts what the others leave; `total` is what all of them leave."""

    total: int
    categories: list[Option] = field(default_factory=list)
    conditions: list[Option] = field(default_factory=list)


def count(wish: Wish) -> Facets:
    groups = list(
        search.priced(wish)
        .values("category__slug", "category__name", "category__position", "condition")
        .annotate(n=Count("pk"))
        .order_by("category__position", "category__name")
    )
    here = [g for g in groups if wish.category in ("", g["category__slug"])]
    like = [g for g in groups if not wish.conditions or g["condition"] in wish.conditions]
    return Facets(
        total=sum(g["n"] for g in here if g in like),
        categories=_categories(like, wish),
        conditions=_conditions(here, wish),
    )


def _categories(groups: Iterable[dict[str, Any]], wish: Wish) -> list[Option]:
    named: dict[str, str] = {}
    counts: dict[str, int] = {}
    for group in groups:
        slug = group["category__slug"]
        named[slug] = group["category__name"]
        counts[slug] = counts.get(slug, 0) + group["n"]
    return [Option(slug, named[slug], n, slug == wish.category) for slug, n in counts.items()]


def _conditions(groups: list[dict[str, Any]], wish: Wish) -> list[Option]:
    counts = {
        value: sum(g["n"] for g in groups if g["condition"] == value)
        for value in Listing.Condition.values
    }
    return [
        Option(value, str(label), counts[value], value in wish.conditions)
        for value, label in Listing.Condition.choices
        if counts[value] or value in wish.conditions
    ]
