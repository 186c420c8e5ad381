"""Who lives in the simulation: shops with things to sell, buyers with carts, staff, a filled fund."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission

from disputes.simulation.chance import Dice
from escrow import clock, fund
from escrow.models import Policy
from escrow.money import Money
from marketplace.models import Cart, Category, Listing, ShippingLane, User, Variant
from sellers import payout_methods
from sellers.models import Seller
from sellers.models.seller import Level, Schedule

CURRENCY = "EUR"
PLENTY = 1_000_000
PRICES = [399, 1250, 2551, 4200, 8999, 24_000, 61_000]
# The last digits decide what the sandbox's bank does with a payout: mostly it pays.
ACCOUNTS = ["000123456789"] * 6 + ["000111111116", "000111111140", "000111111124", "000111111132"]
LEVELS = [Level.STANDARD, Level.STANDARD, Level.TRUSTED, Level.NEW]


@dataclass
class World:
    """The people and things that exist before the first purchase."""

    buyers: list[User] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    staff: list[User] = field(default_factory=list)

    def cart_of(self, buyer: User) -> Cart:
        return Cart.objects.get_or_create(user=buyer, defaults={"created_at": clock.now()})[0]


def settle(dice: Dice, *, shops: int, buyers: int) -> World:
    """Everybody moves in. Prices, levels and bank accounts are drawn from the dice."""
    category, _ = Category.objects.get_or_create(slug="sim", defaults={"name": "Simulated"})
    world = World(staff=[_staff(number) for number in range(4)])
    for number in range(shops):
        seller = _seller(dice, number)
        world.listings += [_listing(seller, category, dice, which) for which in range(2)]
    world.buyers = [_person(f"buyer-{number}") for number in range(buyers)]
    fund.top_up(Money(5_000_000, CURRENCY), reference=f"simulation:{Policy.objects.count()}")
    return world


def _person(name: str, **more: Any) -> User:
    return User.objects.create(
        email=f"{name}@simulation.example",
        name=name,
        password=make_password(None),
        country="DE",
        time_zone="Europe/Berlin",
        **more,
    )


def _staff(number: int) -> User:
    staff = _person(f"staff-{number}", is_staff=True)
    staff.user_permissions.set(
        Permission.objects.filter(codename__in=["decide_dispute", "approve_decision"])
    )
    return staff


def _seller(dice: Dice, number: int) -> Seller:
    seller = Seller.objects.create(
        user=_person(f"seller-{number}"),
        name=f"Shop {number}",
        slug=f"simulated-{number}",
        country=dice.choice(["DE", "FR", "PT"]),
        time_zone="Europe/Berlin",
        level=dice.choice(LEVELS),
        handling_days=dice.randint(1, 4),
        payout_schedule=dice.choice([Schedule.DAILY, Schedule.WEEKLY, Schedule.MONTHLY]),
        created_at=clock.now(),
    )
    price, days = dice.choice([0, 390, 690]), dice.randint(2, 8)
    ShippingLane.objects.create(
        seller=seller, price_minor=price, currency=CURRENCY, days_min=1, days_max=days
    )
    account = dice.choice(ACCOUNTS)
    payout_methods.name_account(seller, by=seller.user, holder=seller.name, account=account)
    return seller


def _listing(seller: Seller, category: Category, dice: Dice, which: int) -> Listing:
    listing = Listing.objects.create(
        seller=seller,
        category=category,
        title=f"{seller.name}, thing {which}",
        description="",
        price_minor=dice.choice(PRICES) + dice.randint(0, 99),
        currency=CURRENCY,
        created_at=clock.now(),
        state=Listing.State.ACTIVE,
    )
    Variant.objects.create(
        listing=listing,
        seller=listing.seller,
        price_minor=listing.price_minor,
        on_hand=PLENTY,
    )
    return listing
