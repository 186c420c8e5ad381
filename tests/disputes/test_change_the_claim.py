"""It turns out to be something else: another reason, other lines, in the same case."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from disputes import answering, changing, offering
from disputes.claims import CannotBeDisputed, Claim
from disputes.execution import Terms
from disputes.models import Dispute
from disputes.parties import NotYourTurn
from escrow import clock
from escrow.money import Money
from marketplace.models import Listing, Order, User
from tests import answers, books, doings, factories
from tests.disputes.test_open_dispute_page import filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    vase = factories.listing(lamp.seller, lamp.category, "Vase", price_minor=3000)
    return doings.delivered(ben, lamp, vase)


@pytest.fixture
def case(order: Order) -> Dispute:
    """About the lamp alone."""
    return doings.complain_for_lines(order, [order.lines.order_by("pk")[0]], "refund")


def claim(order: Order, which: list[int], reason: str = "ND-DAMAGED", **more: Any) -> Claim:
    lines = list(order.lines.order_by("pk"))
    quantities = {lines[n].pk: 1 for n in which}
    return Claim(reason, "It is broken.", quantities, facts=answers.to(reason), **more)


def holds(order: Order) -> list[str]:
    return [line.hold.state for line in order.lines.order_by("pk")]


def test_the_seller_has_all_their_time_anew(order: Order, case: Dispute) -> None:
    clock.advance(timedelta(hours=71))
    changed = changing.change(case, claim(order, [0]), by=order.buyer)
    assert changed.answer_by == clock.now() + timedelta(hours=72)
    doings.let_pass(hours=71)
    assert Dispute.objects.get().state == "awaiting_seller"
    doings.let_pass(hours=2)
    assert Dispute.objects.get().state == "escalated"
    books.assert_right()


def test_what_joins_stands_still_and_what_leaves_waits_on(order: Order, case: Dispute) -> None:
    assert holds(order) == ["frozen", "inspecting"]
    changing.change(case, claim(order, [0, 1]), by=order.buyer)
    assert holds(order) == ["frozen", "frozen"]
    changing.change(case, claim(order, [1]), by=order.buyer)
    assert holds(order) == ["inspecting", "frozen"]
    doings.let_pass(days=7, minutes=20)
    assert holds(order) == ["released", "frozen"]
    books.assert_right()


def test_what_was_said_before_stays_on_the_timeline(
    client: Client, order: Order, case: Dispute, ben: User
) -> None:
    changing.change(case, claim(order, [0], amount=Money(1000, "EUR")), by=ben)
    client.force_login(order.seller.user)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Changed the complaint to: It arrived damaged. Before: It is something else" in page
    assert "It is another lamp." in page
    assert "It is broken." in page


def test_offers_are_off_the_table_and_staff_give_it_back(order: Order, case: Dispute) -> None:
    offering.make_offer(case, Terms(Money(4300, "EUR"), "partial"), by=order.seller.user)
    changing.change(case, claim(order, [0]), by=order.buyer)
    assert case.offers.get().state == "taken_back"
    answering.contest(Dispute.objects.get(), by=order.seller.user, text="No.")
    changed = changing.change(case, claim(order, [0], "ND-UNSAFE"), by=order.buyer)
    assert (changed.state, changed.decide_by, changed.assignee) == ("awaiting_seller", None, None)


def test_a_seller_agrees_only_to_what_they_have_read(order: Order, case: Dispute) -> None:
    changing.change(case, claim(order, [0, 1]), by=order.buyer)
    with pytest.raises(NotYourTurn, match="Read it again"):
        answering.accept(case, by=order.seller.user, seen=0)
    assert answering.accept(case, by=order.seller.user, seen=1).granted == Money(7690, "EUR")
    books.assert_right()


def test_three_times_and_no_more(order: Order, case: Dispute) -> None:
    for minor in (1000, 1100, 1200):
        part = claim(order, [0], amount=Money(minor, "EUR"))
        changing.change(case, part, by=order.buyer)
    with pytest.raises(NotYourTurn, match="cannot be changed any more"):
        changing.change(case, claim(order, [0]), by=order.buyer)


def test_the_same_again_is_no_change(order: Order, case: Dispute) -> None:
    same = replace(claim(order, [0], "ND-WRONG"), description="It is another lamp.")
    with pytest.raises(CannotBeDisputed, match="Nothing is different"):
        changing.change(case, same, by=order.buyer)
    assert Dispute.objects.get().changes == 0


def test_what_was_complained_of_in_time_still_is_and_the_rest_is_too_late(
    order: Order, case: Dispute
) -> None:
    clock.advance(timedelta(days=31))
    changing.change(case, claim(order, [0]), by=order.buyer)
    with pytest.raises(CannotBeDisputed, match="Vase: The time for complaints is over"):
        changing.change(case, claim(order, [0, 1]), by=order.buyer)


def test_only_the_buyer(client: Client, order: Order, case: Dispute, mallory: User) -> None:
    there = f"{case.get_absolute_url()}change/"
    with pytest.raises(NotYourTurn):
        changing.change(case, claim(order, [0]), by=order.seller.user)
    for person in (order.seller.user, mallory):
        client.force_login(person)
        assert client.get(there).status_code == 404


def test_on_the_page_with_what_was_said_before(
    client: Client, order: Order, case: Dispute, ben: User
) -> None:
    client.force_login(ben)
    there = f"{case.get_absolute_url()}change/"
    page = client.get(there).content.decode()
    assert "It is another lamp." in page
    assert 'value="blue, 40 cm"' in page
    wrong = {**filled(order), "reason": ""}
    assert "The shade is cracked." in client.post(there, wrong).content.decode()
    told = client.post(there, filled(order), follow=True).content.decode()
    assert "Changed. Ada&#x27;s Lamps has until" in told
    assert holds(order) == ["frozen", "frozen"]


@pytest.mark.parametrize(
    "raw",
    [
        "DELETE FROM disputes_disputeline",
        "UPDATE disputes_dispute SET changes = 4",
    ],
)
def test_the_database_keeps_what_was_claimed(case: Dispute, raw: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(raw)
