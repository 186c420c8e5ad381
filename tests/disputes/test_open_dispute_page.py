"""A buyer says that something is wrong."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from disputes.models import Dispute
from escrow import clock
from escrow.money import Money
from marketplace.models import Listing, Order, User
from marketplace.receipt import confirm_receipt
from sellers.models import Seller
from tests import answers, books, doings, factories

pytestmark = pytest.mark.django_db


def filled(order: Order, **other: Any) -> dict[str, Any]:
    chosen = {f"line-{line.pk}": "1" for line in order.lines.all()}
    return {
        "reason": "ND-DAMAGED",
        **answers.typed("ND-DAMAGED"),
        "description": "The shade is cracked.",
        "remedy": "refund",
        "amount": "",
        "photos": [SimpleUploadedFile("crack.jpg", doings.jpeg(), "image/jpeg")],
        **chosen,
        **other,
    }


def send(client: Client, order: Order, **other: Any) -> Any:
    return client.post(f"/orders/{order.number}/disputes/", filled(order, **other), follow=True)


def test_the_money_stands_still_and_the_case_page_opens(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    client.force_login(ben)
    page = send(client, order).content.decode()
    dispute = Dispute.objects.get()
    assert dispute.claimed == Money(4690, "EUR")
    assert dispute.evidence.count() == 1
    assert order.lines.get().hold.state == "frozen"
    assert "Sent. Ada&#x27;s Lamps has until" in page
    assert "The shade is cracked." in page
    books.assert_right()


def test_what_cannot_be_said_now_is_shown_with_why(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    client.force_login(ben)
    page = client.get(f"/orders/{order.number}/disputes/").content.decode()
    assert 'value="NR-LOST" disabled' in page
    assert 'value="ND-DAMAGED" disabled' not in page
    assert page.index("The thing, the outer box, and the label.") < page.index("Send it")


def test_before_the_promised_day_nothing_can_be_claimed_and_the_page_says_from_when(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    client.force_login(ben)
    page = client.get(f"/orders/{order.number}/disputes/").content.decode()
    assert "The promised day is not over yet." in page
    assert "you can say so here from" in page


def test_a_part_of_the_money_is_asked_for(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    client.force_login(ben)
    send(client, order, remedy="partial", amount="12,50")
    assert Dispute.objects.get().claimed == Money(1250, "EUR")
    books.assert_right()


def test_one_of_two_is_claimed(client: Client, monday: datetime, ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp, quantity=2)
    client.force_login(ben)
    send(client, order, **{f"quantity-{order.lines.get().pk}": "1"})
    line = Dispute.objects.get().lines.get()
    assert (line.quantity, line.amount) == (1, Money(4445, "EUR"))


@pytest.mark.parametrize(
    ("asked", "parts"), [("0.02", [1, 1]), ("0.03", [1, 2]), ("46.90", [109, 4581])]
)
def test_a_little_is_asked_for_and_something_of_each_thing(
    client: Client, monday: datetime, ben: User, ada: Seller, lamp: Listing, asked: str, parts: list
) -> None:
    """What asks for nothing of a thing would be no claim about it."""
    bulb = factories.listing(ada, lamp.category, "Bulb", price_minor=100)
    order = doings.delivered(ben, bulb, lamp)
    client.force_login(ben)
    page = send(client, order, remedy="partial", amount="0.01")
    assert "at least €0.02" in page.content.decode()
    send(client, order, remedy="partial", amount=asked)
    lines = Dispute.objects.get().lines.order_by("amount_minor")
    assert [line.amount_minor for line in lines] == parts
    books.assert_right()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount": "a lot", "remedy": "partial"}, "Write it like this: 42.00"),
        ({"amount": "", "remedy": "partial"}, "Write how much you ask for."),
        ({"amount": "0", "remedy": "partial"}, "Ask for more than nothing."),
        ({"amount": "999", "remedy": "partial"}, "at most €46.90"),
        ({"reason": ""}, "Choose what is wrong."),
        ({"photos": [SimpleUploadedFile("x.jpg", b"no")]}, "“x.jpg” is not a picture"),
    ],
)
def test_a_mistake_gets_a_sentence_and_loses_nothing(
    client: Client, monday: datetime, ben: User, lamp: Listing, wrong: dict, sentence: str
) -> None:
    order = doings.delivered(ben, lamp)
    client.force_login(ben)
    page = send(client, order, **wrong).content.decode()
    assert sentence in page
    assert "The shade is cracked." in page
    assert "Photos have to be chosen again" in page
    assert not Dispute.objects.exists()


def test_nothing_chosen_is_told(client: Client, monday: datetime, ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    client.force_login(ben)
    line = order.lines.get()
    page = send(client, order, **{f"line-{line.pk}": ""}).content.decode()
    assert "Choose at least one thing." in page


def test_after_the_money_has_moved_the_claim_is_open_all_the_same(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    confirm_receipt(order.number, by=ben)
    client.force_login(ben)
    page = send(client, order).content.decode()
    assert Dispute.objects.get().after_release
    assert "The money had moved already. Your claim is open all the same" in page
    books.assert_right()


def test_twice_is_told_and_opens_one_case(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    client.force_login(ben)
    send(client, order)
    answer = send(client, order)
    assert answer.redirect_chain
    assert "There is an open case about “Brass reading lamp” already." in answer.content.decode()
    assert Dispute.objects.count() == 1
    books.assert_right()


def test_too_late_is_told(client: Client, monday: datetime, ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    clock.advance(timedelta(days=23))
    client.force_login(ben)
    assert "The time for complaints is over." in send(client, order).content.decode()
    assert not Dispute.objects.exists()


@pytest.mark.parametrize("who", ["mallory", "ada", "sofia"])
def test_nobody_else_can_complain(
    client: Client, monday: datetime, ben: User, lamp: Listing, who: str, request: Any
) -> None:
    order = doings.delivered(ben, lamp)
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))
    assert client.get(f"/orders/{order.number}/disputes/").status_code == 404
    assert send(client, order).status_code == 404
    assert not Dispute.objects.exists()


def test_a_visitor_is_asked_to_sign_in(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    answer = client.get(f"/orders/{order.number}/disputes/")
    assert "login" in answer.headers["Location"]
