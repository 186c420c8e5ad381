"""The API: the same stories for programs, with tokens, problems and idempotency keys."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from marketplace.models import Checkout, Listing, Order, User
from sellers.models import Seller
from tests import answers, books, doings, factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

ADDRESS = {
    "name": "Ben Okafor",
    "street": "Kastanienallee 7",
    "postcode": "10435",
    "city": "Berlin",
    "country": "DE",
}


class Program(Client):
    """Somebody's program, signed in with their token."""

    def __init__(self, user: User) -> None:
        super().__init__()
        sent = {"email": user.email, "password": factories.PASSWORD}
        token = self.send("/tokens/", sent).json()["token"]
        self.defaults["HTTP_AUTHORIZATION"] = f"Token {token}"

    def send(self, path: str, body: Any = None, **headers: str) -> Any:
        named = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        return self.post(f"/api/v1{path}", body or {}, content_type="application/json", **named)

    def read(self, path: str) -> Any:
        return self.get(f"/api/v1{path}")


@pytest.fixture
def bens(ben: User) -> Program:
    return Program(ben)


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


def wanted(lamp: Listing, **more: Any) -> dict[str, Any]:
    return {"items": [{"listing": lamp.pk, "quantity": 1}], "address": ADDRESS, **more}


def test_a_wrong_password_gives_no_token(ben: User) -> None:
    body = {"email": ben.email, "password": "no"}
    response = Client().post("/api/v1/tokens/", body, content_type="application/json")
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"


def test_listings_are_found_by_words_and_price(bens: Program, lamp: Listing, bowl: Listing) -> None:
    assert len(bens.read("/listings/").json()["results"]) == 2
    found = bens.read("/listings/?q=reading lamp&price_max=5000").json()["results"]
    assert [one["title"] for one in found] == ["Brass reading lamp"]
    assert found[0]["price"] == {"minor": 4200, "currency": "EUR", "amount": "42.00"}


