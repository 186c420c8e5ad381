"""Both say how it was: sealed for everybody until both are in or the time is over, then revealed."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction
from django.test import Client

from escrow import clock, deadlines
from escrow.models import AuditEntry, Notice
from marketplace import receipt, reviewing, said_of_buyers
from marketplace.models import Listing, Order, User
from marketplace.reviewing import CannotBeRated
from sellers import standing
from sellers.models import BuyerRating, PerformanceFact, Rating
from tests import doings
from tests.rivals import at_once

pytestmark = pytest.mark.django_db
SECRET, OTHER_SECRET = "Dimmer than the photos", "Paid late and wrote rudely"
STARS = {"stars": 2, "as_described": 1, "communication": 3, "dispatch": 2}


@pytest.fixture
def order(monday: datetime, ben: User, lamp: Listing) -> Order:
    return receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)


def rate(order: Order, **more: Any) -> Rating:
    return reviewing.rate(order, by=order.buyer, text=SECRET, **{**STARS, **more})


def rate_buyer(order: Order) -> BuyerRating:
    return reviewing.rate_buyer(order, by=order.seller.user, stars=1, text=OTHER_SECRET)


def doors(order: Order, lamp: Listing) -> list[str]:
    return [
        lamp.get_absolute_url(),
        order.seller.get_absolute_url(),
        f"{order.seller.get_absolute_url()}reviews/",
        f"/api/v1/shops/{order.seller.slug}/reviews/",
        f"/api/v1/listings/{lamp.pk}/",
        f"/api/v1/orders/{order.number}/",
        f"/orders/{order.number}/",
        f"/desk/orders/{order.number}/",
        "/admin/sellers/rating/",
        "/admin/sellers/buyerrating/",
        "/admin/sellers/performancefact/",
        "/admin/escrow/auditentry/",
    ]


def read(person: User | None, address: str) -> str:
    client = Client()
    if person:
        client.force_login(person)
    return client.get(address, follow=True).content.decode()


@pytest.fixture
def boss(db: None) -> User:
    return User.objects.create_superuser("boss@example.com", "x", name="Boss")


def test_one_alone_is_sealed_at_every_door(order: Order, lamp: Listing, boss: User) -> None:
    """For the other party, for strangers, and for our own staff, in words, in stars, in counts."""
    rating = rate(order)
    for person in (None, order.seller.user, boss):
        for address in doors(order, lamp):
            assert SECRET not in read(person, address), (person, address)
    assert read(boss, f"/admin/sellers/rating/{rating.pk}/change/").count(SECRET) == 0
    assert read(boss, "/admin/sellers/rating/?stars=2").count(order.number) == 0
    assert standing.of(order.seller).ratings == 0
    assert standing.of(order.seller).rating is None
    assert not PerformanceFact.objects.filter(kind="rated").exists()
    assert AuditEntry.objects.get(action="rated").detail == {}
    assert not Notice.objects.filter(kind="reviews_revealed").exists()


def test_what_the_shop_said_is_sealed_for_the_buyer(
    order: Order, lamp: Listing, boss: User
) -> None:
    rate_buyer(order)
    for person in (None, order.buyer, boss):
        for address in doors(order, lamp):
            assert OTHER_SECRET not in read(person, address), (person, address)
    assert said_of_buyers.of(order.buyer).count == 0


@pytest.mark.parametrize("first", [rate, rate_buyer])
def test_when_both_are_in_both_are_revealed_at_once(order: Order, first: Any) -> None:
    second = rate_buyer if first is rate else rate
    first(order)
    clock.advance(timedelta(days=2))
    second(order)
    assert Rating.objects.get().revealed_at == clock.now()
    assert BuyerRating.objects.get().revealed_at == clock.now()
    assert SECRET in read(None, f"{order.seller.get_absolute_url()}reviews/")
    assert OTHER_SECRET in read(order.buyer, f"/orders/{order.number}/")
    assert OTHER_SECRET not in read(None, f"{order.seller.get_absolute_url()}reviews/")
    assert standing.of(order.seller).ratings == 1
    assert said_of_buyers.of(order.buyer).stars == 1
    assert PerformanceFact.objects.get(kind="rated").value == 2
    told = Notice.objects.filter(kind="reviews_revealed").values_list("to__email", flat=True)
    assert set(told) == {"ben@example.com", "ada@example.com"}
    assert not deadlines.pending_of(order)


def test_one_alone_is_revealed_when_the_time_is_over(order: Order) -> None:
    rate(order)
    doings.let_pass(days=29, hours=23)
    assert Rating.objects.get().is_sealed()
    doings.let_pass(hours=2)
    assert Rating.objects.get().is_public()
    assert Notice.objects.filter(kind="reviews_revealed").count() == 2
    with pytest.raises(CannotBeRated):
        rate_buyer(order)


def test_nobody_said_anything_and_nothing_is_revealed(order: Order) -> None:
    doings.let_pass(days=31)
    assert not Notice.objects.filter(kind="reviews_revealed").exists()


def test_both_are_asked_how_it_was(order: Order) -> None:
    asked = Notice.objects.filter(kind__in=["order_complete", "sale_complete"])
    assert {notice.to.email: notice.kind for notice in asked} == {
        "ben@example.com": "order_complete",
        "ada@example.com": "sale_complete",
    }


def test_the_shop_says_it_on_its_desk_once(client: Client, order: Order) -> None:
    client.force_login(order.seller.user)
    address = f"/desk/orders/{order.number}/rating/"
    page = client.post(address, {"stars": "", "text": "Quick payer"}).content.decode()
    assert "Choose one to five stars." in page
    assert "Quick payer" in page
    page = client.post(address, {"stars": "5", "text": "Quick payer"}, follow=True)
    assert "Sealed until Ben has said" in page.content.decode()
    again = client.post(address, {"stars": "1"}, follow=True).content.decode()
    assert "rated this order already" in again
    assert BuyerRating.objects.get().stars == 5


def test_a_shop_reads_what_others_said_before_it_sends(
    order: Order, ben: User, lamp: Listing
) -> None:
    rate(order)
    rate_buyer(order)
    page = read(order.seller.user, f"/desk/orders/{doings.buy(ben, lamp).number}/")
    assert "from shops this buyer bought from" in page


def test_a_bad_word_of_a_shop_changes_no_protection(order: Order, ben: User, lamp: Listing) -> None:
    rate(order)
    rate_buyer(order)
    again = doings.buy(ben, lamp)
    assert (again.hold_tier, again.policy_id) == (order.hold_tier, order.policy_id)


def test_strangers_and_the_other_party_find_nothing(order: Order, mallory: User, ben: User) -> None:
    for person in (mallory, ben):
        client = Client()
        client.force_login(person)
        assert client.post(f"/desk/orders/{order.number}/rating/", {"stars": 5}).status_code == 404
        said = client.post(f"/api/v1/orders/{order.number}/buyer-rating/", {"stars": 5})
        assert said.status_code == 404
    assert not BuyerRating.objects.exists()


def test_programs_say_it_too(client: Client, order: Order) -> None:
    client.force_login(order.seller.user)
    address = f"/api/v1/orders/{order.number}/buyer-rating/"
    assert client.post(address, {"stars": 4}).status_code == 200
    assert client.post(address, {"stars": 4}).status_code == 409
    assert client.post(address, {"stars": 6}).status_code == 400
    rate(order)
    [said] = client.get(f"/api/v1/shops/{order.seller.slug}/reviews/").json()["results"]
    assert (said["by"], said["stars"], said["text"]) == ("Ben", 2, SECRET)


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_instant_see_each_other(order: Order) -> None:
    assert not any(
        isinstance(r, Exception) for r in at_once(lambda: rate(order), lambda: rate_buyer(order))
    )
    assert Rating.objects.get().revealed_at
    assert BuyerRating.objects.get().revealed_at


@pytest.mark.django_db(transaction=True)
def test_twenty_times_at_the_same_instant_is_once(order: Order) -> None:
    results = at_once(*[lambda: rate(order)] * 8)
    assert sum(isinstance(result, Rating) for result in results) == 1
    assert all(isinstance(r, (Rating, CannotBeRated)) for r in results)


def refused(statement: str, *values: Any) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic(), connection.cursor() as c:
        c.execute(statement, values)
    return str(refusal.value)


def test_the_database_keeps_what_was_said(order: Order) -> None:
    rating = rate(order)
    stays = "what was said of an order stays"
    assert stays in refused("UPDATE sellers_rating SET stars = 5 WHERE id = %s", rating.pk)
    assert stays in refused("UPDATE sellers_rating SET text = '' WHERE id = %s", rating.pk)
    early = "UPDATE sellers_rating SET reply = 'x', replied_at = now() WHERE id = %s"
    assert "a_reply_comes_after_the_reveal" in refused(early, rating.pk)
    said = rate_buyer(order)
    assert stays in refused("UPDATE sellers_buyerrating SET stars = 5 WHERE id = %s", said.pk)
    back = "UPDATE sellers_rating SET revealed_at = NULL WHERE id = %s"
    assert stays in refused(back, rating.pk)


def test_the_database_takes_reviews_of_completed_orders_by_their_parties_in_time(
    order: Order, ben: User, mallory: User, lamp: Listing
) -> None:
    unfinished = doings.delivered(ben, lamp)
    made = {"seller": order.seller, "stars": 5, "created_at": clock.now()}
    late = order.review_until + timedelta(seconds=1)
    for wrong in (
        {**made, "order": unfinished, "buyer": ben},
        {**made, "order": order, "buyer": mallory},
        {**made, "order": order, "buyer": ben, "created_at": late},
    ):
        with pytest.raises(IntegrityError, match="only the parties"), transaction.atomic():
            BuyerRating.objects.create(**wrong)


def test_a_moderator_sees_no_seal_lifted(client: Client, order: Order, sofia: User) -> None:
    rate(order)
    wanted = Permission.objects.filter(codename__in=["moderate_rating", "view_rating"])
    sofia.user_permissions.add(*wanted)
    client.force_login(sofia)
    assert order.number not in client.get("/admin/sellers/rating/").content.decode()
