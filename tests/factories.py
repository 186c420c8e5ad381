"""Who and what a test begins with; everything that happens afterwards happens through stories."""

from typing import Any

from django.contrib.auth.models import Permission
from django.utils.text import slugify

from escrow import clock
from escrow.money import Money
from marketplace import listing as listings
from marketplace import variants
from marketplace.listing import Facts
from marketplace.models import Category, Listing, ShippingLane, User
from marketplace.variants import Offered
from sellers.models import Seller

PASSWORD = "correct horse battery"


def person(email: str, name: str, *, country: str = "DE", zone: str = "UTC", **more: Any) -> User:
    return User.objects.create_user(
        email, PASSWORD, name=name, country=country, time_zone=zone, **more
    )


def reader(email: str, *codenames: str) -> User:
    """One of our staff with these rights and no others."""
    found = person(email, email.partition("@")[0].title(), is_staff=True)
    found.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return found


def staff(email: str, name: str) -> User:
    """One of our staff who may decide cases and keep buyers' standing."""
    found = person(email, name, is_staff=True)
    wanted = [
        "decide_dispute",
        "approve_decision",
        "view_dispute",
        "change_dispute",
        "view_listingreport",
        "keep_standing",
        "settle_listing_reports",
    ]
    found.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    return found


def finance(email: str, *rights: str) -> User:
    """One of our staff who keeps the money; all rights of the money desk, or only these."""
    found = person(email, email.split("@")[0].title(), is_staff=True)
    wanted = rights or (
        "look_at_money",
        "ask_provider",
        "replay_paymentevent",
        "settle_difference",
        "retry_deadline",
        "retry_payout",
        "resend_refund",
        "top_up_fund",
        "ask_emergency_freeze",
        "confirm_emergency_freeze",
    )
    found.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    return found


def shop(email: str, name: str, *, country: str, level: str) -> Seller:
    """A shop that sends anywhere for 4.90 in 2 to 5 days, within 2 working days."""
    owner = person(email, name.split()[0], country=country)
    seller = Seller.objects.create(
        user=owner,
        name=name,
        slug=slugify(name),
        country=country,
        city="Lübeck",
        level=level,
        handling_days=2,
        time_zone="Europe/Berlin",
        created_at=clock.now(),
    )
    ShippingLane.objects.create(
        seller=seller, price_minor=490, currency="EUR", days_min=2, days_max=5
    )
    return seller


def category(slug: str, name: str) -> Category:
    return Category.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def listing(
    seller: Seller,
    category: Category,
    title: str,
    *,
    price_minor: int = 4200,
    stock: int = 5,
    currency: str = "EUR",
) -> Listing:
    facts = Facts(
        title=title,
        description=f"{title}, as good as new.",
        category=category,
        variants=variants.only(Money(price_minor, currency), stock),
    )
    return listings.put_up(seller, facts, by=seller.user)


def shirt(seller: Seller, category: Category, *, stock: int = 3, title: str = "Shirt") -> Listing:
    """Three variants: M in Sand for 42.00, L in Sand and L in Ink for 45.00."""
    kinds = [("M", "Sand", 4200), ("L", "Sand", 4500), ("L", "Ink", 4500)]
    offered = [
        Offered(Money(price, "EUR"), stock, {"Size": size, "Colour": colour})
        for size, colour, price in kinds
    ]
    facts = Facts(
        title=title,
        description="Washed linen.",
        category=category,
        options=["Size", "Colour"],
        variants=offered,
    )
    return listings.put_up(seller, facts, by=seller.user)
