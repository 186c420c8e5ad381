"""At the pretend provider's, and back: whatever happens there, the buyer is told the truth."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from escrow import clock, gateways, inbox, operations
from escrow.gateways import UNKNOWN, Answer, Capabilities
from escrow.gateways.sandbox import messages as sandbox_messages
from escrow.models import Operation, PaymentEvent, Refund, SandboxCharge
from marketplace.models import Checkout, Listing, Order, User, Variant
from tests import books, doings

pytestmark = pytest.mark.django_db

GOOD, CHALLENGE, REFUSED = "4242424242424242", "4000002500003155", "4000000000000002"
TIMEOUT_TAKEN, TIMEOUT_LOST = "4000000000000341", "4000000000000358"


@pytest.fixture
def placed(monday: datetime, client: Client, ben: User, lamp: Listing) -> Checkout:
    """Ben stands at the provider's door."""
    client.force_login(ben)
    placed = doings.place(ben, lamp)
    client.post(f"/checkout/{placed.pk}/payments/")
    return placed


def door() -> str:
    return f"/sandbox/pay/{Operation.objects.latest('created_at').pk}/"


def type_card(client: Client, number: str) -> Any:
    return client.post(door(), {"card": number}, follow=True)


def test_the_page_says_plainly_that_it_is_pretended(client: Client, placed: Checkout) -> None:
    page = client.get(door()).content.decode()
    assert "a pretend payment provider" in page
    assert "4000 0025 0000 3155" in page
    assert "€46.90" in page


def test_a_good_card_pays_and_leads_to_the_order(client: Client, placed: Checkout) -> None:
    page = type_card(client, GOOD)
    order = Order.objects.get()
    assert page.redirect_chain[-1][0] == order.get_absolute_url()
    assert order.state == "paid"
    assert "Thank you" in page.content.decode()
    books.assert_right()


def test_two_orders_lead_to_the_list(
    monday: datetime, client: Client, ben: User, lamp: Listing, bowl: Listing
) -> None:
    client.force_login(ben)
    placed = doings.place(ben, lamp, bowl)
    client.post(f"/checkout/{placed.pk}/payments/")
    assert type_card(client, GOOD).redirect_chain[-1][0] == "/orders/"
    books.assert_right()


def test_a_refused_card_says_why_and_another_one_can_be_tried(
    client: Client, placed: Checkout
) -> None:
    page = type_card(client, REFUSED).content.decode()
    assert "Your bank refused this card" in page
    assert "Try again" in page
    clock.advance(timedelta(minutes=1))
    client.post(f"/checkout/{placed.pk}/payments/")
    type_card(client, GOOD)
    assert Order.objects.get().state == "paid"
    books.assert_right()


@pytest.mark.parametrize(("answer", "state"), [("yes", "paid"), ("no", "pending_payment")])
def test_the_bank_asks_and_the_answer_counts(
    client: Client, placed: Checkout, answer: str, state: str
) -> None:
    assert "is it you?" in type_card(client, CHALLENGE).content.decode()
    client.post(door(), {"answer": answer}, follow=True)
    assert Order.objects.get().state == state
    books.assert_right()


def test_a_dead_line_after_the_money_was_taken_ends_as_paid(
    client: Client, placed: Checkout
) -> None:
    type_card(client, TIMEOUT_TAKEN)
    assert Order.objects.get().state == "paid"
    books.assert_right()


def test_a_dead_line_before_anything_was_taken_ends_as_not_paid(
    client: Client, placed: Checkout
) -> None:
    page = type_card(client, TIMEOUT_LOST).content.decode()
    assert "Nothing was taken" in page
    assert Order.objects.get().state == "pending_payment"
    books.assert_right()


def test_going_back_without_paying_says_so(client: Client, placed: Checkout) -> None:
    page = client.post(door(), {"leave": "1"}, follow=True).content.decode()
    assert "You came back without paying" in page
    books.assert_right()


def test_looking_at_the_return_page_too_early_claims_nothing(
    client: Client, placed: Checkout
) -> None:
    page = client.get(f"/checkout/{placed.pk}/return/").content.decode()
    assert "You have not paid yet" in page
    assert client.post(f"/checkout/{placed.pk}/payments/")["Location"] == door()


@pytest.mark.parametrize("number", ["", "1234", "4242", "<script>", "4" * 23])
def test_a_number_the_sandbox_does_not_know_is_refused_in_words(
    client: Client, placed: Checkout, number: str
) -> None:
    page = client.post(door(), {"card": "", "number": number})
    assert "The sandbox knows no such card" in page.content.decode()
    assert SandboxCharge.objects.get().state == "waiting"


def test_a_card_can_be_typed_with_spaces(client: Client, placed: Checkout) -> None:
    client.post(door(), {"card": REFUSED, "number": "4242 4242 4242 4242"}, follow=True)
    assert Order.objects.get().state == "paid"


