"""What there is before the doors open: shops, shelves, people, and money that falls due meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from escrow import clock
from escrow.models import Deadline
from marketplace.models import Listing, User
from sellers.models.seller import Level
from tests import doings, factories

SHOPS, THINGS, PEOPLE, DUE = 8, 15, 220, 60
FALLING_DUE = timedelta(seconds=60 + 10 * DUE)
WORDS = ("lamp", "bowl", "watch", "print", "blanket")


def make() -> None:
    """All by the stories, but the people: two hundred times the same password is hashed once."""
    shelf = factories.category("things", "Things")
    listings = [thing for n in range(SHOPS) for thing in _shop(n, shelf)]
    hashed = make_password(factories.PASSWORD)
    User.objects.bulk_create(_person(n, hashed) for n in range(PEOPLE))
    _fall_due(listings)


def _shop(number: int, shelf: object) -> list[Listing]:
    seller = factories.shop(
        f"seller{number}@example.com", f"Shop {number}", country="DE", level=Level.TRUSTED
    )
    return [
        factories.listing(seller, shelf, f"{WORDS[n % 5].title()} {number}-{n}", stock=10_000)
        for n in range(THINGS)
    ]


def _person(number: int, hashed: str) -> User:
    email = f"shopper{number}@example.com"
    return User(email=email, password=hashed, name=f"Shopper {number}", country="DE")


def _fall_due(listings: list[Listing]) -> None:
    """One hold every ten seconds, from a minute after now on."""
    buyer, now = User.objects.get(email="shopper0@example.com"), clock.real_now()
    before = _bought_and_due(buyer, listings[0], now) - now
    for n in range(DUE):
        _bought_and_due(
            buyer, listings[n % len(listings)], now - before + timedelta(seconds=60 + 10 * n)
        )
    soon = Deadline.objects.filter(kind="release", due_at__range=(now, now + FALLING_DUE))
    assert soon.count() == DUE, "what falls due later shows nothing"
    print(f"{DUE} holds fall due while they shop", flush=True)


def _bought_and_due(buyer: User, listing: Listing, at: datetime) -> datetime:
    """When the money of this purchase is released, if nobody says anything."""
    with clock.travel_to(at):
        doings.delivered(buyer, listing)
    return Deadline.objects.filter(kind="release").latest("pk").due_at
