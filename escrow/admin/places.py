"""Whose an account is, by name, and where to read about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.urls import reverse

from escrow import account_words
from escrow.ledger import Place

PAGES = {
    "hold": "admin:escrow_hold_change",
    "payment": "admin:escrow_payment_change",
    "seller": "admin:sellers_seller_change",
    "user": "admin:marketplace_user_change",
}


@dataclass(frozen=True)
class Named:
    """An account in words: its kind, whose, and the owner's own page."""

    kind: str
    whose: str
    url: str


def named(places: Iterable[Place]) -> dict[str, Named]:
    """By `kind:owner`, all at once: one question for the names of the sellers among them."""
    every = set(places)
    shops = _shops(every)
    return {str(place): _named(place, shops) for place in every}


def one(place: Place) -> Named:
    return named([place])[str(place)]


def _named(place: Place, shops: dict[str, str]) -> Named:
    kind, _colon, key = place.owner.partition(":")
    whose = shops.get(place.owner) or place.owner
    page = PAGES.get(kind)
    return Named(
        account_words.account(place.kind), whose, reverse(page, args=[key]) if page else ""
    )


def _shops(places: set[Place]) -> dict[str, str]:
    """The ground floor knows sellers by their numbers only; the name is for staff to read."""
    ids = {p.owner.partition(":")[2] for p in places if p.owner.startswith("seller:")}
    if not ids:
        return {}
    sellers = apps.get_model("sellers", "Seller")._default_manager.filter(pk__in=ids)
    return {f"seller:{pk}": name for pk, name in sellers.values_list("pk", "name")}
