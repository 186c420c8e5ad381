"""What a case gives the buyer goes back to their card; into their balance only if they say so."""

from typing import Any

import pytest
from django.test import Client

from disputes import answering
from disputes.models import Dispute
from escrow import balances
from escrow.models import Refund
from escrow.money import Money
from marketplace.models import Listing, Order, User
from tests import answers, books, doings
from tests.disputes.test_open_dispute_page import filled
from tests.marketplace.test_api import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


@pytest.fixture
def bens(client: Client, ben: User) -> Client:
    client.force_login(ben)
    return client


def complain(client: Client, order: Order, **more: Any) -> Dispute:
    client.post(f"/orders/{order.number}/disputes/", filled(order, **more))
    return Dispute.objects.get()


def granted(case: Dispute) -> Refund:
    answering.accept(case, by=case.order.seller.user)
    return Refund.objects.get()


def test_the_form_offers_the_card_first_and_names_it(bens: Client, order: Order) -> None:
    page = bens.get(f"/orders/{order.number}/disputes/").content.decode()
    assert "Back to card ··4242" in page
    assert 'name="refund_to" value="original" checked' in page


@pytest.mark.parametrize("said", [{}, {"refund_to": "original"}])
def test_unless_the_buyer_says_so_it_goes_back_to_the_card(
    bens: Client, ben: User, order: Order, said: dict[str, str]
) -> None:
    assert granted(complain(bens, order, **said)).destination == "original"
    assert not balances.of(ben, "EUR")
    books.assert_right()


def test_by_their_own_choice_it_is_in_their_balance_at_once(
    bens: Client, ben: User, order: Order
) -> None:
    case = complain(bens, order, refund_to="balance")
    assert "Into my Holdfast balance" in bens.get(case.get_absolute_url()).content.decode()
    assert granted(case).state == "credited"
    assert balances.of(ben, "EUR") == Money(4690, "EUR")
    books.assert_right()


def test_the_choice_is_the_buyers_and_staff_see_it(
    bens: Client, order: Order, sofia: User, client: Client
) -> None:
    case = complain(bens, order, refund_to="balance")
    client.force_login(order.seller.user)
    assert "Holdfast balance" not in client.get(case.get_absolute_url()).content.decode()
    client.force_login(sofia)
    page = client.get(f"/admin/disputes/dispute/{case.pk}/change/").content.decode()
    assert "by their own choice" in page


def test_nowhere_else(bens: Client, order: Order) -> None:
    path = f"/orders/{order.number}/disputes/"
    assert bens.post(path, filled(order, refund_to="elsewhere")).status_code == 200
    assert not Dispute.objects.exists()


def test_programs_choose_too(order: Order, ben: User) -> None:
    line = {"line": order.lines.get().pk, "quantity": 1}
    said = answers.to("ND-DAMAGED")
    asked = {"reason": "ND-DAMAGED", "description": "Cracked.", "lines": [line], "facts": said}
    case = Program(ben).send(f"/orders/{order.number}/disputes/", {**asked, "refund_to": "balance"})
    assert case.json()["refund_to"] == "balance"
    assert granted(Dispute.objects.get()).destination == "balance"
    books.assert_right()
