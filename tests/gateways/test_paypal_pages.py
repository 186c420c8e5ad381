"""The way to PayPal's page and back in a browser, and PayPal's messages at our door."""

import pytest
from django.test import Client

from escrow import inbox
from escrow.models import Operation, PaymentEvent
from marketplace.models import Checkout, Listing, User
from tests import books, doings
from tests.peers.paypal import PayPal, signing, telling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
DOOR = "/webhooks/paypal/"


@pytest.fixture
def placed(ben: User, lamp: Listing, paypal: PayPal) -> Checkout:
    return doings.place(ben, lamp, way="paypal")


@pytest.fixture
def browser(ben: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(ben)
    return client


def post(browser: Client, headers: dict[str, str], body: bytes) -> int:
    kind = headers["Content-Type"]
    answer = browser.post(DOOR, data=body, content_type=kind, headers=headers)
    return answer.status_code


def test_the_button_leads_there_and_the_way_back_pays(
    paypal: PayPal, browser: Client, placed: Checkout
) -> None:
    answer = browser.post(f"/checkout/{placed.pk}/payments/")
    (charge,) = Operation.objects.all()
    assert answer["Location"] == paypal.orders.of(charge.pk)[0]["links"][0]["href"]
    paypal.orders.buyer_agrees(charge.pk)
    back = browser.get(f"/checkout/{placed.pk}/return/?token={charge.pk}&PayerID=7E7MGXCWTTKK2")
    assert back["Location"] == placed.orders.get().get_absolute_url()
    assert placed.orders.get().state == "paid"
    books.assert_right()


def test_who_comes_back_without_agreeing_can_go_there_again(
    paypal: PayPal, browser: Client, placed: Checkout
) -> None:
    first = browser.post(f"/checkout/{placed.pk}/payments/")
    assert browser.get(f"/checkout/{placed.pk}/return/").status_code == 200
    again = browser.post(f"/checkout/{placed.pk}/payments/")
    assert again["Location"] == first["Location"]
    assert len(paypal.orders.by_id) == 1


def test_a_message_is_kept_and_answered_at_once_and_acted_on_later(
    paypal: PayPal, browser: Client, placed: Checkout
) -> None:
    browser.post(f"/checkout/{placed.pk}/payments/")
    paypal.orders.buyer_agrees(Operation.objects.get().pk)
    (message,) = paypal.messages
    assert [post(browser, *message) for _ in range(2)] == [200, 200]
    assert (PaymentEvent.objects.count(), placed.orders.get().state) == (1, "pending_payment")
    paypal.certificates.clear()
    inbox.process()
    assert placed.orders.get().state == "paid"
    books.assert_right()


def test_a_forged_message_is_refused_and_not_kept(paypal: PayPal, browser: Client) -> None:
    _, body = telling.message("CHECKOUT.ORDER.APPROVED", {"id": "5O190127TN364715T"})
    assert post(browser, telling.signed(body, by=signing.forger()), body) == 400
    assert not PaymentEvent.objects.exists()


def test_while_the_certificate_cannot_be_had_paypal_is_asked_to_come_again(
    paypal: PayPal, browser: Client
) -> None:
    headers, body = telling.message("CHECKOUT.ORDER.APPROVED", {"id": "5O190127TN364715T"})
    with paypal.losing_calls():
        assert post(browser, headers, body) == 500
    assert post(browser, headers, body) == 200


def test_where_paypal_is_off_there_is_no_door(browser: Client, db: None) -> None:
    assert post(browser, *telling.message("CHECKOUT.ORDER.APPROVED", {"id": "5O19"})) == 404
