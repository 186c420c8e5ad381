"""The provider's desk in the demo: everything that can go wrong, by a button. Elsewhere: nothing."""

import html
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from escrow import clock, gateways, inbox, operations
from escrow.gateways.sandbox import accounts, cards, faults, provider
from escrow.models import (
    Operation,
    PaymentEvent,
    Refund,
    SandboxCharge,
    SandboxChargeback,
    SandboxPayout,
    SandboxRefund,
)
from escrow.money import Money
from marketplace import fulfilment, paying, sandbox_deeds, sandbox_page
from marketplace.forms import card as card_words
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import books, doings
from tests.gateways import asked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings: object) -> Iterator[None]:
    settings.HOLDFAST_DEMO = True
    clock.forget_demo_time()
    yield
    clock.forget_demo_time()


@pytest.fixture
def order(monday: datetime, ben: User, lamp: Listing) -> Order:
    return doings.buy(ben, lamp)


def press(client: Client, noun: str, thing: object, event: str) -> str:
    """Press the button, and read the page that comes after it."""
    path = f"/sandbox/{noun}/{thing.pk}/{event}/"
    return client.post(path, follow=True).content.decode()


def test_every_card_and_every_account_says_what_it_does(client: Client) -> None:
    page = client.get("/sandbox/").content.decode()
    for card in cards.CARDS:
        assert card.spaced in page
        assert str(card_words.does(card)) in html.unescape(page)
    for account in accounts.ACCOUNTS:
        assert account.number in page


def test_every_state_has_words_and_every_deed_is_for_a_state_there_is() -> None:
    for noun, model in sandbox_deeds.MODELS.items():
        states = set(model.State.values)
        assert states <= set(sandbox_page.STATES)
        for deed in sandbox_deeds.DEEDS:
            assert deed.noun != noun or set(deed.states) <= states


def test_a_payment_is_shown_with_its_order_and_its_line_in_the_report(
    client: Client, order: Order
) -> None:
    page = client.get("/sandbox/").content.decode()
    assert order.number in page
    assert "··4242" in page
    assert SandboxCharge.objects.get().reference in page
    assert "€46.90" in page


def test_an_empty_desk_says_what_would_fill_it(client: Client) -> None:
    page = client.get("/sandbox/").content.decode()
    assert "Buy something, and it stands here" in page
    assert "Nothing has moved today" in page


def test_a_voucher_is_paid_from_the_desk(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    placed = doings.place(ben, lamp)
    paying.pay(placed, by=ben, details={})
    charge = provider.print_voucher(SandboxCharge.objects.get())
    assert "was paid at the counter" in press(client, "charges", charge, "payment")
    inbox.process()
    assert placed.orders.get().state == "paid"
    assert "happened already" in press(client, "charges", charge, "expiry")
    books.assert_right()


def test_a_refund_bounces_from_the_desk(client: Client, order: Order) -> None:
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    operations.run_waiting()
    press(client, "refunds", SandboxRefund.objects.get(), "bounce")
    inbox.process()
    assert Refund.objects.get().state == "bounced"
    books.assert_right()


def test_a_payout_arrives_and_is_sent_back(client: Client, monday: datetime, ada: Seller) -> None:
    operation = asked.payout(ada, "sandbox", Money(5000, "EUR"), "000111111157")
    gateways.get("sandbox").payout(operation)
    payout = SandboxPayout.objects.get()
    assert "has the money" in press(client, "payouts", payout, "arrival")
    assert "has sent the money back" in press(client, "payouts", payout, "return")
    assert "happened already" in press(client, "payouts", payout, "refusal")


def test_a_bank_warns_takes_and_decides(client: Client, order: Order) -> None:
    press(client, "charges", SandboxCharge.objects.get(), "warning")
    case = SandboxChargeback.objects.get()
    press(client, "chargebacks", case, "taking")
    assert "for the shop" in press(client, "chargebacks", case, "win")
    case.refresh_from_db()
    assert case.state == "won"


def test_what_went_back_already_cannot_be_taken_back_as_well(client: Client, order: Order) -> None:
    charge = SandboxCharge.objects.get()
    press(client, "charges", charge, "chargeback")
    assert "Nothing is left" in press(client, "charges", charge, "chargeback")
    assert SandboxChargeback.objects.count() == 1


def test_messages_wait_until_somebody_lets_them_go(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    client.post("/sandbox/weather/", {"holds_messages": "on"})
    doings.buy(ben, lamp)
    assert not PaymentEvent.objects.exists()
    assert "held back" in client.get("/sandbox/").content.decode()
    said = client.post("/sandbox/deliveries/", {"how": "twice"}, follow=True).content.decode()
    assert "1 message has left" in said
    assert PaymentEvent.objects.count() == 1
    assert client.post("/sandbox/deliveries/", {"how": "by pigeon"}).status_code == 404


def test_the_next_answer_gets_lost(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    client.post("/sandbox/weather/", {"answers_to_lose": "1", "calls_to_lose": "lots"})
    assert (faults.weather().answers_to_lose, faults.weather().calls_to_lose) == (1, 0)
    doings.pay(doings.place(ben, lamp))
    assert Operation.objects.get().state == "unknown"
    operations.ask_about_unanswered()
    assert Operation.objects.get().state == "succeeded"
    books.assert_right()


@pytest.mark.parametrize("path", ["charges/7/bounce", "nothing/7/bounce", "refunds/7/bounce"])
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.post(f"/sandbox/{path}/").status_code == 404


@pytest.mark.parametrize("production", [True, False])
def test_outside_the_demo_nobody_plays_the_provider(
    client: Client, order: Order, settings: object, production: bool
) -> None:
    settings.HOLDFAST_DEMO = production
    settings.PRODUCTION = production
    charge = SandboxCharge.objects.get()
    assert client.get("/sandbox/").status_code == 404
    for path in (f"charges/{charge.pk}/chargeback", "weather", "deliveries"):
        assert client.post(f"/sandbox/{path}/").status_code == 404
    assert not SandboxChargeback.objects.exists()


def test_without_the_sandbox_there_is_no_desk(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateways, "_gateways", {})
    assert client.get("/sandbox/").status_code == 404