def test_what_is_finished_leads_back_and_charges_nothing_again(
    client: Client, placed: Checkout
) -> None:
    type_card(client, GOOD)
    assert client.get(door())["Location"] == f"/checkout/{placed.pk}/return/"
    assert client.post(door(), {"card": GOOD})["Location"] == f"/checkout/{placed.pk}/return/"
    assert SandboxCharge.objects.count() == 1
    books.assert_right()


def test_a_stranger_finds_neither_the_door_nor_the_purchase(
    client: Client, placed: Checkout, mallory: User
) -> None:
    stranger = Client()
    stranger.force_login(mallory)
    addresses = [door(), f"/checkout/{placed.pk}/return/"]
    for address in addresses:
        assert stranger.get(address).status_code == 404
    for action in (door(), *(f"/checkout/{placed.pk}/{a}/" for a in ("payments", "departure"))):
        assert stranger.post(action, {"card": GOOD}).status_code == 404
    assert Client().get(door()).status_code == 302
    assert client.get("/sandbox/pay/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_leaving_frees_the_goods_once(client: Client, placed: Checkout, lamp: Listing) -> None:
    page = client.post(f"/checkout/{placed.pk}/departure/", follow=True).content.decode()
    assert "Nothing was taken" in page
    assert Variant.objects.get(listing=lamp).reserved == 0
    again = client.post(f"/checkout/{placed.pk}/departure/", follow=True)
    assert again.status_code == 200
    assert "You have left this purchase" in again.content.decode()
    books.assert_right()


def test_paying_after_leaving_sends_the_money_back(client: Client, placed: Checkout) -> None:
    client.post(f"/checkout/{placed.pk}/departure/")
    page = type_card(client, GOOD).content.decode()
    assert "Your money is on its way back" in page
    assert Order.objects.get().state == "cancelled"
    books.assert_right()


def test_paying_too_late_is_refused_in_words(client: Client, placed: Checkout) -> None:
    doings.let_pass(minutes=31)
    answer = client.post(f"/checkout/{placed.pk}/payments/", follow=True)
    assert "There is nothing to pay here any more" in answer.content.decode()
    assert "The time to pay is over" in answer.content.decode()
    books.assert_right()


class DeadLine:
    """A provider whose line is dead."""

    name = "deadline"

    def capabilities(self) -> Capabilities:
        return Capabilities(title="Nobody answers")

    def start(self, operation: Operation) -> Answer:
        return UNKNOWN

    def fetch(self, operation: Operation) -> Answer:
        raise TimeoutError


@pytest.fixture
def dead_line() -> Iterator[None]:
    gateways.register(DeadLine())
    yield
    gateways._gateways.pop("deadline")


def test_while_nobody_knows_the_page_says_so_and_asks_again(
    monday: datetime, client: Client, ben: User, lamp: Listing, dead_line: None
) -> None:
    client.force_login(ben)
    placed = doings.place(ben, lamp, way="deadline")
    page = client.post(f"/checkout/{placed.pk}/payments/", follow=True).content.decode()
    assert "We are asking the bank" in page
    assert 'http-equiv="refresh"' in page
    left = client.post(f"/checkout/{placed.pk}/departure/", follow=True).content.decode()
    assert "cannot be left now" in left
    assert "We are asking the bank" in left


def signed(client: Client, body: bytes, signature: str) -> Any:
    return client.post(
        "/webhooks/sandbox/",
        body,
        content_type="application/json",
        headers={"Sandbox-Signature": signature},
    )


def test_a_providers_message_is_stored_once_and_a_forged_one_never(
    client: Client, placed: Checkout
) -> None:
    body = b'{"id": "evt_1", "kind": "charge", "operation": "x"}'
    assert signed(client, body, sandbox_messages.sign(body)).status_code == 200
    assert signed(client, body, sandbox_messages.sign(body)).status_code == 200
    assert signed(client, body, "forged").status_code == 400
    stored = PaymentEvent.objects.get()
    assert "Cookie" not in stored.headers
    assert client.post("/webhooks/nobody/").status_code == 404
    assert client.get("/webhooks/sandbox/").status_code == 405


def test_a_voucher_is_shown_and_paid_at_the_counter(client: Client, placed: Checkout) -> None:
    page = client.post(door(), {"card": "voucher"}, follow=True).content.decode()
    charge = SandboxCharge.objects.get()
    assert charge.voucher_code in page
    client.post(door(), {"voucher": "paid"}, follow=True)
    assert Order.objects.get().state == "paid"
    books.assert_right()


def test_a_voucher_that_ran_out_can_be_paid_too_late_and_the_money_comes_back(
    client: Client, placed: Checkout
) -> None:
    client.post(door(), {"card": "voucher"}, follow=True)
    page = client.post(door(), {"voucher": "expired"}, follow=True).content.decode()
    assert "This voucher has run out" in page
    assert "was not paid in time" in client.get(f"/checkout/{placed.pk}/return/").content.decode()
    client.post(door(), {"voucher": "paid"})
    inbox.process()
    operations.run_waiting()
    assert Refund.objects.get().state == "succeeded"
    assert Order.objects.get().state == "pending_payment"
    books.assert_right()
