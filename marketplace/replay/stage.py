"""The people and things a replay needs before its first order."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.hashers import make_password

from escrow import clock
from marketplace.models import Cart, Category, Listing, ShippingLane, User, Variant
from marketplace.replay.rows import CURRENCY, ZONE, Row
from sellers.models import Seller
from sellers.models.seller import Level

SELLERS = 50
PLENTY = 1_000_000


def sellers() -> list[Listing]:
    """Fifty Standard sellers with one thing each, sent anywhere for nothing; theirs by turns."""
    category, _ = Category.objects.get_or_create(slug="replay", defaults={"name": "Replay"})
    return [_listing(_seller(number), category) for number in range(SELLERS)]


def buyers(rows: Sequence[Row]) -> dict[str, User]:
    """Everybody who bought, by the recorded id."""
    wanted, unusable = {row.customer_id for row in rows}, make_password(None)
    User.objects.bulk_create(
        (
            User(
                email=_email(customer),
                name="Replay",
                password=unusable,
                country="BR",
                time_zone=ZONE.key,
            )
            for customer in sorted(wanted)
        ),
        ignore_conflicts=True,
        batch_size=1000,
    )
    found = User.objects.filter(email__endswith="@replay.example")
    return {user.email.split("@")[0]: user for user in found}


def carts(people: dict[str, User]) -> dict[str, Cart]:
    """An empty cart for each, by the recorded id."""
    Cart.objects.bulk_create(
        (Cart(user=user, created_at=clock.now()) for user in people.values()),
        ignore_conflicts=True,
        batch_size=1000,
    )
    by_user = {cart.user_id: cart for cart in Cart.objects.filter(user__in=people.values())}
    return {customer: by_user[user.pk] for customer, user in people.items()}


def promise(listing: Listing, row: Row) -> bool:
    """Make the shop's lane promise the recorded day; False where no lane could."""
    sent = listing.seller.ship_by(row.placed_at).astimezone(ZONE).date()
    days = (row.promised_on.date() - sent).days
    if days < 0:
        return False
    ShippingLane.objects.filter(seller=listing.seller).update(days_min=0, days_max=days)
    return True


def _email(customer: str) -> str:
    return f"{customer}@replay.example"


def _seller(number: int) -> Seller:
    user, _ = User.objects.get_or_create(email=f"seller-{number}@replay.example")
    seller, _ = Seller.objects.get_or_create(
        user=user,
        defaults={
            "name": f"Replay shop {number}",
            "slug": f"replay-{number}",
            "country": "BR",
            "time_zone": ZONE.key,
            "level": Level.STANDARD,
            "created_at": clock.now(),
        },
    )
    ShippingLane.objects.get_or_create(
        seller=seller,
        country="",
        currency=CURRENCY,
        defaults={"price_minor": 0, "days_min": 2, "days_max": 30},
    )
    return seller


def _listing(seller: Seller, category: Category) -> Listing:
    listing, is_new = Listing.objects.get_or_create(
        seller=seller,
        category=category,
        title="Replay",
        defaults={
            "description": "",
            "price_minor": 1_000,
            "currency": CURRENCY,
            "created_at": clock.now(),
            "state": Listing.State.ACTIVE,
        },
    )
    if is_new:
        Variant.objects.create(
            listing=listing,
            seller=listing.seller,
            price_minor=listing.price_minor,
            on_hand=PLENTY,
        )
    return listing
