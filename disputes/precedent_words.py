"""What usually happens, in one sentence: 12 similar cases: 9 ended with part of it back."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disputes.models.precedent import Ending
from disputes.precedents import Similar, Width
from marketplace.templatetags.holdfast import percent

WIDTHS: dict[Width, Callable[[], str]] = {
    Width.PRICE: lambda: _("the same kind of thing, at a similar price"),
    Width.CATEGORY: lambda: _("the same kind of thing"),
    Width.REASON: lambda: _("all kinds of things"),
}
ENDINGS: dict[Ending, Callable[[int], str]] = {
    Ending.ALL: lambda n: ngettext(
        "%(n)s ended with all the money back", "%(n)s ended with all the money back", n
    ),
    Ending.PART: lambda n: ngettext(
        "%(n)s ended with part of the money back", "%(n)s ended with part of the money back", n
    ),
    Ending.RETURN: lambda n: ngettext(
        "%(n)s was sent back, and then the money came",
        "%(n)s were sent back, and then the money came",
        n,
    ),
    Ending.REPLACEMENT: lambda n: ngettext("%(n)s was sent again", "%(n)s were sent again", n),
    Ending.NOTHING: lambda n: ngettext(
        "%(n)s ended with nothing back", "%(n)s ended with nothing back", n
    ),
}


def sentence(found: Similar) -> str:
    """How many cases, and how they ended, the most frequent first."""
    told = sorted(found.endings.items(), key=lambda one: -one[1])
    parts = [_part(ending, count, found) for ending, count in told]
    if found.others:
        words = ngettext("%(n)s ended otherwise", "%(n)s ended otherwise", found.others)
        parts.append(words % {"n": found.others})
    head = ngettext("%(n)s similar case", "%(n)s similar cases", found.cases)
    return _("%(cases)s: %(endings)s.") % {
        "cases": head % {"n": found.cases},
        "endings": "; ".join(parts),
    }


def alike(found: Similar) -> str:
    """How alike they are."""
    return WIDTHS[found.width]()


def _part(ending: Ending, count: int, found: Similar) -> str:
    words = ENDINGS[ending](count) % {"n": count}
    if ending != Ending.PART or found.middle_percent is None:
        return words
    middle = {"what": words, "percent": percent(found.middle_percent)}
    return _("%(what)s, in the middle %(percent)s") % middle
