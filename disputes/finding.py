"""Staff type what a person told them, and come to the page it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from django.db.models import Model, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow.models import JournalEntry, Payment, Payout, Refund
from marketplace.models import Listing, Order, Shipment, User
from sellers.models import Seller

MOST = 10


@dataclass(frozen=True)
class Found:
    """One thing that it may be."""

    noun: Promise
    name: str
    address: str


@dataclass(frozen=True)
class Noun:
    """Something that can be found: who may read it, and by what it is known."""

    title: Promise
    model: type[Model]
    known_by: Callable[[str], Q | None]

    @property
    def permission(self) -> str:
        meta = self.model._meta
        return f"{meta.app_label}.view_{meta.model_name}"

    def found(self, term: str) -> Iterator[Found]:
        known = self.known_by(term)
        rows = self.model._default_manager.filter(known)[:MOST] if known is not None else []
        for row in rows:
            yield Found(self.title, str(row), self._address(row))

    def _address(self, row: Model) -> str:
        meta = self.model._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


def look(term: str, person: User) -> list[Found]:
    """Everything with this number, address or name that the person may read."""
    term = term.strip().replace("\0", "")
    if not term:
        return []
    mine = [noun for noun in NOUNS if person.has_perm(noun.permission)]
    return list(chain.from_iterable(noun.found(term) for noun in mine))


def _by_number(term: str) -> Q:
    return Q(number__in=[term, term.upper()])


def _by_parcel(term: str) -> Q:
    return Q(tracking_number__in=[term, term.upper()])


def _by_address(term: str) -> Q:
    return Q(email__lower=term.lower()) | Q(guest_email__lower=term.lower())


def _by_name(term: str) -> Q:
    return Q(name__lower__startswith=term.lower())


def _by_key(term: str) -> Q | None:
    try:
        return Q(pk=UUID(term))
    except ValueError:
        return None


def _by_id(term: str) -> Q | None:
    return Q(pk=int(term)) if term.isascii() and term.isdigit() and len(term) < 18 else None


NOUNS = [
    Noun(_("Order"), Order, _by_number),
    Noun(_("Parcel"), Shipment, _by_parcel),
    Noun(_("Person"), User, _by_address),
    Noun(_("Shop"), Seller, _by_name),
    Noun(_("Listing"), Listing, _by_id),
    Noun(_("Payment"), Payment, _by_key),
    Noun(_("Payout"), Payout, _by_key),
    Noun(_("Refund"), Refund, _by_key),
    Noun(_("Journal entry"), JournalEntry, lambda term: Q(key=term)),
]
