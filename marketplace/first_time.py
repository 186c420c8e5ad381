"""What somebody who buys here for the first time does well to look at: once, and quietly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escrow import policy
from sellers import rating_formula
from sellers.models import Seller

MOST_SHOPS = 3


@dataclass(frozen=True)
class Hint:
    """A sentence, and where to look."""

    text: str
    url: str
    link: str


def hints(person: Any, sellers: Sequence[Seller]) -> list[Hint]:
    """Nothing for who has bought before. In two queries, however many shops."""
    if not sellers or (person.is_authenticated and person.orders.exists()):
        return []
    rated = _rated(sellers[:MOST_SHOPS])
    of_shops = [_of_shop(seller, rated.get(seller.pk)) for seller in sellers[:MOST_SHOPS]]
    returns = [_of_returns(seller) for seller in sellers[:MOST_SHOPS]]
    return [_start_small(), *of_shops, *returns]


def _start_small() -> Hint:
    text = _("For the first time, begin with one small thing. The rest waits in your cart.")
    return Hint(text, reverse("protection"), _("How your money is protected"))


def _of_shop(seller: Seller, rated: tuple[float, int] | None) -> Hint:
    where, link = reverse("shop_reviews", args=[seller.slug]), _("Read the reviews")
    if rated is None:
        text = _("Nobody has rated %(shop)s yet: you would be among the first.")
        return Hint(text % {"shop": seller.name}, seller.get_absolute_url(), _("Look at the shop"))
    mean, n = rated
    text = ngettext(
        "%(n)s buyer gave %(shop)s %(mean)s of 5 stars.",
        "%(n)s buyers gave %(shop)s %(mean)s of 5 stars.",
        n,
    )
    return Hint(text % {"n": n, "shop": seller.name, "mean": f"{mean:.1f}"}, where, link)


def _of_returns(seller: Seller) -> Hint:
    named = {"shop": seller.name, "days": seller.return_days}
    if seller.return_days:
        text = ngettext(
            "You only do not like it? %(shop)s takes it back for %(days)s day.",
            "You only do not like it? %(shop)s takes it back for %(days)s days.",
            seller.return_days,
        )
    else:
        text = _("%(shop)s takes nothing back only because you do not like it.")
    return Hint(text % named, seller.get_absolute_url(), _("The shop's terms"))


def _rated(sellers: Sequence[Seller]) -> dict[int, tuple[float, int]]:
    """The rating and how many ratings count, as the shop's card shows them."""
    scores = rating_formula.of_each([seller.pk for seller in sellers], policy.in_force())
    return {pk: (score.rating or 0.0, score.count) for pk, score in scores.items()}
