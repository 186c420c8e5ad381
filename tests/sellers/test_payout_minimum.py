"""A seller says from how much on money leaves by itself."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from escrow.models import AuditEntry, Payout
from escrow.money import Money
from marketplace.models import Listing, User
from sellers import payout_minimums, payout_outlook, payouts
from sellers.models import PayoutMinimum, Seller
from sellers.payout_minimums import TooLowAMinimum
from sellers.payout_outlook import Standing
from tests import doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def earned(ben: User, lamp: Listing) -> Seller:
    """43.15 in the balance, an account, and paid every Monday."""
    doings.name_account(lamp.seller)
    doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    return lamp.seller


def wants(seller: Seller, minor: int) -> None:
    payout_minimums.choose(seller, Money(minor, "EUR"), by=seller.user)


def test_less_stays_until_there_is_enough(earned: Seller, ben: User, lamp: Listing) -> None:
    wants(earned, 5000)
    doings.let_pass(days=8)
    assert not Payout.objects.exists()
    outlook = payout_outlook.of(earned, "EUR")
    assert (outlook.standing, outlook.minimum) == (Standing.BELOW_OWN, Money(5000, "EUR"))
    doings.delivered(ben, lamp)
    doings.let_pass(days=15)
    assert Payout.objects.get().amount == Money(8630, "EUR")


def test_asking_for_it_sends_it_all_the_same(earned: Seller) -> None:
    wants(earned, 5000)
    payouts.pay_out_now(earned, by=earned.user)
    assert Payout.objects.get().amount == Money(4315, "EUR")


def test_nobody_chooses_less_than_the_least(earned: Seller) -> None:
    with pytest.raises(TooLowAMinimum, match="10"):
        wants(earned, 999)
    wants(earned, 1000)
    assert AuditEntry.objects.get(action="payout_minimum_chosen").by == earned.user
    with pytest.raises(IntegrityError, match="above_nothing"), transaction.atomic():
        PayoutMinimum.objects.update(amount_minor=0)


def test_the_page_keeps_it_twice_and_says_what_is_wrong(earned: Seller, mallory: User) -> None:
    client = Client()
    client.force_login(earned.user)

    def send(minimum: str, currency: str = "EUR") -> str:
        typed = {"minimum": minimum, "currency": currency}
        return client.post("/desk/payouts/minimum/", typed, follow=True).content.decode()

    for _ in range(2):
        assert "Saved." in send("75,50")
    assert "75.50" in client.get("/desk/payouts/").content.decode()
    assert "We cannot read" in send("lots")
    assert "Payouts leave from" in send("1")
    assert "Choose one of the currencies." in send("80", "XXX")
    assert PayoutMinimum.objects.get().amount == Money(7550, "EUR")
    typed = {"amount": "80", "currency": "EUR"}
    assert client.post("/api/v1/payouts/minimum/", typed).status_code == 200
    assert client.post("/api/v1/payouts/minimum/", {**typed, "amount": "1"}).status_code == 409
    assert PayoutMinimum.objects.get().amount == Money(8000, "EUR")
    client.force_login(mallory)
    assert client.post("/api/v1/payouts/minimum/", typed).status_code == 404
