"""A refund that did not reach its buyer: they are told, they choose, and once is once."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from escrow import balances
from escrow.models import Operation, Refund
from escrow.money import Money
from marketplace import fulfilment, notices
from marketplace.models import Listing, Order, User
from tests import books, doings, factories
from tests.marketplace.test_api import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def refund(ben: User, lamp: Listing) -> Refund:
    """Ben's card takes no refund; the whole 46.90 waits for his word."""
    placed = doings.place(ben, lamp)
    doings.pay(placed, doings.CLOSED_CARD)
    order = placed.orders.get()
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    doings.let_pass(minutes=1)
    refund = Refund.objects.get()
    assert refund.is_stranded()
    return refund


@pytest.fixture
def bens(client: Client, ben: User) -> Client:
    client.force_login(ben)
    return client


def choose(client: Client, refund: Refund, choice: str) -> str:
    page = client.post(refund.get_absolute_url(), {"choice": choice}, follow=True)
    return " ".join(page.content.decode().split())


def test_the_buyer_is_told_by_mail_and_on_the_order(bens: Client, refund: Refund) -> None:
    notices.send_waiting()
    mail = refund.payment.buyer.notices.get(kind="refund_stranded")
    assert refund.get_absolute_url() in mail.body
    page = bens.get(Order.objects.get().get_absolute_url()).content.decode()
    assert refund.get_absolute_url() in page
    assert "Say where they shall go" in page


def test_into_the_balance_it_comes_once(bens: Client, ben: User, refund: Refund) -> None:
    assert "It is in your balance." in choose(bens, refund, "balance")
    assert "is on its way, or has arrived" in choose(bens, refund, "balance")
    assert "is on its way, or has arrived" in choose(bens, refund, "again")
    assert balances.of(ben, "EUR") == Money(4690, "EUR")
    page = bens.get(Order.objects.get().get_absolute_url()).content.decode()
    assert "Say where they shall go" not in page
    books.assert_right()


def test_sent_again_it_is_a_new_call_and_may_strand_again(bens: Client, refund: Refund) -> None:
    page = choose(bens, refund, "again")
    assert "It is on its way to card ··0515." in page
    assert Operation.objects.filter(refund=refund).count() == 2
    doings.let_pass(minutes=1)
    refund.refresh_from_db()
    assert refund.is_stranded()
    books.assert_right()


def test_no_choice_is_told(bens: Client, refund: Refund) -> None:
    assert "Choose where it shall go." in choose(bens, refund, "elsewhere")


def test_nobody_else_sees_it(refund: Refund, mallory: User) -> None:
    for person in (mallory, Order.objects.get().seller.user):
        stranger = Client()
        stranger.force_login(person)
        assert stranger.get(refund.get_absolute_url()).status_code == 404
        said = {"choice": "balance"}
        assert stranger.post(refund.get_absolute_url(), said).status_code == 404
    assert Client().get(refund.get_absolute_url())["Location"].startswith("/accounts/login/")


def test_one_that_arrived_says_so(bens: Client, ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    doings.let_pass(minutes=1)
    page = bens.get(Refund.objects.get().get_absolute_url()).content.decode()
    assert "It was sent to card ··4242 on" in page
    assert "Do it like this" not in page


def test_programs_choose_too(refund: Refund, ben: User, mallory: User) -> None:
    program, path = Program(ben), f"/refunds/{refund.pk}/destination/"
    assert program.read("/refunds/").json()["results"][0]["stranded"] is True
    wanted = {"destination": "balance"}
    assert Program(mallory).send(path, wanted).status_code == 404
    for _ in range(2):
        kept = program.send(path, wanted, idempotency_key="k")
        assert (kept.status_code, kept.json()["state"]) == (200, "credited")
    late = program.send(path, {"destination": "original"})
    assert (late.status_code, late.json()["code"]) == (409, "not_stranded")
    books.assert_right()


@pytest.mark.parametrize("rights", [[], ["resend_refund"]])
def test_staff_send_it_again_if_they_may(refund: Refund, rights: list[str]) -> None:
    user = factories.person("staff@example.com", "Staff", is_staff=True)
    wanted = Permission.objects.filter(codename__in=["view_refund", *rights])
    user.user_permissions.set(wanted)
    staff: Any = Client()
    staff.force_login(user)
    staff.post(
        "/admin/escrow/refund/", {"action": "send_again", "_selected_action": [str(refund.pk)]}
    )
    refund.refresh_from_db()
    assert refund.is_stranded() is not bool(rights)
    books.assert_right()


def test_the_money_bar_does_not_say_that_it_arrived(bens: Client, refund: Refund) -> None:
    where = Order.objects.get().get_absolute_url()
    page = " ".join(bens.get(where).content.decode().split())
    assert "We could not bring €46.90 back to you yet." in page
    assert "to card ··0515" not in page
    choose(bens, refund, "balance")
    page = " ".join(bens.get(where).content.decode().split())
    assert "You got everything back: €46.90." in page
    assert "to your Holdfast balance" in page
