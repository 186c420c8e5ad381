"""The page that tells a buyer how to transfer: whole, true at every moment, and nobody else's."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from escrow import clock, deadlines, operations
from escrow.gateways.bank_transfer import qr, reference
from escrow.money import Money
from marketplace.models import Checkout, Listing, User
from tests.gateways import bank
from tests.journeys.test_every_page import BARE_SCRIPT, INLINE, LOADED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "bank_transfer")]


@pytest.fixture
def placed(ben: User, lamp: Listing) -> Checkout:
    return bank.promised(ben, lamp)


def page(who: User, placed: Checkout) -> tuple[int, str]:
    client = Client()
    client.force_login(who)
    address = reverse("bank_transfer", args=[bank.charge_of(placed).operation_key])
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def test_it_says_everything_that_a_transfer_needs(placed: Checkout, ben: User) -> None:
    status, text = page(ben, placed)
    code = bank.charge_of(placed).reference or ""
    assert status == 200
    for needed in (
        "Holdfast Ltd",
        "DE89 3704 0044 0532 0130 00",
        "COBADEFFXXX",
        "Kelp Bank",
        "€46.90",
        reference.shown(code),
        reference.creditor_reference(code),
        "2026-03-05T09:00",
    ):
        assert needed in text, needed
    assert "<svg role=" in text
    assert not INLINE.search(text)
    assert not BARE_SCRIPT.search(text)
    assert not LOADED.search(text)


def test_nobody_else_sees_it(placed: Checkout, mallory: User, sofia: User) -> None:
    assert page(mallory, placed)[0] == 404
    assert page(sofia, placed)[0] == 404
    address = reverse("bank_transfer", args=[bank.charge_of(placed).operation_key])
    assert Client().get(address).status_code == 302


def test_what_came_is_told_and_only_the_rest_is_asked_for(placed: Checkout, ben: User) -> None:
    bank.bring(bank.paid(placed, 4000))
    _status, text = page(ben, placed)
    assert "€40.00" in text
    assert re.search(r"<h1>Transfer .*€6\.90", text)


def test_it_ends_with_the_purchase(placed: Checkout, ben: User) -> None:
    clock.advance(timedelta(hours=73))
    deadlines.sweep()
    operations.ask_about_unanswered()
    _status, text = page(ben, placed)
    assert "Do not transfer this any more" in text
    assert "DE89" not in text


def test_once_paid_there_is_nothing_to_transfer(placed: Checkout, ben: User) -> None:
    bank.bring(bank.paid(placed))
    _status, text = page(ben, placed)
    assert "nothing more to pay" in text
    assert "DE89" not in text


def test_the_square_says_what_the_standard_wants() -> None:
    lines = qr.payload(Money(4690, "EUR"), "HFAB-CDEF-GH").split("\n")
    assert lines == [
        *["BCD", "002", "1", "SCT", "COBADEFFXXX", "Holdfast Ltd", "DE89370400440532013000"],
        *["EUR46.90", "", "", "HFAB-CDEF-GH"],
    ]
    drawn = qr.drawing(Money(4690, "EUR"), "HFAB-CDEF-GH")
    assert drawn is not None
    assert set(re.sub(r"[\d ]", "", drawn.path)) == set("MhvHz")
    assert qr.drawing(Money(4690, "GBP"), "HFAB-CDEF-GH") is None
    assert qr.drawing(Money(0, "EUR"), "HFAB-CDEF-GH") is None
