"""A claim that is begun and kept stops the release for two days, once per order."""

from datetime import timedelta

import pytest
from django.test import Client

from disputes import drafting, opening
from disputes.claims import CannotBeDisputed, Claim
from disputes.models import Dispute
from escrow import clock, deadlines
from marketplace import receipt
from marketplace.models import Listing, Order, User
from tests import answers, books, doings
from tests.disputes.test_open_dispute_page import filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


def claim(order: Order, words: str = "The shade is cracked.") -> Claim:
    said = answers.to("ND-DAMAGED")
    return Claim("ND-DAMAGED", words, {order.lines.get().pk: 1}, facts=said)


def hold_state(order: Order) -> str:
    return order.lines.get().hold.state


def test_it_stops_the_release_and_two_days_later_lets_it_go(order: Order, ben: User) -> None:
    clock.advance(timedelta(days=6))
    drafting.save(order.number, claim(order), by=ben)
    assert hold_state(order) == "frozen"
    doings.let_pass(hours=47)
    assert hold_state(order) == "frozen"
    doings.let_pass(hours=2)
    assert (Dispute.objects.get().state, hold_state(order)) == ("discarded", "inspecting")
    doings.let_pass(days=3)
    assert hold_state(order) == "released"
    books.assert_right()


def test_sent_in_time_it_is_the_sellers_turn_and_the_money_stays_frozen(
    order: Order, ben: User
) -> None:
    draft = drafting.save(order.number, claim(order), by=ben)
    clock.advance(timedelta(hours=20))
    sent = drafting.send(draft, by=ben)
    assert (sent.state, sent.answer_by) == ("awaiting_seller", clock.now() + timedelta(hours=72))
    doings.let_pass(hours=60)
    assert (Dispute.objects.get().state, hold_state(order)) == ("awaiting_seller", "frozen")
    books.assert_right()


def test_it_can_be_written_anew_and_the_two_days_count_from_the_first_time(
    order: Order, ben: User
) -> None:
    drafting.save(order.number, claim(order, ""), by=ben)
    clock.advance(timedelta(hours=40))
    again = drafting.save(order.number, claim(order, "Broken."), by=ben)
    assert (again.description, Dispute.objects.count(), again.lines.count()) == ("Broken.", 1, 1)
    doings.let_pass(hours=9)
    assert hold_state(order) == "inspecting"


def test_a_second_draft_of_an_order_stops_nothing(order: Order, ben: User) -> None:
    drafting.discard(drafting.save(order.number, claim(order), by=ben), by=ben)
    again = drafting.save(order.number, claim(order), by=ben)
    assert hold_state(order) == "inspecting"
    drafting.send(again, by=ben)
    assert hold_state(order) == "frozen"
    books.assert_right()


def test_without_words_it_is_not_sent(order: Order, ben: User) -> None:
    draft = drafting.save(order.number, claim(order, ""), by=ben)
    with pytest.raises(CannotBeDisputed, match="Write what happened"):
        drafting.send(draft, by=ben)


def test_it_is_sent_once(order: Order, ben: User) -> None:
    draft = drafting.save(order.number, claim(order), by=ben)
    drafting.send(draft, by=ben)
    with pytest.raises(CannotBeDisputed):
        drafting.send(draft, by=ben)
    with pytest.raises(CannotBeDisputed):
        opening.open_dispute(order.number, claim(order), by=ben)


def test_confirming_meanwhile_releases_nothing_of_it(order: Order, ben: User) -> None:
    drafting.save(order.number, claim(order), by=ben)
    with pytest.raises(receipt.NothingToConfirm):
        receipt.confirm_receipt(order.number, by=ben)
    deadlines.sweep()
    assert hold_state(order) == "frozen"


def test_after_the_release_a_draft_freezes_nothing_and_can_be_sent(order: Order, ben: User) -> None:
    receipt.confirm_receipt(order.number, by=ben)
    draft = drafting.save(order.number, claim(order), by=ben)
    sent = drafting.send(draft, by=ben)
    assert (sent.after_release, hold_state(order)) == (True, "released")
    books.assert_right()


def test_nobody_but_its_writer_sees_it(
    client: Client, order: Order, ben: User, mallory: User
) -> None:
    draft = drafting.save(order.number, claim(order, "My secret words"), by=ben)
    for person in (order.seller.user, mallory):
        client.force_login(person)
        assert client.get(draft.get_absolute_url()).status_code == 404
        with pytest.raises((Order.DoesNotExist, Dispute.DoesNotExist)):
            drafting.send(draft, by=person)
    client.force_login(order.seller.user)
    assert "My secret words" not in client.get(f"/desk/orders/{order.number}/").content.decode()


def test_the_page_keeps_it_shows_it_again_and_throws_it_away(
    client: Client, order: Order, ben: User
) -> None:
    client.force_login(ben)
    address = f"/orders/{order.number}/disputes/"
    page = client.post(address, {**filled(order, description=""), "save": "yes"}, follow=True)
    assert "You began this and have not sent it" in page.content.decode()
    client.post(address, {**filled(order, description="Half of it"), "save": "yes"})
    page = client.get(address).content.decode()
    assert "Half of it" in page
    assert 'value="ND-DAMAGED" checked' in page
    sent = client.post(address, filled(order, description="All of it"), follow=True)
    assert "Sent." in sent.content.decode()
    assert Dispute.objects.get().description == "All of it"


def test_thrown_away_the_wait_goes_on(client: Client, order: Order, ben: User) -> None:
    client.force_login(ben)
    address = f"/orders/{order.number}/disputes/"
    client.post(address, {**filled(order), "save": "yes"})
    assert hold_state(order) == "frozen"
    page = client.post(address, {"discard": "yes"}, follow=True).content.decode()
    assert "Thrown away" in page
    assert hold_state(order) == "inspecting"
