"""A program fills the cart, reads what it costs, buys it, pays in another way, or leaves."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from django.test import Client

from marketplace.models import CartItem, Checkout, Listing, User
from tests import books, doings
from tests.api.program import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
ADDRESS = asdict(doings.BERLIN)


@pytest.fixture
def bens(ben: User) -> Program:
    return Program(ben)


def filled(bens: Program, listing: Listing, quantity: int = 2) -> dict[str, Any]:
    return bens.send("/cart/items/", {"listing": listing.pk, "quantity": quantity}).json()


def order_of(bens: Program, **more: Any) -> dict[str, Any]:
    total = bens.read("/checkouts/quote/", country="DE").json()["total"]
    return {"address": ADDRESS, "seen_total": total, **more}


def test_what_is_put_in_is_there_with_what_it_costs(bens: Program, lamp: Listing) -> None:
    cart = filled(bens, lamp)
    row = cart["groups"][0]["rows"][0]
    assert (row["quantity"], row["unit_price"]["minor"], row["lacks"]) == (2, 4200, "")
    assert cart["total"]["minor"] == 2 * 4200 + 490
    assert bens.read("/cart/").json() == cart


def test_it_is_changed_and_taken_out(bens: Program, lamp: Listing) -> None:
    row = filled(bens, lamp)["groups"][0]["rows"][0]
    assert bens.send(f"/cart/items/{row['id']}/", {"quantity": 1}).json()["total"]["minor"] == 4690
    assert bens.send(f"/cart/items/{row['id']}/", {"quantity": 0}).json()["groups"] == []
    assert bens.send(f"/cart/items/{row['id']}/", {"quantity": 1}).status_code == 404


def test_what_is_wrong_with_it_is_said(bens: Program, lamp: Listing) -> None:
    filled(bens, lamp)
    Listing.objects.filter(pk=lamp.pk).update(state="paused")
    cart = bens.read("/cart/").json()
    assert cart["total"] is None
    assert cart["trouble"] == "Change what is marked, then go on."
    assert cart["groups"][0]["rows"][0]["lacks"].startswith("No longer for sale")


def test_ones_own_and_what_is_not_for_sale_is_refused(bens: Program, lamp: Listing) -> None:
    own = Program(lamp.seller.user).send("/cart/items/", {"listing": lamp.pk})
    assert (own.status_code, own.json()["code"]) == (409, "not_for_you")
    assert bens.send("/cart/items/", {"listing": 4711}).status_code == 404


def test_a_strangers_row_is_not_there(bens: Program, mallory: User, lamp: Listing) -> None:
    row = filled(bens, lamp)["groups"][0]["rows"][0]
    assert Program(mallory).send(f"/cart/items/{row['id']}/", {"quantity": 0}).status_code == 404
    assert CartItem.objects.get().quantity == 2
    assert Program(mallory).read("/cart/").json()["groups"] == []


def test_the_quote_is_what_is_charged(bens: Program, lamp: Listing) -> None:
    filled(bens, lamp)
    quote = bens.read("/checkouts/quote/", country="DE", plus="true").json()
    assert quote["total"]["minor"] == 8890 + quote["plus_fee"]["minor"]
    assert quote["to_pay"] == quote["total"]
    assert quote["way"] in quote["ways"]
    body = {"address": ADDRESS, "seen_total": quote["total"], "plus": True}
    placed = bens.send("/checkouts/", body)
    assert placed.status_code == 201, placed.json()
    assert placed.json()["total"] == quote["total"]
    assert bens.read("/cart/").json()["groups"] == []


def test_another_price_than_was_seen_buys_nothing(bens: Program, lamp: Listing) -> None:
    filled(bens, lamp)
    right = order_of(bens)
    for other in ({"minor": 1, "currency": "EUR"}, {**right["seen_total"], "currency": "USD"}):
        body = right | {"seen_total": {"minor": other["minor"], "currency": other["currency"]}}
        refused = bens.send("/checkouts/", body)
        assert (refused.status_code, refused.json()["code"]) == (409, "price_changed")
    assert not Checkout.objects.exists()


def test_an_answer_that_was_lost_is_given_again(bens: Program, lamp: Listing) -> None:
    filled(bens, lamp)
    body = order_of(bens)
    first = bens.send("/checkouts/", body, idempotency_key="once")
    again = bens.send("/checkouts/", body, idempotency_key="once")
    assert first.json() == again.json()
    assert Checkout.objects.count() == 1


def test_a_purchase_is_followed_until_it_is_paid(bens: Program, lamp: Listing) -> None:
    filled(bens, lamp)
    placed = bens.send("/checkouts/", order_of(bens)).json()
    path = f"/checkouts/{placed['id']}/"
    open_one = bens.read(path).json()
    assert open_one["standing"] == "unfinished"
    assert open_one["next_url"].startswith("/sandbox/pay/")
    browser = Client()
    browser.force_login(Checkout.objects.get().buyer)
    browser.post(open_one["next_url"], {"card": doings.GOOD_CARD})
    paid = bens.read(path).json()
    assert paid["standing"] == "paid"
    assert len(paid["orders"]) == 1
    books.assert_right()


def test_who_leaves_pays_nothing_and_leaves_once(bens: Program, lamp: Listing) -> None:
    filled(bens, lamp)
    placed = bens.send("/checkouts/", order_of(bens)).json()
    left = bens.send(f"/checkouts/{placed['id']}/departure/")
    assert left.json()["standing"] == "left"
    lamp.refresh_from_db()
    assert lamp.offered[0].available == 5


def test_a_strangers_purchase_is_not_there(bens: Program, mallory: User, lamp: Listing) -> None:
    filled(bens, lamp)
    placed = bens.send("/checkouts/", order_of(bens)).json()
    stranger = Program(mallory)
    for path in ("", "departure/", "payments/"):
        whole = f"/checkouts/{placed['id']}/{path}"
        answer = stranger.send(whole) if path else stranger.read(whole)
        assert answer.status_code == 404, path
