"""The checkout: one page, one button, and nothing is ever bought or charged by surprise."""

import re
import uuid
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from escrow.gateways.sandbox import provider
from escrow.models import Operation, Payment, SandboxCharge
from escrow.money import Money
from marketplace.models import Checkout, Listing, Order, ShippingLane, User, Variant
from tests import books, doings, queries

pytestmark = pytest.mark.django_db

ADDRESS = {
    "name": "Ben Okafor",
    "street": "Kastanienallee 7",
    "postcode": "10435",
    "city": "Berlin",
    "country": "DE",
}


def typed(client: Client, **more: Any) -> dict[str, Any]:
    """What the page would send: its hidden fields and an address."""
    page = client.get("/checkout/")
    quote = page.context["checkout"].quote
    seen = {"seen_total": quote.total.minor, "currency": "EUR"} if quote else {}
    return {**ADDRESS, "token": page.context["form"]["token"].value(), **seen, **more}


@pytest.fixture
def at_checkout(client: Client, ben: User, lamp: Listing) -> Client:
    client.force_login(ben)
    doings.fill_cart(ben, lamp, quantity=2)
    return client


def test_it_shows_the_whole_price_and_leaves_plus_unticked(
    monday: datetime, at_checkout: Client
) -> None:
    page = at_checkout.get("/checkout/").content.decode()
    assert "€88.90" in page
    assert "€2.67" in page
    assert re.search(r'name="plus"(?! checked)', page)


def test_paying_places_the_purchase_and_leads_to_the_provider(
    monday: datetime, at_checkout: Client, ben: User
) -> None:
    answer = at_checkout.post("/checkout/", typed(at_checkout))
    operation = Operation.objects.get()
    assert answer["Location"] == f"/sandbox/pay/{operation.pk}/"
    placed = Checkout.objects.get()
    assert (placed.total, placed.city, placed.plus) == (Money(8890, "EUR"), "Berlin", False)
    assert operation.details == {"return_url": f"/checkout/{placed.pk}/return/"}
    assert not ben.cart.items.exists()
    books.assert_right()


def test_two_clicks_place_it_once(monday: datetime, at_checkout: Client) -> None:
    form = typed(at_checkout)
    first = at_checkout.post("/checkout/", form)
    second = at_checkout.post("/checkout/", form)
    assert first["Location"] == second["Location"]
    assert Checkout.objects.count() == Payment.objects.count() == Operation.objects.count() == 1
    books.assert_right()


def test_a_click_after_it_was_paid_pays_nothing_more(monday: datetime, at_checkout: Client) -> None:
    form = typed(at_checkout)
    at_checkout.post("/checkout/", form)
    charge = SandboxCharge.objects.get()
    provider.pay(charge, doings.GOOD_CARD)
    placed = Checkout.objects.get()
    at_checkout.get(f"/checkout/{placed.pk}/return/")
    answer = at_checkout.post("/checkout/", form)
    assert answer["Location"] == f"/checkout/{placed.pk}/return/"
    assert Payment.objects.count() == 1
    books.assert_right()


def test_another_persons_token_is_not_the_same_purchase(
    monday: datetime, at_checkout: Client, mallory: User, lamp: Listing
) -> None:
    form = typed(at_checkout)
    at_checkout.post("/checkout/", form)
    other = Client()
    other.force_login(mallory)
    doings.fill_cart(mallory, lamp, quantity=2)
    other.post("/checkout/", {**form, "seen_total": 8890})
    assert {placed.buyer.name for placed in Checkout.objects.all()} == {"Ben Okafor", mallory.name}


def test_plus_is_added_by_the_buyer_only(monday: datetime, at_checkout: Client) -> None:
    updated = at_checkout.post("/checkout/", {**typed(at_checkout), "plus": "on", "update": "1"})
    assert updated.context["checkout"].quote.total == Money(9157, "EUR")
    assert not Checkout.objects.exists()
    at_checkout.post("/checkout/", typed(at_checkout, plus="on", seen_total=9157))
    placed = Checkout.objects.get()
    assert placed.plus
    assert placed.total == Money(9157, "EUR")


