"""A seller gives money back from the desk: what it costs is told first, and once is once."""

from typing import Any

import pytest
from django.test import Client

from escrow.money import Money
from marketplace import notices
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import books, doings
from tests.marketplace.test_api import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


@pytest.fixture
def desk(order: Order) -> Client:
    client = Client()
    client.force_login(order.seller.user)
    return client


def path(order: Order) -> str:
    return f"/desk/orders/{order.number}/refunds/"


def chosen(desk: Client, order: Order, **how: Any) -> Any:
    line = order.lines.first().pk
    return desk.post(path(order), {"line": line, "how_much": "all", **how})


def confirm(desk: Client, order: Order, seen: Any, **more: Any) -> str:
    cost, line = seen.context["cost"], seen.context["line"]
    said = {"line": line.pk, "minor": cost.buyer_gets.minor, "most": seen.context["most"].minor}
    answer = desk.post(path(order), {"confirmed": "yes", **said, **more}, follow=True)
    return answer.content.decode()


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def test_before_the_release_the_page_says_what_the_seller_will_miss(
    desk: Client, order: Order
) -> None:
    seen = chosen(desk, order, how_much="part", amount="10")
    cost = seen.context["cost"]
    assert (cost.buyer_gets, cost.seller_bears, cost.fee_back) == (eur(1000), eur(920), eur(80))
    assert order.lines.get().hold.held == eur(4690)
    assert "It is on its way back to Ben." in confirm(desk, order, seen)
    assert order.lines.get().hold.held == eur(3690)
    doings.let_pass(days=8)
    assert books.payable(order.seller) == eur(4315 - 920)
    books.assert_right()


def test_after_the_release_exactly_that_leaves_the_sellers_money(
    desk: Client, order: Order
) -> None:
    doings.let_pass(days=8)
    seen = chosen(desk, order, how_much="part", amount="12,34")
    before, cost = books.payable(order.seller), seen.context["cost"]
    confirm(desk, order, seen)
    assert before - books.payable(order.seller) == cost.seller_bears
    assert cost.seller_bears + cost.fee_back == cost.buyer_gets == eur(1234)
    books.assert_right()


def test_two_clicks_give_it_back_once(desk: Client, order: Order, ben: User) -> None:
    seen = chosen(desk, order, how_much="part", amount="10.00")
    confirm(desk, order, seen)
    assert "Please look again" in confirm(desk, order, seen)
    assert order.lines.get().hold.held == eur(3690)
    notices.send_waiting()
    mail = ben.notices.get(kind="refunded_seller")
    assert mail.subject_line == f"Ada's Lamps gives €10.00 of order {order.number} back"
    books.assert_right()


@pytest.mark.parametrize("typed", ["", "0", "46.91", "-3", "all"])
def test_what_cannot_be_given_back_is_told_and_stays_typed(
    desk: Client, order: Order, typed: str
) -> None:
    answer = chosen(desk, order, how_much="part", amount=typed)
    assert "cost" not in answer.context
    assert answer.context["form"].errors["amount"]
    assert f'value="{typed}"' in answer.content.decode() or not typed


def test_with_plus_the_fee_for_it_goes_back_only_with_everything(ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp, plus=True)
    desk = Client()
    desk.force_login(order.seller.user)
    everything = chosen(desk, order).context["cost"]
    assert everything.buyer_gets == order.total
    assert everything.seller_bears == eur(4315)
    part = chosen(desk, order, how_much="part", amount="46.90").context["cost"]
    assert part.seller_bears == eur(4315)


def test_in_a_dispute_there_is_nothing_to_give_back(desk: Client, order: Order) -> None:
    seen = chosen(desk, order)
    doings.complain(order)
    assert "in dispute" in desk.get(path(order)).content.decode()
    assert "look again" in confirm(desk, order, seen)
    books.assert_right()


def test_what_was_paid_out_is_not_there_to_give_back(desk: Client, order: Order) -> None:
    doings.let_pass(days=8)
    doings.pay_out(order.seller)
    assert "You have paid this money out already." in confirm(desk, order, chosen(desk, order))
    books.assert_right()


def test_strangers_and_the_buyer_find_nothing(
    order: Order, ben: User, mallory: User, cleo: Seller
) -> None:
    for person in (ben, mallory, cleo.user):
        client = Client()
        client.force_login(person)
        assert client.get(path(order)).status_code == 404
        assert chosen(client, order).status_code == 404


def test_programs_give_back_a_part_and_then_the_rest(order: Order, ben: User) -> None:
    program, line = Program(order.seller.user), order.lines.get().pk
    where = f"/orders/{order.number}/refunds/"
    part = {"line": line, "amount": "10.00"}
    assert program.send(where, part, idempotency_key="a").status_code == 200
    assert program.send(where, part, idempotency_key="a").status_code == 200
    rest = program.send(where, {"line": line}).json()
    assert rest["lines"][0]["refunded"]["minor"] == 4690
    assert program.send(where, {"line": line}).status_code == 409
    assert Program(ben).send(where, part).status_code == 404
    books.assert_right()
