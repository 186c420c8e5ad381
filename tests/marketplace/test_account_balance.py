"""A buyer's balance on the pages and in the API: seen, spent, and sent back where it came from."""

from typing import Any

import pytest
from django.test import Client

from escrow import balances, operations
from escrow.models import Payment, Refund
from escrow.money import Money
from marketplace.models import Checkout, Listing, Order, User
from tests import books, doings
from tests.marketplace.test_api import Program
from tests.marketplace.test_api import wanted as bought_by_api
from tests.marketplace.test_balance import keep
from tests.marketplace.test_checkout_page import typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
PAGE = "/account/balance/"
OTHER_CARD = "4000000000000614"


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def order(ben: User, bowl: Listing) -> Order:
    """Ben keeps the 30.40 of a refunded bowl here."""
    order = doings.buy(ben, bowl)
    keep(order)
    return order


@pytest.fixture
def bens(client: Client, ben: User, order: Order) -> Client:
    client.force_login(ben)
    return client


def words(client: Client, path: str = PAGE) -> str:
    return " ".join(client.get(path).content.decode().split())


def ask(client: Client, amount: str) -> Any:
    return client.post(PAGE, {"amount": amount})


def confirm(client: Client, seen: Any) -> str:
    said = {"minor": seen.context["going"].minor, "seen": seen.context["free"].minor}
    return client.post(PAGE, {"confirmed": "yes", **said}, follow=True).content.decode()


def test_the_page_says_how_much_and_of_which_order(bens: Client, order: Order) -> None:
    page = words(bens)
    assert "Your balance: " in page
    assert "€30.40" in page
    assert order.number in page
    assert "card ··4242" in page
    assert "A refund that you keep here" in page


def test_an_empty_balance_says_what_would_fill_it(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert "Refunds that you choose to keep here." in words(client)


def test_a_withdrawal_says_to_which_card_each_part_goes(
    bens: Client, ben: User, bowl: Listing
) -> None:
    placed = doings.place(ben, bowl)
    doings.pay(placed, OTHER_CARD)
    doings.let_pass(minutes=20)
    keep(placed.orders.get())
    seen = ask(bens, "40")
    assert [(part.amount, part.goes_to) for part in seen.context["parts"]] == [
        (eur(3040), "card ··4242"),
        (eur(960), "card ··0614"),
    ]
    assert "on its way back" in confirm(bens, seen)
    sent = Refund.objects.filter(reason="withdrawal").order_by("created_at", "amount_minor")
    assert {(each.amount, each.payment.instrument) for each in sent} == {
        (eur(3040), "card ··4242"),
        (eur(960), "card ··0614"),
    }
    operations.run_waiting()
    assert balances.of(ben, "EUR") == eur(2080)
    books.assert_right()


def test_two_clicks_send_it_back_once(bens: Client, ben: User) -> None:
    seen = ask(bens, "10,00")
    confirm(bens, seen)
    assert "Your balance has changed since you looked." in confirm(bens, seen)
    assert balances.of(ben, "EUR") == eur(2040)
    books.assert_right()


@pytest.mark.parametrize("typed", ["", "0", "30.41", "much"])
def test_what_cannot_be_sent_back_is_told(bens: Client, typed: str) -> None:
    answer = ask(bens, typed)
    assert answer.context["form"].errors["amount"]
    assert answer.context["going"] is None


def test_strangers_see_only_their_own(bens: Client, order: Order, mallory: User) -> None:
    stranger = Client()
    stranger.force_login(mallory)
    page = words(stranger)
    assert order.number not in page
    assert "€30.40" not in page


def test_the_checkout_offers_it_unticked_and_says_what_the_card_pays(
    bens: Client, ben: User, lamp: Listing
) -> None:
    doings.fill_cart(ben, lamp)
    page = words(bens, "/checkout/")
    assert 'name="use_balance" data-resubmit' in page
    assert "with your card" not in page
    ticked = {**typed(bens), "use_balance": "on", "update": "1"}
    shown = bens.post("/checkout/", ticked).context["checkout"]
    assert (shown.from_balance, shown.from_card) == (eur(3040), eur(1650))


def test_the_balance_pays_first_and_the_card_the_rest(
    bens: Client, ben: User, lamp: Listing
) -> None:
    doings.fill_cart(ben, lamp)
    said = {**typed(bens), "use_balance": "on", "seen_balance": 3040}
    assert "/sandbox/pay/" in bens.post("/checkout/", said)["Location"]
    assert balances.of(ben, "EUR") == eur(0)
    assert Payment.objects.get(gateway="sandbox", state="requires_action").amount == eur(1650)
    back = f"/checkout/{Checkout.objects.get(total_minor=4690).pk}/return/"
    assert "€30.40</data> of your balance are set aside" in words(bens, back)
    doings.let_pass(minutes=31)
    assert balances.of(ben, "EUR") == eur(3040)
    assert "The time to pay is over" in words(bens, back)
    books.assert_right()


def test_a_smaller_balance_than_shown_charges_nothing(
    bens: Client, ben: User, lamp: Listing
) -> None:
    doings.fill_cart(ben, lamp)
    said = {**typed(bens), "use_balance": "on", "seen_balance": 3040}
    confirm(bens, ask(bens, "10"))
    page = bens.post("/checkout/", said).content.decode()
    assert "Your balance is smaller now." in page
    assert Checkout.objects.count() == 1


def test_a_balance_spent_meanwhile_is_told_on_the_way_back(
    bens: Client, ben: User, lamp: Listing
) -> None:
    placed = doings.place(ben, lamp, use_balance=True)
    confirm(bens, ask(bens, "30.40"))
    assert doings.pay(placed).code == "balance_too_small"
    page = words(bens, f"/checkout/{placed.pk}/return/")
    assert "Your balance was spent on something else meanwhile." in page
    doings.pay(placed)
    assert placed.orders.get().state == "paid"
    books.assert_right()


def test_after_a_refused_card_the_balance_still_waits(
    bens: Client, ben: User, lamp: Listing
) -> None:
    placed = doings.place(ben, lamp, use_balance=True)
    doings.pay(placed, "4000000000000002")
    page = words(bens, f"/checkout/{placed.pk}/return/")
    assert "Your card paid nothing" in page
    assert "are set aside" in page


def test_programs_see_it_spend_it_and_send_it_back_once(
    bens: Client, ben: User, order: Order, lamp: Listing, mallory: User
) -> None:
    program = Program(ben)
    (row,) = program.read("/balance/").json()
    assert row["balance"]["minor"] == 3040
    assert row["parts"][0]["order"] == order.number
    asked = {"amount": "10.00", "currency": "EUR"}
    for _ in range(2):
        sent = program.send("/balance/", asked, idempotency_key="w")
    assert sent.json()[0]["balance"]["minor"] == 2040
    assert program.send("/balance/", {**asked, "amount": "20.41"}).status_code == 409
    assert program.send("/balance/", {**asked, "currency": "XXX"}).status_code == 422
    assert Program(mallory).read("/balance/").json()[0]["parts"] == []
    program.send("/orders/", bought_by_api(lamp, use_balance=True))
    assert balances.of(ben, "EUR") == eur(0)
    books.assert_right()
