"""On to the next things of a list: as a page of its own, or under those that are there."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from marketplace.wish import MOST_PAGES, pages_in

TARGET = "onward"  # the id of what the next things take the place of


@dataclass(frozen=True)
class Onward:
    """`link` is the next page; `more` brings its things, and `grown` is the address afterwards.

    Coming back to `grown` shows all of them again. Empty where the list is long enough.
    """

    link: str
    more: str = ""
    grown: str = ""


def of(request: HttpRequest, after: str) -> Onward | None:
    """None at the end of the list."""
    if not after:
        return None
    shown, grows = pages_in(request.GET), is_more(request)
    start = request.GET.get("from" if grows else "after", "")
    link = _address(request, {"after": after})
    if shown >= MOST_PAGES:
        return Onward(link)
    more = _address(request, {"after": after, "pages": str(shown + 1), "from": start})
    return Onward(link, more, _address(request, {"after": start, "pages": str(shown + 1)}))


def is_more(request: HttpRequest) -> bool:
    """Whether only the next things are asked for."""
    return bool(request.htmx) and request.htmx.target == TARGET  # type: ignore[attr-defined]


def _address(request: HttpRequest, changed: dict[str, str]) -> str:
    asked: QueryDict = request.GET.copy()
    for name in ("after", "pages", "from"):
        asked.pop(name, None)
    asked.update({name: value for name, value in changed.items() if value})
    told = asked.urlencode()
    return f"{request.path}?{told}" if told else request.path
