"""A seller names a PayPal account instead of a bank account, where PayPal pays out."""

import pytest
from django.test import Client
from pytest_django import Settings

from escrow import clock, operations, payouts
from escrow.models import Payout
from marketplace.models import Listing, User
from sellers import payout_methods
from sellers.models import Seller
from sellers.payout_methods import NotAnAccount
from tests import books, doings, factories
from tests.peers.paypal import PayPal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
ADDRESS, IBAN = "ada@example.com", "DE89 3704 0044 0532 0130 00"
PAGE = "/desk/payouts/account/"


def browser(seller: Seller) -> Client:
    client = Client()
    client.force_login(seller.user)
    client.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
    return client


def page(seller: Seller) -> str:
    return browser(seller).get(PAGE).content.decode()


@pytest.mark.usefixtures("paypal")
def test_the_desk_offers_it_and_keeps_it_covered(ada: Seller) -> None:
    assert "PayPal" in page(ada)
    answer = browser(ada).post(PAGE, {"holder": "Ada Brandt", "account": " Ada@Example.com "})
    assert answer.status_code == 302
    method = ada.payout_methods.get()
    assert (method.gateway, method.account, method.hint) == ("paypal", ADDRESS, "a··@example.com")
    assert ADDRESS not in browser(ada).get("/desk/payouts/").content.decode()


@pytest.mark.usefixtures("paypal")
def test_a_bank_account_still_goes_to_a_bank(ada: Seller) -> None:
    assert doings.name_account(ada, IBAN).gateway == "sandbox"


@pytest.mark.usefixtures("paypal")
@pytest.mark.parametrize(
    "typed", ["ada@", "@example.com", "ada@example", "a b@example.com", "ada@@example.com", "x@y z"]
)
def test_a_typing_error_is_told(typed: str) -> None:
    with pytest.raises(NotAnAccount):
        payout_methods.read_account(typed)


@pytest.mark.usefixtures("paypal")
def test_an_address_that_is_too_long_for_paypal_is_told() -> None:
    with pytest.raises(NotAnAccount):
        payout_methods.read_account(f"{'a' * 60}@{'b' * 60}.{'c' * 10}.example")


def test_where_paypal_is_off_it_is_neither_offered_nor_taken(ada: Seller) -> None:
    assert "PayPal" not in page(ada)
    with pytest.raises(NotAnAccount):
        payout_methods.read_account(ADDRESS)


@pytest.mark.usefixtures("paypal")
def test_where_paypal_does_not_pay_out_it_is_neither_offered_nor_taken(
    ada: Seller, settings: Settings
) -> None:
    settings.PAYPAL_PAYS_OUT = False
    assert "PayPal" not in page(ada)
    with pytest.raises(NotAnAccount):
        payout_methods.read_account(ADDRESS)


def test_what_was_earned_arrives_there(paypal: PayPal, ben: User, lamp: Listing) -> None:
    doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    method = doings.name_account(lamp.seller, ADDRESS)
    assert method.usable_from > clock.now(), "a new account waits"
    doings.pay_out(lamp.seller)
    operations.run_waiting()
    payout = Payout.objects.get()
    item = paypal.payouts.of(payout.operations.get().pk)
    assert (payout.gateway, item["payout_item"]["receiver"]) == ("paypal", ADDRESS)
    assert payouts.source(payout).owner == "paypal"
    paypal.payouts.go_on(payout.operations.get().pk, "SUCCESS")
    operations.ask(payout.operations.get())
    payout.refresh_from_db()
    assert payout.state == "paid"
    books.assert_right()
