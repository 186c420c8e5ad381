"""A shop sends in several ways, and the buyer chooses at the checkout."""

from typing import Any

import pytest
from django.test import Client

from escrow.money import Money
from marketplace import lanes, quotes
from marketplace.models import Listing, Order, ShippingLane, User
from marketplace.quotes import lanes_to
from sellers.models import Seller
from tests import books, doings
from tests.marketplace.test_api import Program, wanted
from tests.marketplace.test_checkout_page import typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
EXPRESS = {"country": "DE", "name": "Express", "days_min": 1, "days_max": 1}


@pytest.fixture
def express(ada: Seller) -> ShippingLane:
    """Beside the one to every country, two to Germany."""
    lanes.add_lane(
        by=ada.user, country="DE", name="", price=Money(490, "EUR"), days_min=2, days_max=4
    )
    return lanes.add_lane(by=ada.user, price=Money(1290, "EUR"), **EXPRESS)


def seen(page: Any) -> int:
    return int(page.context["checkout"].quote.total.minor)


def test_the_cheapest_comes_first_and_a_country_has_its_own(
    ada: Seller, express: ShippingLane
) -> None:
    assert [lane.name for lane in lanes_to(ada, "DE", "EUR")] == ["", "Express"]
    assert express not in lanes_to(ada, "FR", "EUR")


def test_the_buyer_chooses_and_pays_what_was_seen(
    client: Client, ben: User, lamp: Listing, express: ShippingLane
) -> None:
    client.force_login(ben)
    doings.fill_cart(ben, lamp)
    first = client.get("/checkout/").content.decode()
    assert "Express" in first
    chosen = {f"lane-{lamp.seller_id}": str(express.pk)}
    again = client.post("/checkout/", typed(client, update="1") | chosen)
    assert again.context["checkout"].quote.total == lamp.price + Money(1290, "EUR")
    client.post("/checkout/", typed(client, seen_total=seen(again)) | chosen)
    order = Order.objects.get()
    assert (order.sent_with, order.days_max) == ("Express", 1)
    assert order.total == lamp.price + Money(1290, "EUR")


def test_without_a_choice_it_is_the_cheapest(
    ben: User, lamp: Listing, express: ShippingLane
) -> None:
    order = doings.buy(ben, lamp)
    assert (order.sent_with, order.total) == ("", lamp.price + Money(490, "EUR"))
    books.assert_right()


def test_another_shops_lane_is_no_choice(
    ben: User, lamp: Listing, bowl: Listing, express: ShippingLane
) -> None:
    items = doings.fill_cart(ben, bowl).items.all()
    found = quotes.quote(items, "DE", lanes={express.pk})
    assert found.orders[0].lane.seller == bowl.seller


def test_one_that_was_taken_out_meanwhile_changes_the_price_and_nothing_is_charged(
    client: Client, ben: User, lamp: Listing, express: ShippingLane, ada: Seller
) -> None:
    client.force_login(ben)
    doings.fill_cart(ben, lamp)
    chosen = {f"lane-{lamp.seller_id}": str(express.pk)}
    shown = client.post("/checkout/", typed(client, update="1") | chosen)
    lanes.remove_lane(express.pk, by=ada.user)
    paying = typed(client, seen_total=seen(shown)) | chosen
    page = client.post("/checkout/", paying).content.decode()
    assert "Please look again before you pay." in page
    assert not Order.objects.exists()


def test_the_seller_reads_with_what_to_send_it(
    client: Client, ben: User, lamp: Listing, express: ShippingLane, ada: Seller
) -> None:
    order = doings.buy(ben, lamp, lanes={express.pk})
    client.force_login(ada.user)
    assert (
        "<strong>Express</strong>" in client.get(f"/desk/orders/{order.number}/").content.decode()
    )


def test_programs_choose_it_too(ben: User, lamp: Listing, express: ShippingLane) -> None:
    asked = wanted(lamp) | {"lanes": [express.pk]}
    assert Program(ben).send("/orders/", asked).status_code == 201
    assert Order.objects.get().sent_with == "Express"


def offer(client: Client, **what: Any) -> Any:
    said = {"country": "FR", "name": "", "price": "7.50", "currency": "EUR"}
    return client.post(
        "/desk/sending/", said | {"days_min": 2, "days_max": 6} | what, follow=True
    ).content.decode()


def test_a_seller_adds_one_and_takes_it_out(client: Client, ada: Seller, lamp: Listing) -> None:
    client.force_login(ada.user)
    page = offer(client)
    assert "Buyers can choose it from now on." in page
    assert "another name" in offer(client)
    assert "cannot be faster" in offer(client, name="Slow", days_min=9, days_max=3)
    for lane in ada.lanes.order_by("-pk"):
        last = client.post(f"/desk/sending/{lane.pk}/removal/", follow=True).content.decode()
    assert "It is the last one." in last
    assert ada.lanes.count() == 1


def test_nobody_else_takes_it_out(client: Client, cleo: Seller, express: ShippingLane) -> None:
    client.force_login(cleo.user)
    assert client.post(f"/desk/sending/{express.pk}/removal/").status_code == 404
    assert ShippingLane.objects.filter(pk=express.pk).exists()
