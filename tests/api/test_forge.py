"""What a stranger, or somebody who sends more than they are asked for, gets: nothing.

Walks every door. An address with something in it is filled with things of Ben and Ada, and asked for
by Mallory, who has a shop and a token with every scope; every list of hers is empty of them. And
every deed is sent with fields that nobody may write.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from marketplace import address_book, canned_replies
from marketplace.data_export import stories as exports
from marketplace.models import (
    Listing,
    Order,
    User,
)
from marketplace.models.api_token import Scope
from marketplace.webhooks import again, keeping
from sellers.models import Seller
from sellers.models.seller import Level
from tests import doings, factories, talks
from tests.api.doors import DOORS, Door
from tests.api.program import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SECRET = "Kastanienallee 7"
# What anybody may read.
PUBLIC = {"api_listing", "api_shop_reviews", "api_presumptions_of"}
# What anybody who is a member may do with what anybody may see.
OF_EVERYBODY = {"api_listing_reports", "api_questions", "api_review_reports"}
# Its address holds no thing, but a choice: a month, a kind of paper, a code of a number.
A_CHOICE = {
    "api_account_statement",
    "api_parcel_papers",
    "api_statement",
    "api_statement_file",
    "api_number",
    "api_shop_picture",
    "api_shop_picture_removal",
}
EXTRA: dict[str, Any] = {
    "id": 1,
    "pk": 1,
    "user": 1,
    "buyer": 1,
    "seller": 1,
    "by": 1,
    "is_staff": True,
    "is_superuser": True,
    "is_active": False,
    "price_minor": 1,
    "total_minor": 1,
    "state": "completed",
    "level": "trusted",
    "paid_at": "2020-01-01T00:00:00Z",
    "released_minor": 10**9,
}


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


@pytest.fixture
def things(ben: User, ada: Seller, order: Order) -> dict[str, Any]:
    """One of everything that an address can name; none of it is Mallory's."""
    case = doings.complain(order)
    talk = talks.about(order, "Thank you!", by=ben)
    home = address_book.keep(doings.BERLIN, by=ben)
    token = Program(ben, Scope.READ).token[0]
    reply = canned_replies.keep(by=ada.user, title="Hello", text="Hello!")
    export = exports.ask(by=ben)
    webhook, _ = keeping.add(
        by=ada.user, name="Stock", address="https://ada.example/", events=["order.paid"]
    )
    return {
        "order": order.number,
        "case": case.pk,
        "talk": talk.conversation.key,
        "message": talk.pk,
        "address": home.pk,
        "token": token.public_id,
        "reply": reply.pk,
        "export": export.pk,
        "checkout": order.checkout_id,
        "listing": order.lines.get().listing_id,
        "lane": ada.lanes.first().pk,
        "webhook": webhook.pk,
        "delivery": again.send_test(webhook.pk, by=ada.user).pk,
    }


def filled(door: Door, things: dict[str, Any]) -> str:
    """The door's address with somebody else's thing in it."""
    names = re.findall(r"<(?:\w+:)?(\w+)>", door.path)
    given = {name: _thing(door, name, things) for name in names}
    return reverse(door.name, kwargs=given)


def _thing(door: Door, name: str, things: dict[str, Any]) -> Any:
    if name == "number":
        return things["order"] if door.path.startswith("orders/") else 1
    if name == "key":
        return things["talk"]
    if name in ("offer",):
        return uuid4()
    if name == "delivery":
        return things["delivery"]
    if name == "page":
        return 1
    if name == "slug":
        return "adas-lamps"
    first = door.path.split("<")[0]
    known = {
        "disputes/": "case",
        "addresses/": "address",
        "tokens/": "token",
        "shop/replies/": "reply",
        "data-exports/": "export",
        "checkouts/": "checkout",
        "listings/": "listing",
        "shop/listings/": "listing",
        "shop/lanes/": "lane",
        "messages/": "message",
        "webhooks/": "webhook",
    }
    if first in known:
        return things[known[first]]
    return things["message"] if "<uuid:key>" in door.path else _any(door)


def _any(door: Door) -> Any:
    """Of what there is none in this world, one that nobody has."""
    return uuid4() if "<uuid:pk>" in door.path else 1


def with_something_in_it() -> list[Door]:
    return [
        door
        for door in DOORS
        if "<" in door.path and door.name not in PUBLIC | OF_EVERYBODY | A_CHOICE
    ]


