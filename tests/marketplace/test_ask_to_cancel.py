"""A buyer would rather not have it, before it is sent."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from disputes import bank_cases
from escrow import clock, outages
from escrow.gateways import BankCase, BankState
from escrow.models import Notice
from marketplace import cancel_requests, fulfilment, notices
from marketplace.models import CancelRequest, Listing, Order, User
from sellers.models import PerformanceFact, Seller
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
CHANGED = {"reason": "changed_mind", "words": "I found my old one"}


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.buy(ben, lamp)


@pytest.fixture
def asked(order: Order) -> Order:
    cancel_requests.ask_to_cancel(order.number, by=order.buyer, **CHANGED)
    return order


def told(person: User) -> set[str]:
    return set(person.notices.values_list("kind", flat=True))


def ask(client: Client, order: Order, **typed: str) -> Any:
    return client.post(f"/orders/{order.number}/cancel-requests/", typed or CHANGED, follow=True)


def answer(client: Client, order: Order, **typed: str) -> Any:
    where = f"/desk/orders/{order.number}/cancel-requests/answer/"
    return client.post(where, typed, follow=True)


def test_the_seller_agrees_and_the_buyer_gets_everything_back(
    client: Client, order: Order, ben: User, ada: Seller
) -> None:
    client.force_login(order.buyer)
    page = ask(client, order).content.decode()
    assert "You asked to cancel" in page
    client.force_login(ada.user)
    assert "Ben asks to cancel" in client.get("/desk/").content.decode()
    desk = client.get(f"/desk/orders/{order.number}/").content.decode()
    assert "I found my old one" in desk
    assert "Cancelled. The buyer gets" in answer(client, order, answer="agree").content.decode()
    order.refresh_from_db()
    assert order.state == "cancelled"
    assert order.lines.get().hold.state == "refunded"
    assert order.cancel_requests.get().state == "agreed"
    assert told(ben) >= {"refunded_cancelled_by_buyer"} <= told(ada.user)
    books.assert_right()


def test_it_does_not_count_against_the_seller(asked: Order) -> None:
    cancel_requests.agree(asked.number, by=asked.seller.user)
    kinds = PerformanceFact.objects.values_list("kind", flat=True)
    assert PerformanceFact.Kind.CANCELLED_BY_SELLER not in kinds


def test_silence_agrees_after_a_day(asked: Order) -> None:
    doings.let_pass(hours=23)
    asked.refresh_from_db()
    assert asked.state == "paid"
    doings.let_pass(hours=2)
    asked.refresh_from_db()
    assert asked.state == "cancelled"
    assert asked.cancel_requests.get().state == "unanswered"
    books.assert_right()


def test_the_seller_sends_it_all_the_same(client: Client, asked: Order, ada: Seller) -> None:
    client.force_login(ada.user)
    answer(client, asked, answer="decline", words="It is packed already")
    client.force_login(asked.buyer)
    page = client.get(f"/orders/{asked.number}/").content.decode()
    assert "sends it all the same" in page
    assert "It is packed already" in page
    assert "You have asked already" in ask(client, asked).content.decode()
    assert "cancel_declined" in told(asked.buyer)
    doings.let_pass(hours=30)
    asked.refresh_from_db()
    assert asked.state == "paid"


def test_sent_meanwhile_there_is_nothing_to_answer(asked: Order) -> None:
    doings.send(asked)
    assert asked.cancel_requests.get().state == "overtaken"
    with pytest.raises(cancel_requests.NothingToAnswer):
        cancel_requests.agree(asked.number, by=asked.seller.user)
    doings.let_pass(hours=30)
    asked.refresh_from_db()
    assert asked.state == "shipped"
    assert asked.lines.get().hold.state == "held"


def test_the_buyer_wants_it_after_all_and_may_ask_again(client: Client, asked: Order) -> None:
    client.force_login(asked.buyer)
    client.post(f"/orders/{asked.number}/cancel-requests/withdrawal/")
    assert "cancel_taken_back" in told(asked.seller.user)
    doings.let_pass(hours=30)
    asked.refresh_from_db()
    assert asked.state == "paid"
    assert "You asked to cancel" in ask(client, asked).content.decode()
    assert asked.cancel_requests.count() == 2


def test_asking_twice_asks_once(client: Client, asked: Order) -> None:
    client.force_login(asked.buyer)
    assert "You have asked already" in ask(client, asked).content.decode()
    assert Notice.objects.filter(kind="cancel_asked").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        CancelRequest.objects.create(
            order=asked,
            by=asked.buyer,
            reason="other",
            asked_at=clock.now(),
            answer_by=clock.now(),
        )


def test_answering_twice_moves_money_once(client: Client, asked: Order, ada: Seller) -> None:
    client.force_login(ada.user)
    answer(client, asked, answer="agree")
    assert "no open question" in answer(client, asked, answer="agree").content.decode()
    books.assert_right()


def test_without_a_reason_nothing_typed_is_lost(client: Client, order: Order) -> None:
    client.force_login(order.buyer)
    page = ask(client, order, words="Sorry, Ada").content.decode()
    assert "Choose what fits best." in page
    assert "Sorry, Ada" in page
    assert not order.cancel_requests.exists()


def test_after_it_was_sent_it_is_too_late(client: Client, order: Order) -> None:
    doings.send(order)
    client.force_login(order.buyer)
    assert "can no longer be cancelled" in ask(client, order).content.decode()


def test_cancelled_by_the_seller_ends_the_question(asked: Order) -> None:
    fulfilment.cancel_by_seller(asked.number, by=asked.seller.user)
    assert asked.cancel_requests.get().state == "overtaken"
    doings.let_pass(hours=30)
    books.assert_right()


def test_money_that_stands_still_is_waited_for(asked: Order) -> None:
    payment = asked.lines.get().hold.fundings.get().payment
    charge = payment.operations.get()
    warning = BankCase("cb", str(charge.pk), payment.amount, BankState.WARNING, "fraudulent")
    bank_cases.note(warning, "sandbox")
    doings.let_pass(hours=26)
    request = asked.cancel_requests.get()
    assert request.state == "open"
    over = BankCase("cb", str(charge.pk), payment.amount, BankState.WON, "fraudulent")
    bank_cases.note(over, "sandbox")
    doings.let_pass(hours=24)
    asked.refresh_from_db()
    assert asked.state == "cancelled"
    books.assert_right()


@pytest.mark.parametrize("who", ["mallory", "cleo", "ada"])
def test_nobody_else_asks(client: Client, order: Order, who: str, request: Any) -> None:
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))
    assert ask(client, order).status_code == 404
    assert not order.cancel_requests.exists()


@pytest.mark.parametrize("who", ["mallory", "cleo", "ben"])
def test_nobody_else_answers(client: Client, asked: Order, who: str, request: Any) -> None:
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))
    assert answer(client, asked, answer="agree").status_code == 404
    assert asked.cancel_requests.get().state == "open"


def test_the_notices_say_until_when(asked: Order) -> None:
    notices.send_waiting()
    told = Notice.objects.get(kind="cancel_asked")
    assert "asks to cancel" in told.subject_line
    assert "Answer by Tue" in told.body


def test_an_outage_gives_the_seller_the_lost_time(asked: Order, monday: datetime) -> None:
    before = asked.cancel_requests.get().answer_by
    outages.begin("No web.", by=None)
    with clock.travel_to(monday + timedelta(hours=5)):
        outages.end(by=None)
    assert asked.cancel_requests.get().answer_by == before + timedelta(hours=5)
