"""A POST forged to any address of the staff desk, without the right for it, changes nothing.

The forger may even read everything: it is the deed that they have no right to.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from disputes.models import BlindReading, Dispute
from marketplace.models import Listing, ListingReport, User
from marketplace.staff_roles import OURS
from sellers.models import Seller
from tests import doings, factories
from tests.disputes import standings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

WRITTEN = """
    SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables
    WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 AND relname <> 'django_session'
"""
# What a forger would send: every step and field that a form of the desk knows.
WORDS = {
    "because": "Forged.",
    "reason": "Forged.",
    "words": "Forged.",
    "reasons": "Forged.",
    "note": "Forged.",
    "days": "3",
    "outcome": "refund",
    "answer": "yes",
    "side": "seller",
    "code": "several",
    "roles": ["admin"],
    "post": "yes",
    "confirm": "yes",
}
STEPS = [
    "take",
    "hand_back",
    "hand_over",
    "ask",
    "decide",
    "approve",
    "reject",
    "think_again",
    "note",
    "freeze",
    "lift",
    "uphold",
    "keep",
    "restrict",
    "answer",
    "confirm",
    "end",
    "publish",
    "propose",
    "settle",
    "retry",
    "replay",
]


DJANGOS_OWN = ("/add/", "/history/", "/delete/")
ABOUT: dict[str, type[Model]] = {
    "staff_member_roles": User,
    "sellers_sanction_suspension": User,
    "auth_user_password_change": User,
    "disputes_dispute_blind": BlindReading,
}
MONEY = ("money_desk", "money_fund", "money_caps")


@pytest.fixture
def forger(db: None) -> User:
    person = factories.person("forger@example.com", "Forger", is_staff=True)
    readable = Permission.objects.filter(
        content_type__app_label__in=OURS, codename__startswith="view_"
    )
    person.user_permissions.set(readable)
    return person


@pytest.fixture
def world(ben: User, ada: Seller, lamp: Listing, bowl: Listing) -> None:
    """Something of most kinds, in the middle of happening."""
    otto = factories.staff("otto@example.com", "Otto")
    standings.on_watch(ben, bowl, by=otto)
    doings.complain(doings.delivered(ben, lamp))
    doings.let_pass(days=4)
    ListingReport.objects.create(
        listing=lamp, by=ben, reason="unsafe", at=datetime.now().astimezone()
    )
    doings.bank_asks(doings.buy(ben, lamp))
    doings.let_pass(hours=1)


def test_whoever_may_only_read_changes_nothing(client: Client, forger: User, world: None) -> None:
    client.force_login(forger)
    for address in addresses():
        for body in bodies(address):
            before = written()
            answer = client.post(address, body)
            assert answer.status_code in (200, 302, 400, 403, 404, 405), address
            assert written() == before, (address, body)


def test_the_same_posts_change_much_for_whoever_has_the_right(client: Client, world: None) -> None:
    """Else the forger's failing would prove nothing."""
    client.force_login(User.objects.create_superuser("root@example.com"))
    case = Dispute.objects.filter(state="escalated").earliest("opened_at")
    changed = 0
    for address in (f"/admin/disputes/dispute/{case.pk}/change/", "/admin/sellers/seller/"):
        for body in bodies(address):
            before = written()
            client.post(address, body)
            changed += written() != before
    assert changed >= 3


def test_whoever_has_no_right_at_all_is_turned_away(client: Client, ben: User, world: None) -> None:
    """The buyer: the desk is not there for them."""
    client.force_login(ben)
    for address in addresses():
        before = written()
        assert client.post(address, WORDS).status_code in (302, 403, 404, 405), address
        assert written() == before, address


def test_the_list_of_addresses_is_whole() -> None:
    """One that cannot be filled in would be left out in silence."""
    assert len(list(routes())) > 100


def addresses() -> Iterator[str]:
    for name, wanted in routes():
        args = [sample(name, part) for part in wanted]
        if None not in args:
            yield reverse(name if name in MONEY else f"admin:{name}", args=args)


def routes() -> Iterator[tuple[str, list[str]]]:
    """The name of each address, and what it takes."""
    for found in get_resolver().url_patterns:
        if str(found.pattern).startswith("admin/"):
            for pattern in flat([found]):
                if pattern.name:
                    yield pattern.name, list(pattern.pattern.regex.groupindex)


def flat(patterns: list[Any]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from flat(pattern.url_patterns)
        else:
            yield pattern


def sample(name: str, part: str) -> Any:
    """The key of a row that the address may be about, or None where there is none."""
    if part == "app_label":
        return "escrow"
    model = model_of(name)
    row = model._default_manager.order_by("pk").first() if model else None
    return row.pk if row else None


def model_of(name: str) -> type[Model] | None:
    """`escrow_payout_change` is about a payout; roles are given to people."""
    if name in ABOUT:
        return ABOUT[name]
    if name.count("_") >= 2:
        app, model, _rest = name.split("_", 2)
        try:
            return apps.get_model(app, model)
        except LookupError:
            return None
    return None


def bodies(address: str) -> Iterator[dict[str, Any]]:
    """Every step of a page of our own, every action of a list."""
    yield WORDS
    desk = next((one for shelf, one in shelves() if address.startswith(shelf)), None)
    is_list = any(address == shelf for shelf, _desk in shelves())
    if is_list and desk:
        keys = [row.pk for row in desk.model._default_manager.order_by("pk")[:3]]
        for action in desk.actions or []:
            named = action if isinstance(action, str) else action.__name__
            yield {**WORDS, "action": named, "_selected_action": keys}
    elif not is_djangos(address, desk):
        yield from ({**WORDS, "step": step} for step in STEPS)


def shelves() -> list[tuple[str, Any]]:
    """The list of each of our desks, and the desk."""
    ours = [
        (m._meta, desk) for m, desk in admin.site._registry.items() if m._meta.app_label in OURS
    ]
    return [(f"/admin/{meta.app_label}/{meta.model_name}/", desk) for meta, desk in ours]


def is_djangos(address: str, desk: Any) -> bool:
    """Pages of which we have written nothing."""
    own = desk is None or type(desk).change_view is not admin.ModelAdmin.change_view
    return address.endswith(DJANGOS_OWN) or (address.endswith("/change/") and not own)


def written() -> dict[str, int]:
    """How many rows of each table this transaction has written."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return dict(cursor.fetchall())
