"""One thing for sale: do I want it, when would it come, what if not."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from marketplace import receipt, reviewing
from marketplace.models import Category, Listing, ShippingLane, User, Variant
from sellers.models import Seller
from tests import doings, factories, queries

pytestmark = pytest.mark.django_db


def words(client: Client, listing: Listing, **asked: Any) -> str:
    return client.get(listing.get_absolute_url(), asked).content.decode()


def test_it_promises_days_and_postage_to_the_readers_country(
    monday: datetime, client: Client, ben: User, lamp: Listing
) -> None:
    """Ada sends within two working days, by Wednesday; the lane takes two to five days."""
    client.force_login(ben)
    page = words(client, lamp)
    assert "6–9 March" in page or "6–9 Mar" in page
    assert "Germany" in page
    assert "€4.90" in page


def test_a_visitor_can_ask_for_another_country(client: Client, lamp: Listing) -> None:
    ShippingLane.objects.create(
        seller=lamp.seller, country="FR", price_minor=900, currency="EUR", days_min=4, days_max=9
    )
    page = words(client, lamp, to="FR")
    assert "France" in page
    assert "€9.00" in page


def test_it_says_when_the_shop_does_not_send_there(client: Client, lamp: Listing) -> None:
    ShippingLane.objects.update(country="DE")
    assert "does not send to Japan" in words(client, lamp, to="JP")


@pytest.mark.parametrize(
    ("level", "price", "days"),
    [("trusted", 4200, 3), ("standard", 4200, 7), ("new", 4200, 14), ("trusted", 49600, 14)],
)
def test_the_windows_are_this_sellers_for_this_price(
    client: Client, ada: Seller, lamps: Category, level: str, price: int, days: int
) -> None:
    Seller.objects.filter(pk=ada.pk).update(level=level)
    lamp = factories.listing(ada, lamps, "Lamp", price_minor=price)
    protection = client.get(lamp.get_absolute_url()).context["assurance"].protection
    assert (protection.hold_days, protection.claim_days) == (days, 30)


def test_the_promise_is_the_one_that_the_order_keeps(
    monday: datetime, client: Client, ben: User, lamp: Listing
) -> None:
    client.force_login(ben)
    promised = client.get(lamp.get_absolute_url()).context["assurance"]
    order = doings.buy(ben, lamp)
    kept = (order.promised_from.astimezone(ben.zone), order.promised_by.astimezone(ben.zone))
    assert promised.arrives == tuple(moment.date() for moment in kept)
    assert order.policy.window(order.hold_tier).days == promised.protection.hold_days


def test_an_old_address_leads_to_the_new_one(client: Client, lamp: Listing) -> None:
    answer = client.get(f"/listing/{lamp.pk}/old-title/")
    assert (answer.status_code, answer["Location"]) == (301, lamp.get_absolute_url())
    assert client.get("/listing/999999/x/").status_code == 404


def test_what_is_paused_is_shown_but_cannot_be_bought(client: Client, lamp: Listing) -> None:
    Listing.objects.filter(pk=lamp.pk).update(state="paused")
    page = words(client, lamp)
    assert "Not for sale right now" in page
    assert "Put in the cart" not in page


def test_what_is_sold_says_so(client: Client, lamp: Listing) -> None:
    Variant.objects.filter(listing=lamp).update(reserved=5)
    page = words(client, lamp)
    assert "Somebody was quicker" in page
    assert "Put in the cart" not in page


def test_a_draft_is_seen_by_its_seller_only(client: Client, ben: User, lamp: Listing) -> None:
    Listing.objects.filter(pk=lamp.pk).update(state="draft")
    assert client.get(lamp.get_absolute_url()).status_code == 404
    client.force_login(ben)
    assert client.get(lamp.get_absolute_url()).status_code == 404
    client.force_login(lamp.seller.user)
    assert client.get(lamp.get_absolute_url()).status_code == 200


def test_a_review_is_read_by_others_only_after_its_seal(
    monday: datetime, client: Client, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    order = receipt.confirm_receipt(order.number, by=ben)
    reviewing.rate(
        order, by=ben, stars=5, as_described=5, communication=5, dispatch=5, text="Warm light."
    )
    assert "Warm light." not in words(client, lamp)
    doings.let_pass(days=31)
    assert "Warm light." in words(client, lamp)


def test_more_photos_ratings_and_lanes_ask_no_more_questions(
    monday: datetime, client: Client, ben: User, lamp: Listing
) -> None:
    def more() -> None:
        for number in range(3):
            buyer = factories.person(f"b{number}@example.com", f"B {number}")
            order = receipt.confirm_receipt(doings.delivered(buyer, lamp).number, by=buyer)
            reviewing.rate(order, by=buyer, stars=4, as_described=4, communication=4, dispatch=4)
        doings.let_pass(days=31)
        ShippingLane.objects.create(
            seller=lamp.seller,
            country="FR",
            price_minor=900,
            currency="EUR",
            days_min=4,
            days_max=9,
        )

    client.force_login(ben)
    little, much = queries.before_and_after(client, lamp.get_absolute_url(), more)
    assert little == much <= 10
