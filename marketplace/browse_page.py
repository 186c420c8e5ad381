"""What a list of things shows: what was found, what narrows it, and what helps where nothing was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest

from marketplace import chips, countries, facets, onward, search, shelf_tree, spelling
from marketplace.chips import Chip
from marketplace.models import Category, Listing
from marketplace.shelf_tree import Branch
from marketplace.wish import SORTS, Wish

FEW = 2  # found by the words; more than that, and they were meant as they were typed
MOST_WAYS_OUT = 3
CHOOSE = "choose"


@dataclass(frozen=True)
class WayOut:
    """A limit that can be taken away, and how many things there are then."""

    chip: Chip
    count: int


def shown(request: HttpRequest, wish: Wish, shelf: Category | None = None) -> dict[str, Any]:
    """`shelf` is the page's own, which the address names and no choice takes away."""
    here, own = countries.of(request), shelf is not None
    counted = facets.count(wish, here, own=own)
    branches = shelf_tree.grown(counted.shelves, wish.category)
    chosen = shelf_tree.name_of(branches, wish.category) or _name_of(wish.category)
    made = chips.of(wish, chosen, own=own)
    listings, after = search.page_of(wish) if counted.total else ([], "")
    meant = _meant(wish, counted)
    return {
        "wish": wish,
        "listings": listings,
        "after": after,
        "onward": onward.of(request, after),
        "facets": counted,
        "branches": branches,
        "chips": made,
        "sorts": sorts(wish),
        "meant": meant,
        "ways_out": _ways_out(made, counted),
        "others": [] if counted.total or meant else _others(wish, shelf),
        "choosing": CHOOSE in request.GET,
        "countries": countries.choices() if CHOOSE in request.GET else [],
        "here": here,
        "elsewhere": wish.but(category="").query(),
        "query_here": wish.but(pages=1).query(without_category=own),
    }


def parts(found: dict[str, Any], slug: str) -> list[Branch]:
    """The parts of a wide shelf that have something on them."""
    return next((top.parts for top in found["branches"] if top.slug == slug), [])


def more(wish: Wish) -> tuple[list[Listing], str]:
    """One page of the next things only, for a page that has the others already."""
    return search.page_of(replace(wish, pages=1))


def sorts(wish: Wish) -> list[tuple[str, Any]]:
    return [(name, label) for name, (label, _) in SORTS.items() if wish.words or name != "best"]


def _name_of(slug: str) -> str:
    """Of a shelf on which nothing was found, or of none that there is."""
    if not slug:
        return ""
    return Category.objects.filter(slug=slug).values_list("name", flat=True).first() or slug


def _meant(wish: Wish, counted: facets.Facets) -> str:
    """Other words, where these find few or nothing and were not corrected already."""
    if not wish.words or wish.asked or counted.unlimited > FEW:
        return ""
    return spelling.meant(wish.words)


def _ways_out(made: list[Chip], counted: facets.Facets) -> list[WayOut]:
    """Where nothing fits everything: what one limit less would show, most things first."""
    if counted.total:
        return []
    ways = [WayOut(chip, counted.without.get(chip.kind, 0)) for chip in made]
    single = [way for way in ways if way.count and _alone(way.chip, made)]
    return sorted(single, key=lambda way: -way.count)[:MOST_WAYS_OUT]


def _alone(chip: Chip, made: list[Chip]) -> bool:
    """Counts are known for a whole kind of limit, so a chip of several says nothing exact."""
    return sum(other.kind == chip.kind for other in made) == 1


def _others(wish: Wish, shelf: Category | None) -> list[Category]:
    """Shelves to look at instead: those beside this one, else the wide ones."""
    if shelf is None:
        return list(Category.objects.filter(parent=None).exclude(slug=wish.category))
    return list(Category.objects.filter(parent=shelf.parent_id).exclude(pk=shelf.pk))
