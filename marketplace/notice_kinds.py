"""What people are told: each kind of notice once, with its group, its reader and its next step.

Each app registers the kinds it announces; a kind without an entry cannot be worded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Group(models.TextChoices):
    """What a person can want by e-mail or not."""

    ORDERS = "orders", _("What you buy")
    CASES = "cases", _("When something is wrong")
    MONEY = "money", _("Your money")
    REVIEWS = "reviews", _("Reviews")
    SELLING = "selling", _("What you sell")
    NEWS = "news", _("News from us")
    STAFF = "staff", _("Our staff's work")


class Always(models.TextChoices):
    """Why something is sent whatever its reader wants."""

    NO_SILENT_RELEASE = "no_silent_release", _("Money never moves without a word before it.")
    RECORD = "record", _("It is the written record of a purchase or a payment.")
    ANSWER = "answer", _("Silence would decide something for you.")
    SAFETY = "safety", _("It guards your account and your money.")
    WORK = "work", _("It is part of the work of our staff.")


# WRITER: whoever wrote, or asked for, what it is about.
BUYER, SELLER, BOTH, STAFF, WRITER = "buyer", "seller", "both", "staff", "writer"


@dataclass(frozen=True)
class Kind:
    """One kind of notice: who reads it, what they do next, when that ends, why it is sent at all.

    `ends` names the moment (of the words' context) after which it is too late.
    """

    name: str
    group: Group
    to: str
    button: Any
    ends: str = ""
    always: Always | None = None


_kinds: dict[str, Kind] = {}


def register(kinds: Iterable[Kind]) -> None:
    _kinds.update({kind.name: kind for kind in kinds})


def of(name: str) -> Kind:
    return _kinds[name]


def every() -> list[Kind]:
    return list(_kinds.values())


def always_sent(group: str) -> list[Always]:
    """Why some of a group are sent in any case, each reason once."""
    reasons = (kind.always for kind in _kinds.values() if kind.group == group and kind.always)
    return list(dict.fromkeys(reasons))
