"""Who is there before the first order: people with passwords, shelves, and the shops."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.text import slugify

from escrow import clock
from escrow.money import Money
from marketplace.demo.catalogue import CATEGORIES, CURRENCY, LISTINGS, SELLERS
from marketplace.demo.catalogue.entries import Seller as Shop
from marketplace.demo.darkroom import Darkroom
from marketplace.demo.people import ADMIN, AGENT, BUYERS, DEMO_PASSWORD, SECOND
from marketplace.models import Category, CategoryAttribute, User
from marketplace.onboarding import open_shop
from sellers.models import Seller

ZONES = {
    "AT": "Europe/Vienna",
    "DE": "Europe/Berlin",
    "DK": "Europe/Copenhagen",
    "ES": "Europe/Madrid",
    "FR": "Europe/Paris",
    "IE": "Europe/Dublin",
    "IT": "Europe/Rome",
    "NL": "Europe/Amsterdam",
    "PL": "Europe/Warsaw",
    "PT": "Europe/Lisbon",
    "RO": "Europe/Bucharest",
    "SE": "Europe/Stockholm",
}
POSTAGE = {"furniture": 2900, "lamps": 690, "jewellery": 390, "books": 390, "textiles": 490}
USUAL_POSTAGE = 590
MOST_FACTS = 4
NEW_SHOP_AFTER = timedelta(days=50)
DESK = ["escrow", "sellers", "marketplace", "disputes"]


def people() -> dict[str, User]:
    """Buyers, sellers and staff by their e-mail address, all with the demo's password."""
    password = make_password(DEMO_PASSWORD)
    found: dict[str, User] = {}
    for buyer in BUYERS:
        found[buyer.email] = _person(
            buyer.email, buyer.name, buyer.country, buyer.time_zone, buyer.language, password
        )
    for shop in SELLERS:
        zone = ZONES[shop.country]
        found[shop.email] = _person(shop.email, shop.owner, shop.country, zone, "en", password)
    for helper in (AGENT, ADMIN, SECOND):
        found[helper.email] = _person(
            helper.email, helper.name, "DE", helper.time_zone, "en", password, is_staff=True
        )
    for agent in (AGENT, SECOND):
        _let_decide(found[agent.email])
    _let_keep_money(found[SECOND.email])
    User.objects.filter(email=ADMIN.email).update(is_superuser=True)
    found[ADMIN.email].refresh_from_db()
    return found


def categories() -> dict[str, Category]:
    """The shelves by their slug, the wide ones before their parts."""
    made: dict[str, Category] = {}
    for position, each in enumerate(CATEGORIES):
        facts = {"name": each.name, "description": each.line, "position": position}
        facts["parent"] = made.get(each.wide)
        made[each.slug], _ = Category.objects.get_or_create(slug=each.slug, defaults=facts)
    _ask_facts(made)
    return made


def _ask_facts(shelves: dict[str, Category]) -> None:
    """What each wide shelf asks: what the catalogue says of at least five things on it."""
    for slug in dict.fromkeys(thing.picture.family for thing in LISTINGS):
        things = [thing for thing in LISTINGS if thing.picture.family == slug]
        said = Counter(name for thing in things for name in thing.attributes)
        common = [name for name, count in said.most_common(MOST_FACTS) if count >= 5]
        for position, name in enumerate(common):
            CategoryAttribute.objects.get_or_create(
                category=shelves[slug],
                code=slugify(name),
                defaults={"name": name, "position": position},
            )


def shops(users: dict[str, User], begin: datetime, room: Darkroom | None) -> dict[str, Seller]:
    """The shops by the catalogue's slug; each opens on its own day."""
    opened: dict[str, Seller] = {}
    for number, shop in enumerate(SELLERS):
        late = NEW_SHOP_AFTER if shop.opens_late else timedelta(hours=5 * number)
        clock.move_to(begin + late)
        user = users[shop.email]
        there = Seller.objects.filter(user=user).first()
        opened[shop.slug] = there or _open(shop, user, room)
    return opened


def _person(
    email: str, name: str, country: str, zone: str, language: str, password: str, **more: Any
) -> User:
    known = language if language in dict(settings.LANGUAGES) else "en"
    facts = {"name": name, "country": country, "time_zone": zone, "language": known}
    user, _ = User.objects.get_or_create(
        email=email,
        defaults={**facts, **more, "password": password, "date_joined": clock.now()},
    )
    EmailAddress.objects.get_or_create(user=user, email=email, verified=True, primary=True)
    return user


def _let_decide(agent: User) -> None:
    """Staff see everything and decide cases."""
    ours = Permission.objects.filter(content_type__app_label__in=DESK)
    wanted = ["decide_dispute", "change_dispute", "keep_standing", "settle_listing_reports"]
    wanted += ["decide_verification", "set_level"]
    agent.user_permissions.set(ours.filter(codename__startswith="view_"))
    agent.user_permissions.add(*ours.filter(codename__in=wanted))


def _let_keep_money(keeper: User) -> None:
    """The money desk, and one of the two who stop a seller's releases."""
    wanted = ["look_at_money", "ask_provider", "retry_deadline", "settle_difference"]
    wanted += ["ask_emergency_freeze", "confirm_emergency_freeze"]
    ours = Permission.objects.filter(content_type__app_label="escrow")
    keeper.user_permissions.add(*ours.filter(codename__in=wanted))


def _open(shop: Shop, user: User, room: Darkroom | None) -> Seller:
    postage = POSTAGE.get(shop.categories[0], USUAL_POSTAGE)
    days_min, days_max = (3, 7) if shop.opens_late else (2, 5)
    return open_shop(
        by=user,
        lane=Money(postage, CURRENCY),
        days_min=days_min,
        days_max=days_max,
        name=shop.name,
        story=shop.story,
        country=shop.country,
        city=shop.city,
        time_zone=ZONES[shop.country],
        handling_days=shop.handling_days,
        return_days=shop.return_days,
        banner=_banner(shop, room) if room else "",
    )


def _banner(shop: Shop, room: Darkroom) -> str:
    picture = ContentFile(room.take("banner", shop).original)
    return default_storage.save(f"listings/banner-{shop.slug}.jpg", picture)