@pytest.fixture
def mallorys(db: None) -> Program:
    shop = factories.shop("mallory@example.com", "Mallory", country="DE", level=Level.NEW)
    return Program(shop.user)


def test_a_strangers_things_are_not_there(things: dict[str, Any], mallorys: Program) -> None:
    before, let_in = rows(), []
    for door in with_something_in_it():
        address = filled(door, things)
        if door.looks:
            looked = mallorys.get(address)
            let_in += [(door.name, looked.status_code)] if looked.status_code != 404 else []
        if door.acts:
            body = valid_body(door)
            answer = mallorys.post(
                address, body, content_type="application/json", HTTP_IF_MATCH="*"
            )
            # Files are asked for before anything else can be looked at.
            if answer.status_code not in (404, 415):
                let_in.append((door.name, answer.content))
    assert not let_in
    assert rows() == before


def test_a_strangers_lists_show_nothing_of_others(
    things: dict[str, Any], mallorys: Program
) -> None:
    for door in DOORS:
        if not door.looks or "<" in door.path or door.view.scope == "":
            continue
        answer = mallorys.get(reverse(door.name))
        assert answer.status_code in (200, 400, 404), door.name
        told = answer.content.decode()
        for secret in (SECRET, things["order"], str(things["case"]), "ben@example.com"):
            assert secret not in told, f"{door.name} tells {secret}"


def test_what_nobody_may_write_is_written_by_nobody(ben: User, lamp: Listing, ada: Seller) -> None:
    """Each deed with all that it asks for, and with fields that are not its own."""
    order = doings.delivered(ben, lamp)
    for person in (ben, ada.user):
        program = Program(person)
        for door in DOORS:
            if not door.acts or "<" in door.path or door.name in LEAVING:
                continue
            before = guarded()
            body = {**EXTRA, **valid_body(door)}
            answer = program.post(
                reverse(door.name), body, content_type="application/json", HTTP_IF_MATCH="*"
            )
            assert answer.status_code < 500, door.name
            assert guarded() == before, f"{door.name} wrote what is not its own"
    order.refresh_from_db()
    assert order.state == "delivered"


def test_what_its_owner_may_do_changes_nothing_else(
    things: dict[str, Any], ben: User, ada: Seller
) -> None:
    """Each door to a thing of one's own, opened by buyer and seller with fields that are not its own."""
    answered = set()
    for person in (ben, ada.user):
        program = Program(person)
        for door in [one for one in DOORS if one.acts and "<" in one.path]:
            before = guarded()
            body = {**EXTRA, **valid_body(door)}
            answer = program.post(
                filled(door, things), body, content_type="application/json", HTTP_IF_MATCH="*"
            )
            assert answer.status_code < 500, door.name
            assert guarded() == before, f"{door.name} wrote what is not its own"
            if answer.status_code != 404:
                answered.add(door.name)
    assert len(answered) > 50, sorted(answered)


LEAVING = {"api_departure", "api_sign_out", "api_tokens"}


def guarded() -> dict[str, Any]:
    """What no program may set of anybody."""
    return {
        "people": list(
            User.objects.order_by("pk").values_list("pk", "email", "is_staff", "is_active")
        ),
        "levels": list(Seller.objects.order_by("pk").values_list("pk", "user_id", "level")),
        "paid": list(Order.objects.order_by("pk").values_list("pk", "buyer_id", "paid_at"))[:1],
        "prices": list(Listing.objects.order_by("pk").values_list("pk", "price_minor"))[:1],
    }


def valid_body(door: Door) -> dict[str, Any]:
    """What the door's document says it needs, as plainly as possible."""
    return {
        "text": "Hello",
        "words": "Hello",
        "reason": "other",
        "why": "other",
        "name": "Mallory Stone",
        "street": "Way 1",
        "postcode": "1",
        "city": "Berlin",
        "country": "DE",
        "answer": "accept",
        "quantity": 1,
        "destination": "original",
        "title": "Hello",
    }


def rows() -> dict[str, int]:
    """How many there are of everything that a stranger could make."""
    counted: list[type[models.Model]] = [
        model
        for app in ("escrow", "sellers", "marketplace", "disputes")
        for model in apps.get_app_config(app).get_models()
        if model._meta.managed and model._meta.model_name not in ("idempotencykey",)
    ]
    return {model.__name__: model._default_manager.count() for model in counted}
