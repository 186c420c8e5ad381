"""A person keeps addresses, and the checkout offers them."""

import re
from dataclasses import asdict, replace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from escrow import clock
from marketplace import address_book
from marketplace.checkout_address import Address
from marketplace.models import Checkout, Listing, SavedAddress, User
from tests import doings, queries
from tests.doings import BERLIN

pytestmark = pytest.mark.django_db
HAMBURG = Address("Ben Okafor", "Große Elbstraße 9", "22767", "Hamburg", "DE")
PARIS = Address("Léa Okafor", "8 rue des Tanneurs", "75013", "Paris", "FR")
BOOK = "/account/addresses/"


@pytest.fixture
def bens(ben: User) -> Client:
    client = Client()
    client.force_login(ben)
    return client


def usual(person: User) -> str:
    return person.addresses.get(is_usual=True).city


def test_the_first_is_the_usual_one_until_another_is(bens: Client, ben: User) -> None:
    bens.post(BOOK, asdict(BERLIN))
    assert usual(ben) == "Berlin"
    bens.post(BOOK, asdict(HAMBURG))
    assert usual(ben) == "Berlin"
    bens.post(BOOK, {**asdict(PARIS), "usual": "on"})
    assert usual(ben) == "Paris"
    hamburg = ben.addresses.get(city="Hamburg")
    bens.post(reverse("address_usual", args=[hamburg.pk]))
    bens.post(reverse("address_usual", args=[hamburg.pk]))
    assert usual(ben) == "Hamburg"


def test_the_same_words_stand_there_once(bens: Client, ben: User) -> None:
    for _ in range(2):
        assert bens.post(BOOK, asdict(BERLIN)).status_code == 302
    assert ben.addresses.count() == 1


def test_a_change_to_another_ones_words_is_refused_and_nothing_is_lost(
    bens: Client, ben: User
) -> None:
    address_book.keep(BERLIN, by=ben)
    hamburg = address_book.keep(HAMBURG, by=ben)
    page = bens.post(hamburg.get_absolute_url(), asdict(BERLIN)).content.decode()
    assert "in your book already" in page
    assert "Kastanienallee 7" in page
    hamburg.refresh_from_db()
    assert hamburg.city == "Hamburg"


def test_a_form_with_a_gap_keeps_what_was_typed(bens: Client, ben: User) -> None:
    page = bens.post(BOOK, {**asdict(BERLIN), "city": ""}).content.decode()
    assert "Kastanienallee 7" in page
    assert not ben.addresses.exists()


def test_taking_out_the_usual_one_makes_the_last_used_usual(bens: Client, ben: User) -> None:
    berlin = address_book.keep(BERLIN, by=ben)
    for each in (HAMBURG, PARIS):
        address_book.keep(each, by=ben)
    ben.addresses.filter(city="Paris").update(last_used_at=clock.now())
    assert bens.post(reverse("address_removal", args=[berlin.pk])).status_code == 302
    assert usual(ben) == "Paris"
    assert bens.post(reverse("address_removal", args=[berlin.pk])).status_code == 404


def test_a_strangers_is_not_there(ben: User, mallory: User) -> None:
    berlin = address_book.keep(BERLIN, by=ben)
    client = Client()
    client.force_login(mallory)
    assert client.get(berlin.get_absolute_url()).status_code == 404
    for name in ("account_address", "address_usual", "address_removal"):
        body = asdict(PARIS)
        assert client.post(reverse(name, args=[berlin.pk]), body).status_code == 404
    for name in ("api_address", "api_address_usual", "api_address_removal"):
        body = asdict(PARIS)
        assert client.post(reverse(name, args=[berlin.pk]), body).status_code == 404
    berlin.refresh_from_db()
    assert berlin.city == "Berlin"


def test_a_book_holds_so_many(ben: User) -> None:
    for number in range(address_book.MOST):
        address_book.keep(replace(BERLIN, street=f"Kastanienallee {number}"), by=ben)
    with pytest.raises(address_book.BookIsFull):
        address_book.keep(HAMBURG, by=ben)


def test_the_database_keeps_one_usual(ben: User) -> None:
    address_book.keep(BERLIN, by=ben)
    second = {**asdict(HAMBURG), "is_usual": True, "added_at": clock.now()}
    with pytest.raises(IntegrityError, match="one_usual_address"), transaction.atomic():
        SavedAddress.objects.create(user=ben, **second)


