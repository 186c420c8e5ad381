"""Both sides see what the bank wants; the seller's words reach it, once and in time."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from disputes import contesting
from escrow.models import Chargeback
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import books, doings, factories
from tests.marketplace.test_api import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
WORDS = "It left on time, and Ben thanked me for it."


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


@pytest.fixture
def asked(order: Order) -> Any:
    """The bank's own case."""
    return doings.bank_asks(order)


def case() -> Chargeback:
    return Chargeback.objects.get()


def path(order: Order) -> str:
    return f"/desk/orders/{order.number}/bank-cases/{case().pk}/answer/"


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def words(client: Client, where: str) -> str:
    return " ".join(client.get(where).content.decode().split())


def test_both_sides_see_that_the_bank_is_deciding(asked: Any, order: Order, ben: User) -> None:
    mine = words(as_(ben), order.get_absolute_url())
    assert "Your bank took €46.90 back on" in mine
    assert "It goes on when the bank has decided, which can take weeks." in mine
    theirs = words(as_(order.seller.user), f"/desk/orders/{order.number}/")
    assert "Ben&#x27;s bank has taken €46.90 back on" in theirs
    assert path(order) in theirs


def test_the_sellers_words_reach_the_bank_once(asked: Any, order: Order) -> None:
    seller = as_(order.seller.user)
    assert "What the bank gets by itself" in words(seller, path(order))
    first = seller.post(path(order), {"words": WORDS}, follow=True).content.decode()
    assert "Your answer is on its way to the bank." in first
    again = seller.post(path(order), {"words": WORDS}, follow=True).content.decode()
    assert "The bank does not wait for an answer now." in again
    doings.let_pass(minutes=1)
    asked.refresh_from_db()
    assert asked.pack["words"] == WORDS
    assert asked.pack["orders"][0]["number"] == order.number
    assert case().operations.count() == 1
    books.assert_right()


def test_nothing_written_is_told_and_nothing_is_sent(asked: Any, order: Order) -> None:
    page = as_(order.seller.user).post(path(order), {"words": " "}).content.decode()
    assert "Write your side" in page
    assert not case().operations.exists()


@pytest.mark.parametrize("won", [True, False])
def test_after_the_decision_both_are_told_and_no_answer_is_taken(
    asked: Any, order: Order, ben: User, won: bool
) -> None:
    doings.bank_decides(asked, won=won)
    mine = words(as_(ben), order.get_absolute_url())
    assert ("let the payment stand" if won else "Your bank gave you €46.90 back") in mine
    seller = as_(order.seller.user)
    assert "does not wait for an answer now" in words(seller, path(order))
    seller.post(path(order), {"words": WORDS})
    assert not case().operations.exists()
    books.assert_right()


def test_strangers_the_buyer_and_other_sellers_find_nothing(
    asked: Any, order: Order, ben: User, mallory: User, cleo: Seller
) -> None:
    for person in (ben, mallory, cleo.user):
        assert as_(person).post(path(order), {"words": WORDS}).status_code == 404
    with pytest.raises(contesting.NotYourSale):
        contesting.contest(case().pk, by=cleo.user, words=WORDS)
    assert not case().operations.exists()


def test_programs_read_it_and_answer_once(asked: Any, order: Order, ben: User) -> None:
    where = f"/orders/{order.number}/bank-cases/"
    seen = Program(ben).read(where).json()
    assert (seen[0]["amount"]["minor"], seen[0]["waits"]) == (4690, False)
    seller, answer = Program(order.seller.user), f"{where}{case().pk}/answer/"
    assert seller.read(where).json()[0]["waits"] is True
    assert seller.send(answer, {"words": ""}).status_code == 400
    for _ in range(2):
        assert seller.send(answer, {"words": WORDS}, idempotency_key="a").status_code == 200
    assert seller.send(answer, {"words": WORDS}).status_code == 409
    assert Program(ben).send(answer, {"words": WORDS}).status_code == 404
    assert case().operations.count() == 1


@pytest.mark.parametrize("rights", [[], ["change_chargeback"]])
def test_staff_answer_if_they_may_and_read_the_pack(
    asked: Any, order: Order, rights: list[str]
) -> None:
    user = factories.person("staff@example.com", "Staff", is_staff=True)
    wanted = Permission.objects.filter(codename__in=["view_chargeback", *rights])
    user.user_permissions.set(wanted)
    staff, base = as_(user), "/admin/escrow/chargeback/"
    staff.post(base, {"action": "answer", "_selected_action": [str(case().pk)]})
    assert case().operations.exists() is bool(rights)
    page = staff.get(f"{base}{case().pk}/change/").content.decode()
    assert (order.number in page) is bool(rights)
    books.assert_right()
