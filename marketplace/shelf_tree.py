"""The shelves beside a search: the wide ones, and the parts of the one that is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from marketplace.facet_counts import Shelf

FEW = 6


@dataclass
class Branch:
    """A shelf, how many things are on it and its parts, and whether it is the chosen one."""

    slug: str
    name: str
    count: int = 0
    chosen: bool = False
    parts: list[Branch] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.chosen or any(part.chosen for part in self.parts)


def grown(shelves: Sequence[Shelf], chosen: str) -> list[Branch]:
    """Wide shelves count what stands on their parts; parts show where they help."""
    tops: dict[str, Branch] = {}
    for shelf in shelves:
        slug, name = shelf.parent or (shelf.slug, shelf.name)
        top = tops.setdefault(slug, Branch(slug, name, chosen=slug == chosen))
        top.count += shelf.count
        if shelf.parent:
            part = Branch(shelf.slug, shelf.name, shelf.count, shelf.slug == chosen)
            top.parts.append(part)
    for top in tops.values():
        alone = [part.count for part in top.parts] == [top.count]
        if not top.is_open and (alone or len(shelves) > FEW):
            top.parts = []
    return list(tops.values())


def name_of(shelves: Sequence[Branch], slug: str) -> str:
    """What the chosen shelf is called; empty when nothing is on it."""
    return next(
        (each.name for top in shelves for each in (top, *top.parts) if each.slug == slug), ""
    )
