"""Finding elements by their local names, so that every version of a message reads the same."""

from __future__ import annotations

from xml.etree.ElementTree import Element


def child(parent: Element | None, *path: str) -> Element | None:
    """The first element along the path."""
    for name in path:
        parent = next(iter(children(parent, name)), None)
    return parent


def children(parent: Element | None, name: str) -> list[Element]:
    if parent is None:
        return []
    return [each for each in parent if _local(each) == name]


def text(parent: Element | None, *path: str) -> str:
    """What stands in the first element along the path; empty where there is none."""
    found = child(parent, *path)
    return (found.text or "").strip() if found is not None else ""


def texts(parent: Element | None, *path: str) -> list[str]:
    """What stands in every element of the last name, below the first of those before it."""
    above = child(parent, *path[:-1])
    return [(each.text or "").strip() for each in children(above, path[-1])]


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