def test_another_country_has_another_price_and_keeps_what_was_typed(
    monday: datetime, at_checkout: Client, lamp: Listing
) -> None:
    ShippingLane.objects.create(
        seller=lamp.seller, country="FR", price_minor=900, currency="EUR", days_min=4, days_max=9
    )
    page = at_checkout.post(
        "/checkout/", {**typed(at_checkout), "country": "FR", "city": "", "update": "1"}
    )
    assert page.context["checkout"].quote.total == Money(9300, "EUR")
    assert "Kastanienallee 7" in page.content.decode()
    assert not page.context["form"].errors
    assert not Checkout.objects.exists()


def test_a_price_that_changed_is_shown_before_it_is_charged(
    monday: datetime, at_checkout: Client, lamp: Listing
) -> None:
    form = typed(at_checkout)
    lamp.variants.update(price_minor=5000)
    page = at_checkout.post("/checkout/", form)
    assert "The price is now €104.90" in page.content.decode()
    assert "Kastanienallee 7" in page.content.decode()
    assert 'name="seen_total" value="10490"' in page.content.decode()
    assert not Checkout.objects.exists()


def test_a_missing_address_is_asked_for_and_nothing_is_lost(
    monday: datetime, at_checkout: Client
) -> None:
    form = typed(at_checkout, street="")
    page = at_checkout.post("/checkout/", form)
    assert page.context["form"].errors.keys() == {"street"}
    assert f'value="{form["token"]}"' in page.content.decode()
    assert not Checkout.objects.exists()


def test_what_is_gone_meanwhile_is_said(monday: datetime, at_checkout: Client) -> None:
    form = typed(at_checkout)
    Variant.objects.update(on_hand=1)
    page = at_checkout.post("/checkout/", form)
    assert "no longer available in that number: 1 left" in page.content.decode()
    assert not Checkout.objects.exists()


def test_a_shop_that_does_not_send_there_says_so(monday: datetime, at_checkout: Client) -> None:
    ShippingLane.objects.update(country="DE")
    page = at_checkout.post("/checkout/", {**typed(at_checkout), "country": "JP", "update": "1"})
    assert "does not send to this country" in page.content.decode()
    assert page.context["checkout"].quote is None


@pytest.mark.parametrize(
    "broken",
    [
        {"seen_total": "x"},
        {"seen_total": "-1"},
        {"currency": "DOGE"},
        {"token": "x"},
        {"country": "ZZ"},
        {"name": "\x00"},
        {"name": "x" * 500},
    ],
)
def test_a_forged_form_buys_nothing(
    monday: datetime, at_checkout: Client, broken: dict[str, str]
) -> None:
    assert at_checkout.post("/checkout/", typed(at_checkout) | broken).status_code == 200
    assert not Checkout.objects.exists()


def test_it_begins_with_the_address_of_the_last_purchase(
    monday: datetime, at_checkout: Client, ben: User, lamp: Listing
) -> None:
    at_checkout.post("/checkout/", typed(at_checkout, city="Potsdam"))
    doings.fill_cart(ben, lamp)
    assert "Potsdam" in at_checkout.get("/checkout/").content.decode()


def test_a_visitor_may_sign_in_and_finds_the_cart_again(
    monday: datetime, client: Client, ben: User, lamp: Listing
) -> None:
    client.post("/cart/items/", {"listing": lamp.pk})
    assert "/accounts/login/?next=/checkout/" in client.get("/checkout/").content.decode()
    client.force_login(ben)
    assert client.get("/checkout/")["Location"] == "/cart/"


def test_an_empty_cart_has_no_checkout(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert client.get("/checkout/")["Location"] == "/cart/"
    form = {**ADDRESS, "token": uuid.uuid4(), "seen_total": 1, "currency": "EUR"}
    assert client.post("/checkout/", form)["Location"] == "/cart/"


def test_several_shops_are_paid_at_once(
    monday: datetime, at_checkout: Client, ben: User, bowl: Listing
) -> None:
    doings.fill_cart(ben, bowl)
    page = at_checkout.get("/checkout/").content.decode()
    assert "Cleo Ceramics" in page
    at_checkout.post("/checkout/", typed(at_checkout))
    assert Order.objects.count() == 2
    assert Payment.objects.get().amount == Money(8890 + 3040, "EUR")


def test_more_things_ask_no_more_questions(
    monday: datetime, at_checkout: Client, ben: User, bowl: Listing
) -> None:
    little, much = queries.before_and_after(
        at_checkout, "/checkout/", lambda: doings.fill_cart(ben, bowl)
    )
    assert little == much <= 12
