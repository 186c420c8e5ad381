"""The cart: signed out or in, several sellers, and never more than there are."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from marketplace import receipt, reviewing
from marketplace.models import CartItem, Listing, User, Variant
from tests import doings, factories, queries

pytestmark = pytest.mark.django_db


def put(client: Client, listing: Listing, **more: Any) -> Any:
    return client.post("/cart/items/", {"listing": listing.pk, **more}, follow=True)


def quantities() -> dict[str, int]:
    return dict(CartItem.objects.values_list("variant__listing__title", "quantity"))


def test_a_visitor_fills_a_cart_without_an_account(
    client: Client, lamp: Listing, bowl: Listing
) -> None:
    put(client, lamp)
    page = put(client, bowl, quantity=2).content.decode()
    assert quantities() == {lamp.title: 1, bowl.title: 2}
    assert "Ada&#x27;s Lamps" in page
    assert "Cleo Ceramics" in page
    assert "€102.80" in page


def test_signing_in_brings_the_cart_along(client: Client, ben: User, lamp: Listing) -> None:
    put(client, lamp, quantity=2)
    client.post("/accounts/login/", {"login": ben.email, "password": factories.PASSWORD})
    assert client.session.get("_auth_user_id") == str(ben.pk)
    assert {item.listing: item.quantity for item in ben.cart.items.all()} == {lamp: 2}
    assert client.get("/cart/").context["cart_count"] == 2


def test_signing_up_asks_a_name_and_brings_the_cart_along(client: Client, lamp: Listing) -> None:
    put(client, lamp)
    client.cookies["time_zone"] = "Europe/Lisbon"
    typed = {"email": "new@example.com", "name": "New Person", "password1": factories.PASSWORD}
    answer = client.post("/accounts/signup/?next=/checkout/", {**typed, "next": "/checkout/"})
    person = User.objects.get(email="new@example.com")
    assert answer["Location"] == "/checkout/"
    assert (person.name, person.time_zone) == ("New Person", "Europe/Lisbon")
    assert person.cart.items.get().listing == lamp


def test_the_number_changes_and_none_takes_it_out(client: Client, lamp: Listing) -> None:
    put(client, lamp)
    item = CartItem.objects.get()
    client.post(f"/cart/items/{item.pk}/", {"quantity": "3"})
    assert quantities() == {lamp.title: 3}
    client.post(f"/cart/items/{item.pk}/", {"quantity": "0"})
    assert quantities() == {}
    assert client.post(f"/cart/items/{item.pk}/", {"quantity": "0"}).status_code == 404


@pytest.mark.parametrize("typed", ["", "x", "-1", "1.5", "9" * 40, "²"])
def test_what_is_no_number_changes_nothing(client: Client, lamp: Listing, typed: str) -> None:
    put(client, lamp, quantity=2)
    client.post(f"/cart/items/{CartItem.objects.get().pk}/", {"quantity": typed})
    assert quantities() == {lamp.title: 2}


def test_never_more_than_there_are(client: Client, lamp: Listing) -> None:
    page = put(client, lamp, quantity=9).content.decode()
    assert quantities() == {lamp.title: 5}
    assert "There are only 5 left." in page


def test_a_cart_says_what_has_become_too_few_and_does_not_go_on(
    client: Client, lamp: Listing
) -> None:
    put(client, lamp, quantity=4)
    Variant.objects.filter(listing=lamp).update(on_hand=2)
    page = client.get("/cart/").content.decode()
    assert "There are only 2 left." in page
    assert "Go on to pay" not in page


def test_a_cart_says_what_is_no_longer_for_sale(client: Client, lamp: Listing) -> None:
    put(client, lamp)
    Listing.objects.update(state="paused")
    page = client.get("/cart/").content.decode()
    assert "No longer for sale" in page
    assert "Go on to pay" not in page


def test_what_is_sold_out_or_paused_or_ones_own_is_not_put_in(
    client: Client, lamp: Listing, bowl: Listing
) -> None:
    Variant.objects.filter(listing=lamp).update(reserved=5)
    assert "sold out" in put(client, lamp).content.decode()
    Listing.objects.filter(pk=lamp.pk).update(state="paused")
    assert put(client, lamp).status_code == 404
    client.force_login(bowl.seller.user)
    assert "your own" in put(client, bowl).content.decode()
    assert client.post("/cart/items/", {"listing": "x"}).status_code == 404
    assert quantities() == {}


def test_a_stranger_changes_nobody_elses_cart(client: Client, ben: User, lamp: Listing) -> None:
    client.force_login(ben)
    put(client, lamp)
    item = CartItem.objects.get()
    for stranger in (Client(), signed_in(lamp.seller.user)):
        assert stranger.post(f"/cart/items/{item.pk}/", {"quantity": 3}).status_code == 404
    assert quantities() == {lamp.title: 1}


def test_who_is_here_for_the_first_time_reads_where_to_look(
    client: Client, monday: datetime, ben: User, lamp: Listing, bowl: Listing
) -> None:
    order = doings.delivered(ben, bowl)
    receipt.confirm_receipt(order.number, by=ben)
    stars = {"stars": 4, "as_described": 4, "communication": 4, "dispatch": 4}
    reviewing.rate(order, by=ben, text="Good.", **stars)
    doings.let_pass(days=40)
    put(client, lamp)
    page = put(client, bowl).content.decode()
    assert "begin with one small thing" in page
    assert "Nobody has rated Ada&#x27;s Lamps yet" in page
    assert "1 buyer gave Cleo Ceramics 4.0 of 5 stars." in page
    assert f"takes it back for {lamp.seller.return_days} days" in page


def test_who_has_bought_before_does_not(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    client.force_login(ben)
    assert "Your first time here?" in put(client, lamp).content.decode()
    doings.buy(ben, lamp)
    assert "Your first time here?" not in put(client, lamp).content.decode()


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_an_empty_cart_says_what_would_fill_it(client: Client, db: None) -> None:
    assert "Nothing in it yet" in client.get("/cart/").content.decode()


def test_more_things_ask_no_more_questions(
    client: Client, ben: User, lamp: Listing, bowl: Listing
) -> None:
    def more() -> None:
        for number in range(6):
            put(client, factories.listing(lamp.seller, lamp.category, f"Lamp {number}"))

    client.force_login(ben)
    put(client, lamp)
    put(client, bowl)
    little, much = queries.before_and_after(client, "/cart/", more)
    assert little == much <= 11
