"""A refund that its card does not take: the buyer is told by mail and says where it shall go."""

import pytest
from django.core import mail
from django.test import Client

from escrow import balances
from escrow.models import Refund
from escrow.money import Money
from marketplace import fulfilment, notices
from marketplace.models import Listing, User
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
BOUNCES = "4000000000005126"


@pytest.fixture
def refund(ben: User, lamp: Listing) -> Refund:
    placed = doings.place(ben, lamp)
    doings.pay(placed, BOUNCES)
    fulfilment.cancel_by_seller(placed.orders.get().number, by=lamp.seller.user)
    doings.let_pass(days=10)
    found = Refund.objects.get()
    assert found.state == "bounced"
    return found


def test_the_mail_names_the_amount_and_leads_to_the_page(
    client: Client, refund: Refund, ben: User
) -> None:
    notices.send_waiting()
    letter = next(sent for sent in mail.outbox if "did not reach you" in sent.subject)
    assert "€46.90" in letter.subject
    assert refund.get_absolute_url() in letter.body
    client.force_login(ben)
    page = client.get(refund.get_absolute_url()).content.decode()
    assert "card ··5126 did not take it" in page


def test_into_the_balance_once_however_often_it_is_clicked(
    client: Client, refund: Refund, ben: User
) -> None:
    client.force_login(ben)
    address = f"{refund.get_absolute_url()}balance/"
    assert "It is in your balance now." in client.post(address, follow=True).content.decode()
    assert balances.of(ben, "EUR") == Money(4690, "EUR")
    again = client.post(address, follow=True).content.decode()
    assert "on its way, or has arrived" in again
    assert balances.of(ben, "EUR") == Money(4690, "EUR")
    books.assert_right()


def test_once_more_to_the_card(client: Client, refund: Refund, ben: User) -> None:
    client.force_login(ben)
    client.post(f"{refund.get_absolute_url()}second-try/")
    doings.let_pass(minutes=5)
    refund.refresh_from_db()
    assert (refund.state, refund.operations.count()) == ("succeeded", 2)
    books.assert_right()


@pytest.mark.parametrize("way", ["", "balance/", "second-try/"])
def test_nobody_else_finds_it(
    client: Client, refund: Refund, lamp: Listing, mallory: User, way: str
) -> None:
    for stranger in (mallory, lamp.seller.user):
        client.force_login(stranger)
        address = f"{refund.get_absolute_url()}{way}"
        response = client.post(address) if way else client.get(address)
        assert response.status_code == 404
    refund.refresh_from_db()
    assert refund.state == "bounced"