def test_a_purchase_is_placed_once_however_often_it_is_sent(bens: Program, lamp: Listing) -> None:
    first = bens.send("/orders/", wanted(lamp), idempotency_key="k1")
    again = bens.send("/orders/", wanted(lamp), idempotency_key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first.json()["next_url"].startswith("/sandbox/pay/")
    assert Checkout.objects.count() == 1


def test_long_keys_with_one_beginning_are_two_purchases(bens: Program, lamp: Listing) -> None:
    for number in (1, 2):
        key = f"nightly-restock-of-the-shop-in-kastanienallee/2026-11-28/{number:020}"
        assert bens.send("/orders/", wanted(lamp), idempotency_key=key).status_code == 201
    assert Checkout.objects.count() == 2


def test_a_key_used_for_something_else_is_refused(bens: Program, lamp: Listing) -> None:
    bens.send("/orders/", wanted(lamp), idempotency_key="k1")
    other = bens.send("/orders/", wanted(lamp, plus=True), idempotency_key="k1")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_after_an_error_the_same_key_may_be_tried_again(bens: Program, lamp: Listing) -> None:
    Listing.objects.filter(pk=lamp.pk).update(state="paused")
    assert bens.send("/orders/", wanted(lamp), idempotency_key="k1").status_code == 422
    Listing.objects.filter(pk=lamp.pk).update(state="active")
    assert bens.send("/orders/", wanted(lamp), idempotency_key="k1").status_code == 201


def test_what_is_missing_is_named(bens: Program) -> None:
    response = bens.send("/orders/", {"items": []})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert {"items", "address"} <= response.json()["errors"].keys()


def test_an_order_says_where_its_money_is(bens: Program, order: Order) -> None:
    body = bens.read(f"/orders/{order.number}/").json()
    assert (body["state"], body["money"]["state"]) == ("delivered", "inspecting")
    assert body["lines"][0]["held"]["minor"] == 4690


def test_the_buyer_confirms_once_and_the_second_time_is_told(bens: Program, order: Order) -> None:
    assert bens.send(f"/orders/{order.number}/receipt/").json()["state"] == "completed"
    again = bens.send(f"/orders/{order.number}/receipt/")
    assert (again.status_code, again.json()["code"]) == (409, "nothing_to_confirm")
    books.assert_right()


def test_the_buyer_extends_once(bens: Program, order: Order) -> None:
    assert bens.send(f"/orders/{order.number}/extension/").status_code == 200
    assert bens.send(f"/orders/{order.number}/extension/").status_code == 409


def test_the_buyer_rates_a_completed_order(bens: Program, order: Order) -> None:
    bens.send(f"/orders/{order.number}/receipt/")
    stars = {"stars": 5, "as_described": 5, "communication": 4, "dispatch": 5}
    assert bens.send(f"/orders/{order.number}/rating/", stars).status_code == 200
    assert bens.send(f"/orders/{order.number}/rating/", stars).status_code == 409


def test_the_seller_ships_and_cancels(ben: User, lamp: Listing, ada: Seller) -> None:
    adas, order, other = Program(ada.user), doings.buy(ben, lamp), doings.buy(ben, lamp)
    sent = adas.send(f"/orders/{order.number}/shipments/", {"carrier": "Kelp Post"})
    assert sent.json()["state"] == "shipped"
    assert adas.send(f"/orders/{order.number}/cancellation/").status_code == 409
    assert adas.send(f"/orders/{other.number}/cancellation/").json()["state"] == "cancelled"
    books.assert_right()


def test_a_case_from_claim_to_acceptance(bens: Program, order: Order, ada: Seller) -> None:
    line = order.lines.get()
    opened = bens.send(
        f"/orders/{order.number}/disputes/",
        {
            "reason": "ND-DAMAGED",
            "facts": answers.to("ND-DAMAGED"),
            "description": "Cracked.",
            "lines": [{"line": line.pk, "quantity": 1}],
            "amount": "10.00",
        },
    )
    assert opened.status_code == 201
    case = f"/disputes/{opened.json()['id']}"
    photo = BytesIO(doings.jpeg())
    photo.name = "crack.jpg"
    assert bens.post(f"/api/v1{case}/evidence/", {"photos": photo}).status_code == 200
    accepted = Program(ada.user).send(f"{case}/answer/", {"answer": "accept"})
    assert accepted.json()["state"] == "resolved"
    assert len(bens.read(f"{case}/").json()["evidence"]) == 1
    doings.let_pass(minutes=1)
    books.assert_right()


def test_the_buyer_withdraws(bens: Program, order: Order) -> None:
    dispute = doings.complain(order)
    assert bens.send(f"/disputes/{dispute.pk}/withdrawal/").json()["state"] == "withdrawn"
    assert bens.send(f"/disputes/{dispute.pk}/withdrawal/").status_code == 409


@pytest.mark.parametrize(
    "path", ["receipt/", "extension/", "rating/", "shipments/", "cancellation/", "disputes/"]
)
def test_a_strangers_order_is_not_there(mallory: User, order: Order, path: str) -> None:
    body = {"carrier": "X", "stars": 5, "as_described": 5, "communication": 5, "dispatch": 5}
    program = Program(mallory)
    assert program.read(f"/orders/{order.number}/").status_code == 404
    assert program.send(f"/orders/{order.number}/{path}", body).status_code == 404


@pytest.mark.parametrize("path", ["answer/", "withdrawal/", "evidence/"])
def test_a_strangers_case_is_not_there(mallory: User, order: Order, path: str) -> None:
    dispute = doings.complain(order)
    program = Program(mallory)
    assert program.read(f"/disputes/{dispute.pk}/").status_code == 404
    assert program.send(f"/disputes/{dispute.pk}/{path}").status_code == 404


def test_nobody_acts_without_a_token(order: Order) -> None:
    assert Client().post(f"/api/v1/orders/{order.number}/receipt/").status_code == 401


def test_the_schema_is_written_without_a_warning(capsys: pytest.CaptureFixture) -> None:
    from django.core.management import call_command

    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")


def test_the_buyer_cannot_play_the_seller(bens: Program, ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    assert bens.send(f"/orders/{order.number}/shipments/", {"carrier": "X"}).status_code == 404
