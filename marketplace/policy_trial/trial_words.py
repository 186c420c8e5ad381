"""What a trial found, in sentences: the same for the page and for the command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escrow.money import Money
from escrow.term_words import WHO
from marketplace.policy_trial import comparing
from sellers.models.seller import Level

ENDINGS: dict[str, Promise] = {
    "released": gettext_lazy("The seller got the money"),
    "cancelled": gettext_lazy("Cancelled before it was sent"),
    "unsent": gettext_lazy("Refunded by itself: not sent in time"),
    "lost": gettext_lazy("Refunded by itself: it never arrived"),
    "case": gettext_lazy("A case ended it"),
}
BANDS: dict[str, Promise] = {
    "0": gettext_lazy("Small orders"),
    "1": gettext_lazy("Middling orders"),
    "2": gettext_lazy("Large orders"),
    "3": gettext_lazy("Very large orders"),
}
WAYS: dict[str, Promise] = {
    "domestic": gettext_lazy("Within the country"),
    "cross_border": gettext_lazy("Across a border"),
}


@dataclass(frozen=True)
class Party:
    """What the change does to one of them."""

    who: Promise | str
    gains: int
    loses: int
    money: list[Money]

    @property
    def moved(self) -> list[Money]:
        """Amounts that are not nothing."""
        return [each for each in self.money if each]


def parties(result: dict[str, Any]) -> list[Party]:
    return [
        Party(WHO[each["who"]], each["gains"], each["loses"], comparing.money_of(each["minor"]))
        for each in result["parties"]
    ]


def groups(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Each with the words for it."""
    words: dict[str, dict[str, Any]] = {"level": dict(Level.choices), "price": BANDS, "way": WAYS}
    return [
        each | {"title": words[each["by"]].get(each["name"], each["name"])}
        for each in result["groups"]
    ]


def endings(result: dict[str, Any]) -> list[tuple[Promise, int, int]]:
    found = result["endings"]
    return [(words, *found[name]) for name, words in ENDINGS.items() if name in found]


def cash(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Of each currency, as amounts."""
    return [
        {
            "currency": each["currency"],
            "delay": each["delay"],
            **{
                f"{side}_{name}": Money(each[side][name], each["currency"])
                for side in ("old", "new")
                for name in ("mean", "most")
            },
        }
        for each in result["cash"]
    ]


def shops(result: dict[str, Any]) -> list[dict[str, Any]]:
    return [each | {"money": Money(each["minor"], each["currency"])} for each in result["shops"]]


def lines(result: dict[str, Any]) -> Iterator[str]:
    """The whole of it, for a terminal."""
    yield _("%(n)s orders") % {"n": f"{result['orders']:,}"}
    for party in parties(result):
        money = ", ".join(each.format("en") for each in party.moved) or "0"
        yield f"{party.who!s:<22} +{party.gains:,} −{party.loses:,}  {money}"
    for name, old, new in endings(result):
        yield f"{name!s:<46}{old:>8,}{new:>8,}"
    for title, found in [(_("days held"), result["hold"]), *_titled(result)]:
        said = (
            f"{side}: {found[side]['mean']:.1f} / {found[side]['p50']:.1f} / {found[side]['p95']:.1f}"
            for side in ("old", "new")
        )
        yield f"{title!s:<30}{'   '.join(said)}"
    for each in cash(result):
        yield (
            f"{each['currency']}: {each['old_mean'].format('en')} → {each['new_mean'].format('en')}"
            f"  {each['delay']:+.2f} d"
        )


def _titled(result: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(str(each["title"]), each) for each in groups(result)]
