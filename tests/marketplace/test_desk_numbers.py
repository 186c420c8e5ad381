"""A seller's numbers on the desk: how each came about, order by order; and the public formulas."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from escrow import clock, deadlines
from marketplace import fulfilment, receipt, reviewing, tracking
from marketplace.models import Listing, User
from sellers import figures
from sellers.models import PerformanceFact, Seller
from tests import doings, factories, queries, talks

pytestmark = pytest.mark.django_db
STARS = {"as_described": 5, "communication": 5, "dispatch": 5}


@pytest.fixture(autouse=True)
def on_monday(monday: datetime) -> None:
    """Everything happens from a Monday on."""


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(seller: Seller, address: str = "/desk/numbers/") -> str:
    return signed_in(seller.user).get(address).content.decode()


def facts(kind: str) -> int:
    return PerformanceFact.objects.filter(kind=kind).count()


def test_stories_write_what_is_counted(ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    shipment = doings.send(order)
    assert (facts("sale"), facts("parcel_sent"), facts("parcel_seen")) == (1, 1, 0)
    for number in range(2):
        tracking.record_scan(shipment.pk, kind="in_transit", at=clock.now(), key=f"k{number}")
    assert facts("parcel_seen") == 1
    doings.arrive(shipment)
    assert facts("completed") == 0
    receipt.confirm_receipt(order.number, by=ben)
    assert facts("completed") == 1
    assert set(PerformanceFact.objects.values_list("buyer", flat=True)) == {ben.pk}


def test_what_only_the_seller_says_is_no_tracking_and_a_hand_is_no_parcel(
    ben: User, lamp: Listing
) -> None:
    tracked = doings.send(doings.buy(ben, lamp))
    doings.arrive(tracked, grade="D")
    doings.send(doings.buy(ben, lamp), carrier="by hand")
    clock.advance(timedelta(days=5))
    counted = figures.of(lamp.seller).metrics["untracked"]
    assert (counted.wrong, counted.of) == (1, 1)


def test_a_refunded_order_is_not_completed_for_its_seller(ben: User, lamp: Listing) -> None:
    dispute = doings.complain(doings.delivered(ben, lamp))
    doings.answer_yes(dispute)
    assert facts("claim_lost") == 1
    assert facts("completed") == 0
    counted = figures.of(lamp.seller).metrics
    assert (counted["defects"].wrong, counted["defects"].of) == (1, 1)
    assert (counted["claims"].wrong, counted["cancelled"].wrong) == (1, 0)


def test_cancelled_and_never_sent_both_count(ben: User, lamp: Listing) -> None:
    cancelled = doings.buy(ben, lamp)
    fulfilment.cancel_by_seller(cancelled.number, by=lamp.seller.user)
    doings.buy(ben, lamp)
    clock.advance(timedelta(days=9))
    deadlines.sweep()
    counted = figures.of(lamp.seller).metrics
    assert (counted["cancelled"].wrong, counted["cancelled"].of) == (2, 2)
    assert (counted["late"].wrong, counted["late"].of) == (1, 1)


def test_two_poor_stars_are_a_defect_once_with_the_claim(ben: User, lamp: Listing) -> None:
    order = receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)
    reviewing.rate(order, by=ben, stars=2, **STARS)
    reviewing.rate_buyer(order, by=lamp.seller.user, stars=5)
    doings.answer_yes(doings.complain(order))
    counted = figures.of(lamp.seller).metrics["defects"]
    assert (counted.wrong, counted.of) == (1, 1)


def test_the_window_is_long_while_little_is_sold(ben: User, lamp: Listing) -> None:
    doings.buy(ben, lamp)
    clock.advance(timedelta(days=100))
    known = figures.of(lamp.seller)
    assert (known.days, known.metrics["defects"].of) == (365, 1)
    PerformanceFact.objects.bulk_create(
        PerformanceFact(
            seller=lamp.seller, kind="sale", reference=f"order:9{n:04}", at=clock.now(), buyer=ben
        )
        for n in range(40)
    )
    known = figures.of(lamp.seller)
    assert (known.days, known.metrics["defects"].of) == (60, 40)


def test_the_page_shows_every_number_and_the_way_to_the_next_level(
    ben: User, ada: Seller, lamp: Listing
) -> None:
    doings.answer_yes(doings.complain(doings.delivered(ben, lamp)))
    shown = page(ada)
    assert "Standard seller" in shown
    assert "completed orders: 0, 20 needed" in shown
    assert "1 of 1 went wrong" in shown
    assert "100%" in shown


def test_each_number_opens_into_its_orders(ben: User, ada: Seller, lamp: Listing) -> None:
    good = doings.buy(ben, lamp)
    bad = doings.delivered(ben, lamp)
    doings.answer_yes(doings.complain(bad))
    everything = page(ada, "/desk/numbers/defects/")
    assert good.number in everything
    assert f"/desk/orders/{bad.number}/" in everything
    assert "a claim that ended with money back" in everything
    wrong = page(ada, "/desk/numbers/defects/?only=wrong")
    assert bad.number in wrong
    assert good.number not in wrong


def test_the_rating_opens_into_ratings_with_their_weights(
    ben: User, ada: Seller, lamp: Listing
) -> None:
    for stars in (5, 1):
        order = receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)
        reviewing.rate(order, by=ben, stars=stars, **STARS)
        reviewing.rate_buyer(order, by=ada.user, stars=5)
    shown = page(ada, "/desk/numbers/rating/")
    # Ben's second one came four days after his first: one counts, with the weight of 4 days:
    # 0.5 to the power of 4/180 = 0.98; (40 + 5 x 0.98) / 10.98 = 4.09
    assert "0.98" in shown
    assert "4.09" in shown
    assert "does not count" in shown


def test_questions_are_listed_with_their_conversation(
    ada: Seller, ben: User, lamp: Listing
) -> None:
    talk = talks.ask(ben, lamp).conversation
    clock.advance(timedelta(days=2))
    deadlines.sweep()
    shown = page(ada, "/desk/numbers/unanswered/")
    assert talk.get_absolute_url() in shown
    assert "not answered within a day" in shown


def test_another_shop_sees_its_own_and_a_stranger_is_asked_to_open_one(
    ben: User, cleo: Seller, lamp: Listing, mallory: User
) -> None:
    order = doings.buy(ben, lamp)
    assert order.number not in page(cleo, "/desk/numbers/defects/")
    assert signed_in(mallory).get("/desk/numbers/").status_code == 302
    assert Client().get("/desk/numbers/defects/").status_code == 302
    assert signed_in(cleo.user).get("/desk/numbers/nonsense/").status_code == 404


def test_pages_cost_the_same_with_more_to_show(ben: User, ada: Seller, lamp: Listing) -> None:
    doings.buy(ben, lamp)
    stock = factories.listing(ada, lamp.category, "Lantern", stock=40)
    client = signed_in(ada.user)
    little = [queries.of_page(client, f"/desk/numbers/{code}") for code in ("", "defects/")]
    for _ in range(31):
        doings.buy(ben, stock)
    much = [queries.of_page(client, f"/desk/numbers/{code}") for code in ("", "defects/")]
    assert little == much
    assert max(much) <= 18
    first = page(ada, "/desk/numbers/defects/")
    assert "Older ones" in first
    onward = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    seen = PerformanceFact.objects.filter(kind="sale").count()
    rest = page(ada, "/desk/numbers/defects/" + onward.replace("&amp;", "&"))
    assert (first + rest).count('<th scope="row">') == seen == 32


def test_the_public_page_is_drawn_from_the_policy(client: Client) -> None:
    shown = client.get("/how-we-rate/").content.decode()
    for words in (
        "after every 180 days",
        "one rating within 10 days",
        "rating = (10 × usual",
        "fewer than 40 orders",
        "below 2.5%",
        "at least 95%",
        "10% for 30 days",
        "€3,000.00",
    ):
        assert words in shown, words


def test_programs_read_the_same(ben: User, ada: Seller, lamp: Listing, mallory: User) -> None:
    bad = doings.delivered(ben, lamp)
    doings.answer_yes(doings.complain(bad))
    shop = signed_in(ada.user)
    known = {one["code"]: one for one in shop.get("/api/v1/numbers/").json()["numbers"]}
    assert (known["defects"]["wrong"], known["defects"]["of"]) == (1, 1)
    assert (known["defects"]["target_bps"], known["defects"]["is_met"]) == (100, False)
    found = shop.get("/api/v1/numbers/defects/?only=wrong").json()
    assert [row["order"] for row in found["facts"]] == [bad.number]
    assert shop.get("/api/v1/numbers/nonsense/").status_code == 404
    assert signed_in(mallory).get("/api/v1/numbers/").status_code == 404
    assert Client().get("/api/v1/numbers/").status_code == 401
    assert Client().get("/api/v1/seller-rules/").json()["rules"]["half_life_days"] == 180
