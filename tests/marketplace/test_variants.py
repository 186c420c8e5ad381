"""A thing in several sizes and colours: chosen, priced and counted apart."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from escrow.money import Money
from marketplace import carts, checkout, listing_prices, unpaid
from marketplace import listing as listings
from marketplace.models import CartItem, Category, Checkout, Listing, User, Variant
from marketplace.variants import NotAVariant, Offered
from sellers.models import Seller
from tests import doings, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shirt(ada: Seller, lamps: Category) -> Listing:
    return factories.shirt(ada, lamps)


def one(shirt: Listing, **choices: str) -> Variant:
    return shirt.variants.live().get(choices__contains=choices)


def page_of(client: Client, shirt: Listing, query: str = "") -> str:
    return client.get(shirt.get_absolute_url() + query).content.decode()


def put(client: Client, shirt: Listing, **more: object) -> str:
    answer = client.post("/cart/items/", {"listing": shirt.pk, **more}, follow=True)
    return str(answer.content.decode())


def test_its_page_shows_every_variant_and_from_how_much(client: Client, shirt: Listing) -> None:
    page = page_of(client, shirt)
    assert 'from <data class="money" value="4200 EUR">' in page
    assert page.count('type="radio" name="variant"') == 3
    assert "Size · Colour" in page


def test_the_chosen_ones_price_is_shown_without_a_script(client: Client, shirt: Listing) -> None:
    dear = one(shirt, Colour="Ink")
    page = page_of(client, shirt, f"?variant={dear.pk}")
    assert 'data-shown-price><data class="money" value="4500 EUR">' in page
    assert f'value="{dear.pk}" required data-left="3" data-price="€45.00" checked' in page


def test_a_sold_out_one_says_so_and_cannot_be_chosen(client: Client, shirt: Listing) -> None:
    gone = one(shirt, Colour="Ink")
    Variant.objects.filter(pk=gone.pk).update(on_hand=0)
    assert "Sold out" in page_of(client, shirt)
    assert "L, Ink is sold out. Choose another one." in put(client, shirt, variant=gone.pk)
    assert not CartItem.objects.exists()


def test_nothing_is_put_in_before_it_is_said_which(client: Client, shirt: Listing) -> None:
    said = put(client, shirt, quantity=2)
    assert "Choose first which one you would like: Size · Colour." in said
    assert 'name="quantity" value="2"' in said
    assert not CartItem.objects.exists()


def test_another_things_variant_is_not_put_in(
    client: Client, shirt: Listing, bowl: Listing
) -> None:
    assert "Choose first" in put(client, shirt, variant=bowl.variants.get().pk)
    assert not CartItem.objects.exists()


def test_two_variants_are_two_rows_of_a_cart(client: Client, shirt: Listing) -> None:
    for variant in (one(shirt, Size="M"), one(shirt, Colour="Ink"), one(shirt, Size="M")):
        page = put(client, shirt, variant=variant.pk)
    assert list(CartItem.objects.order_by("pk").values_list("quantity", flat=True)) == [2, 1]
    assert "M, Sand" in page
    assert "L, Ink" in page


def test_what_was_chosen_stays_as_it_was_sold(ben: User, ada: Seller, shirt: Listing) -> None:
    doings.fill_cart(ben)
    placed = place(ben, one(shirt, Colour="Ink"))
    line = placed.orders.get().lines.get()
    assert (line.title, line.unit_price) == ("Shirt · L, Ink", Money(4500, "EUR"))
    assert line.as_sold["choices"] == {"Size": "L", "Colour": "Ink"}
    only = [Offered(Money(9900, "EUR"), 1, {"Size": "XL", "Colour": "Ink"}, line.variant_id)]
    listings.change(shirt, by=ada.user, variants=only)
    line.refresh_from_db()
    assert (line.title, line.unit_price) == ("Shirt · L, Ink", Money(4500, "EUR"))


def test_the_order_its_receipt_and_the_desk_name_it(
    client: Client, ben: User, ada: Seller, shirt: Listing
) -> None:
    placed = place(ben, one(shirt, Colour="Ink"))
    doings.pay(placed)
    number = placed.orders.get().number
    client.force_login(ben)
    for address in (f"/orders/{number}/", "/orders/"):
        assert "Shirt · L, Ink" in client.get(address).content.decode()
    client.force_login(ada.user)
    assert "Shirt · L, Ink" in client.get(f"/desk/orders/{number}/").content.decode()


def test_the_lowest_price_is_that_of_what_is_left(ben: User, shirt: Listing) -> None:
    cheap = one(shirt, Size="M")
    placed = place(ben, cheap, quantity=3)
    shirt.refresh_from_db()
    assert (shirt.price, shirt.prices_differ) == (Money(4500, "EUR"), False)
    unpaid.leave(placed.pk, by=ben)
    shirt.refresh_from_db()
    assert (shirt.price, shirt.prices_differ) == (Money(4200, "EUR"), True)


def test_one_variant_sold_out_leaves_the_others_on_the_shelf(
    client: Client, ben: User, shirt: Listing
) -> None:
    place(ben, one(shirt, Size="M"), quantity=3)
    assert "Shirt" in client.get("/search/").content.decode()
    Variant.objects.filter(listing=shirt).update(reserved=3)
    assert "Shirt" not in client.get("/search/").content.decode()


def test_what_is_no_longer_offered_is_retired_not_deleted(
    client: Client, ben: User, ada: Seller, shirt: Listing
) -> None:
    gone = one(shirt, Colour="Ink")
    doings.fill_cart(ben)
    CartItem.objects.create(cart=ben.cart, variant=gone)
    place(ben, gone)
    CartItem.objects.create(cart=ben.cart, variant=gone)
    kept = [
        Offered(variant.price, None, variant.choices, variant.pk)
        for variant in shirt.variants.live().exclude(pk=gone.pk)
    ]
    listings.change(shirt, by=ada.user, variants=kept)
    gone.refresh_from_db()
    assert gone.retired_at is not None
    assert shirt.variants.live().count() == 2
    client.force_login(ben)
    assert "No longer for sale" in client.get("/cart/").content.decode()
    with pytest.raises(ProtectedError):
        gone.delete()


def test_two_variants_can_change_their_names_with_each_other(ada: Seller, shirt: Listing) -> None:
    sand, ink = one(shirt, Size="L", Colour="Sand"), one(shirt, Colour="Ink")
    medium = one(shirt, Size="M")
    listings.change(
        shirt,
        by=ada.user,
        variants=[
            Offered(sand.price, None, ink.choices, sand.pk),
            Offered(ink.price, None, sand.choices, ink.pk),
            Offered(medium.price, None, medium.choices, medium.pk),
        ],
    )
    sand.refresh_from_db()
    assert sand.choices == {"Size": "L", "Colour": "Ink"}


def test_what_waits_for_a_payment_cannot_be_taken_away(
    ben: User, ada: Seller, shirt: Listing
) -> None:
    cheap = one(shirt, Size="M")
    place(ben, cheap, quantity=2)
    listings.change(shirt, by=ada.user, variants=[Offered(cheap.price, 0, cheap.choices, cheap.pk)])
    cheap.refresh_from_db()
    assert (cheap.on_hand, cheap.reserved, cheap.available) == (2, 2, 0)


@pytest.mark.parametrize("choices", [[{}, {"Size": "M"}], [{"Size": "M"}, {"Size": "M"}], []])
def test_variants_that_cannot_be_told_apart_are_refused(
    ada: Seller, shirt: Listing, choices: list[dict[str, str]]
) -> None:
    offered = [Offered(Money(100, "EUR"), 1, chosen) for chosen in choices]
    with pytest.raises(NotAVariant):
        listings.change(shirt, by=ada.user, variants=offered)
    assert shirt.variants.live().count() == 3


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("reserved = on_hand + 1", "stock_is_never_oversold"),
        ("on_hand = 0, reserved = 1", "stock_is_never_oversold"),
        ("price_minor = 0", "variant_price_is_above_zero"),
        ('choices = \'{"Size": "M"}\'', "a_choice_is_offered_once"),
    ],
)
def test_the_database_refuses_what_must_never_be(shirt: Listing, change: str, rule: str) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        connection.cursor().execute(
            f"UPDATE marketplace_variant SET {change} WHERE listing_id = %s",
            [shirt.pk],
        )


def test_machines_read_every_offer(client: Client, shirt: Listing) -> None:
    found = client.get(shirt.get_absolute_url()).context["structured"]["offers"]
    assert (found["@type"], found["lowPrice"], found["highPrice"]) == (
        "AggregateOffer",
        "42.00",
        "45.00",
    )
    assert found["offers"][0]["name"] == "Shirt · M, Sand"
    assert json.dumps(found)


def test_a_program_sees_and_buys_a_variant(client: Client, ben: User, shirt: Listing) -> None:
    whole = client.get(f"/api/v1/listings/{shirt.pk}/").json()
    assert whole["options"] == ["Size", "Colour"]
    assert {each["available"] for each in whole["variants"]} == {3}
    ink = next(each for each in whole["variants"] if each["choices"]["Colour"] == "Ink")
    client.force_login(ben)
    address = {"name": "Ben", "street": "K 7", "postcode": "1", "city": "Berlin", "country": "DE"}
    items = [{"listing": shirt.pk, "quantity": 1}]
    order = {"items": items, "address": address}
    refused = client.post("/api/v1/orders/", order, content_type="application/json")
    assert (refused.status_code, "Choose first" in refused.content.decode()) == (422, True)
    items[0]["variant"] = ink["id"]
    placed = client.post("/api/v1/orders/", order, content_type="application/json")
    assert placed.status_code == 201, placed.content
    assert placed.json()["orders"][0]["lines"][0]["title"] == "Shirt · L, Ink"


def place(ben: User, variant: Variant, quantity: int = 1) -> Checkout:
    cart = doings.fill_cart(ben)
    cart.items.all().delete()
    carts.put(cart, variant, quantity)
    return checkout.place(cart.items.all(), by=ben, address=doings.BERLIN)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9999), st.integers(0, 3)), min_size=1, max_size=6))
def test_a_card_says_the_lowest_that_can_be_bought(kinds: list[tuple[int, int]]) -> None:
    listing = Listing(title="Shirt", currency="EUR")
    offered = [Variant(listing=listing, price_minor=price, on_hand=left) for price, left in kinds]
    listing_prices.show(listing, offered)
    able = [price for price, left in kinds if left] or [price for price, _ in kinds]
    assert (listing.price_minor, listing.prices_differ) == (min(able), len(set(able)) > 1)