def at_checkout(client: Client, **typed: object) -> dict[str, object]:
    page = client.get("/checkout/")
    quote = page.context["checkout"].quote
    seen = {"seen_total": quote.total.minor, "currency": "EUR"} if quote else {}
    return {"token": page.context["form"]["token"].value(), **seen, **typed}


def test_the_checkout_begins_with_the_usual_and_lists_the_last_used_first(
    bens: Client, ben: User, lamp: Listing
) -> None:
    berlin = address_book.keep(BERLIN, by=ben)
    hamburg = address_book.keep(HAMBURG, by=ben)
    ben.addresses.filter(pk=hamburg.pk).update(last_used_at=clock.now())
    doings.fill_cart(ben, lamp)
    page = bens.get("/checkout/").content.decode()
    offered = re.findall(r'name="saved" value="(\d*)"( checked)?', page)
    assert offered == [(str(hamburg.pk), ""), (str(berlin.pk), " checked"), ("", "")]


def test_a_chosen_address_is_where_it_goes(bens: Client, ben: User, lamp: Listing) -> None:
    address_book.keep(BERLIN, by=ben)
    hamburg = address_book.keep(HAMBURG, by=ben)
    doings.fill_cart(ben, lamp)
    bens.post("/checkout/", at_checkout(bens, saved=hamburg.pk, name="", street="nonsense"))
    placed = Checkout.objects.get()
    assert (placed.name, placed.street, placed.city) == ("Ben Okafor", HAMBURG.street, "Hamburg")
    hamburg.refresh_from_db()
    assert hamburg.last_used_at == placed.placed_at or hamburg.last_used_at is not None
    address_book.change(hamburg, PARIS, by=ben)
    placed.refresh_from_db()
    assert placed.city == "Hamburg"


@pytest.mark.parametrize("keep", [True, False])
def test_a_typed_address_is_kept_if_that_is_ticked(
    bens: Client, ben: User, lamp: Listing, keep: bool
) -> None:
    doings.fill_cart(ben, lamp)
    more = {"keep_address": "on"} if keep else {}
    bens.post("/checkout/", at_checkout(bens, **asdict(BERLIN), **more))
    assert Checkout.objects.get().city == "Berlin"
    assert ben.addresses.filter(city="Berlin", last_used_at__isnull=False).exists() is keep


def test_nobody_sends_to_somebody_elses_book(
    bens: Client, ben: User, mallory: User, lamp: Listing
) -> None:
    hers = address_book.keep(PARIS, by=mallory)
    doings.fill_cart(ben, lamp)
    page = bens.post("/checkout/", at_checkout(bens, saved=hers.pk)).content.decode()
    assert "Tanneurs" not in page
    assert not Checkout.objects.exists()


def test_the_price_is_for_where_the_chosen_address_is(
    bens: Client, ben: User, lamp: Listing
) -> None:
    paris = address_book.keep(PARIS, by=ben)
    lamp.seller.lanes.create(country="FR", price_minor=990, currency="EUR", days_min=3, days_max=6)
    doings.fill_cart(ben, lamp)
    body = at_checkout(bens, saved=paris.pk, update="1", country="DE")
    page = bens.post("/checkout/", body)
    assert page.context["checkout"].quote.shipping.minor == 990


def test_programs_keep_change_and_take_out(bens: Client, ben: User) -> None:
    made = bens.post("/api/v1/addresses/", asdict(BERLIN), "application/json")
    assert (made.status_code, made.json()["is_usual"]) == (201, True)
    one = f"/api/v1/addresses/{made.json()['id']}/"
    assert bens.post(one, asdict(PARIS), "application/json").json()["city"] == "Paris"
    second = bens.post("/api/v1/addresses/", {**asdict(HAMBURG), "usual": True}, "application/json")
    assert second.json()["is_usual"]
    assert bens.post(f"{one}usual/").json()["is_usual"]
    assert bens.post(f"{one}removal/").status_code == 204
    left = bens.get("/api/v1/addresses/").json()["results"]
    assert [each["city"] for each in left] == ["Hamburg"]


def test_more_addresses_ask_the_database_nothing_more(
    bens: Client, ben: User, lamp: Listing
) -> None:
    address_book.keep(BERLIN, by=ben)
    doings.fill_cart(ben, lamp)

    def more() -> None:
        for number in range(10):
            address_book.keep(replace(BERLIN, street=f"Kastanienallee {number}"), by=ben)

    little, much = queries.before_and_after(bens, BOOK, more)
    assert little == much <= 12
    address_book.remove(ben.addresses.first(), by=ben)
    assert queries.of_page(bens, "/checkout/") <= 12
