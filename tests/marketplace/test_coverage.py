"""A seller reads whether they are covered, before they send it and after."""

from datetime import timedelta

import pytest
from django.test import Client

from disputes import bank_cover
from escrow import clock
from marketplace import coverage, coverage_meter, tracking
from marketplace.coverage import Cover
from marketplace.models import Listing, Order, Shipment, User
from sellers.models import Seller
from tests import books, doings, factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def meter(order: Order) -> coverage_meter.Meter:
    found = coverage_meter.of(Order.objects.get(pk=order.pk))
    assert found is not None
    return found


def states(order: Order) -> dict[str, str]:
    return {check.code: check.state for check in meter(order).checks}


def arrive(shipment: Shipment, grade: str, postcode: str = "") -> None:
    tracking.record_scan(
        shipment.pk,
        kind="delivered",
        at=clock.now(),
        proof_grade=grade,
        postcode=postcode,
        key=f"d:{shipment.pk}",
    )


@pytest.fixture
def dear(ada: Seller, lamp: Listing) -> Listing:
    return factories.listing(ada, lamp.category, "Tiffany lamp", price_minor=60_000)


def test_before_it_is_sent_the_page_says_what_to_do(
    client: Client, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    client.force_login(lamp.seller.user)
    page = client.get(f"/desk/orders/{order.number}/").content.decode()
    assert "Send it so, and you are covered" in page
    assert "Send it to Ben Okafor, 10435 Berlin" in page
    assert "Send it with a tracking number" in page
    assert "Needs tracking" in client.get("/desk/").content.decode()


def test_from_the_policys_amount_on_it_must_be_signed(ben: User, dear: Listing) -> None:
    order = doings.buy(ben, dear)
    assert meter(order).short == "Needs a signature"
    assert "From €500.00 on" in meter(order).checks[-1].words


def test_late_is_told_before_it_is_sent_and_stays(ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    assert order.ship_by is None or states(order)["on_time"] == "open"
    clock.advance(timedelta(days=4))
    assert states(order) == {"address": "open", "on_time": "lost", "proof": "open"}
    arrive(doings.send(order), "A")
    assert (meter(order).state, states(order)["on_time"]) == ("lost", "lost")


@pytest.mark.parametrize(
    ("grade", "state"), [("A", "met"), ("B", "met"), ("C", "fund"), ("D", "lost")]
)
def test_how_it_turned_out_for_a_small_order(
    ben: User, lamp: Listing, grade: str, state: str
) -> None:
    order = doings.buy(ben, lamp)
    shipment = doings.send(order)
    assert meter(order).title == "Covered so far"
    arrive(shipment, grade)
    assert meter(order).state == state
    books.assert_right()


def test_a_photo_is_not_enough_for_a_dear_one(ben: User, dear: Listing) -> None:
    order = doings.buy(ben, dear)
    arrive(doings.send(order), "B")
    assert states(order) == {"address": "met", "on_time": "met", "proof": "lost"}
    assert "a signature or the buyer's code was needed" in meter(order).checks[-1].words


def test_what_was_delivered_elsewhere_is_not_covered(ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    arrive(doings.send(order), "A", postcode="20095")
    assert states(order)["address"] == "lost"
    order.refresh_from_db()
    assert not bank_cover.is_covered(order, order.first_parcels(), "product_not_received")


def test_a_postcode_is_the_same_however_it_is_written(ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    arrive(doings.send(order), "A", postcode=" 104 35 ")
    assert meter(order).state == "met"


def test_the_meter_and_a_banks_case_agree(ben: User, lamp: Listing, dear: Listing) -> None:
    for listing, grade in ((lamp, "A"), (lamp, "B"), (lamp, "C"), (dear, "A"), (dear, "B")):
        order = doings.buy(ben, listing)
        arrive(doings.send(order), grade)
        covered = bank_cover.is_covered(order, order.first_parcels(), "fraudulent")
        assert covered == (meter(order).state == "met"), grade


def test_above_the_funds_limit_a_postcode_scan_is_worth_nothing(ben: User, dear: Listing) -> None:
    order = doings.buy(ben, dear)
    assert [coverage.of_grade(order, grade) for grade in "ABCD"] == [
        Cover.FULL,
        Cover.NONE,
        Cover.NONE,
        Cover.NONE,
    ]


def test_what_is_not_paid_or_not_sent_has_no_meter(ben: User, lamp: Listing) -> None:
    unpaid = doings.place(ben, lamp).orders.get()
    assert coverage_meter.of(unpaid) is None


def test_programs_of_the_seller_read_it_and_the_buyers_do_not(
    client: Client, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    client.force_login(lamp.seller.user)
    told = client.get(f"/api/v1/orders/{order.number}/").json()["coverage"]
    assert told["state"] == "open"
    assert [check["code"] for check in told["checks"]] == ["address", "on_time", "proof"]
    client.force_login(ben)
    assert client.get(f"/api/v1/orders/{order.number}/").json()["coverage"] is None


def test_half_of_it_sent_well_still_says_what_the_rest_needs(
    ben: User, ada: Seller, lamp: Listing
) -> None:
    shade = factories.listing(ada, lamp.category, "Linen shade")
    order = doings.buy(ben, lamp, shade)
    doings.send(order, lines=[order.lines.first().pk])
    assert states(order) == {"address": "open", "on_time": "open", "proof": "open"}
