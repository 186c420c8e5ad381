"""The seller answers a case, or says nothing."""

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from disputes import answering
from disputes.models import Dispute
from escrow.money import Money
from marketplace.models import Listing, User
from tests import books, doings

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(monday: datetime, ben: User, lamp: Listing) -> Dispute:
    return doings.complain(doings.delivered(ben, lamp))


def answer(client: Client, case: Dispute, **said: Any) -> str:
    client.force_login(case.order.seller.user)
    answered = client.post(f"{case.get_absolute_url()}answer/", said, follow=True)
    case.refresh_from_db()
    return answered.content.decode()


def test_accepting_gives_the_money_back_at_once(client: Client, case: Dispute) -> None:
    assert "You agreed." in answer(client, case, answer="accept")
    hold = case.order.lines.get().hold
    assert (case.state, hold.state, hold.refunded) == ("resolved", "refunded", Money(4690, "EUR"))
    books.assert_right()


def test_accepting_a_part_leaves_the_rest_to_the_seller(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    case = doings.complain(doings.delivered(ben, lamp), amount=Money(1000, "EUR"))
    answer(client, case, answer="accept")
    hold = case.order.lines.get().hold
    assert (hold.state, hold.refunded) == ("split", Money(1000, "EUR"))
    assert books.payable(case.order.seller) == Money(3395, "EUR")
    books.assert_right()


def test_the_page_says_what_accepting_leaves(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    case = doings.complain(doings.delivered(ben, lamp), amount=Money(1000, "EUR"))
    client.force_login(case.order.seller.user)
    seen = client.get(case.get_absolute_url())
    assert seen.context["left"] == Money(3395, "EUR")
    assert "€33.95" in seen.content.decode()


def test_contesting_sends_it_to_staff_with_words_and_photos(client: Client, case: Dispute) -> None:
    photo = SimpleUploadedFile("packed.jpg", doings.jpeg())
    page = answer(client, case, answer="contest", text="It left whole.", photos=[photo])
    assert "Your side is in." in page
    assert "It left whole." in page
    assert (case.state, case.evidence.count()) == ("escalated", 2)
    books.assert_right()


def test_contesting_without_words_or_with_a_bad_photo_loses_nothing(
    client: Client, case: Dispute
) -> None:
    assert "Write why you disagree" in answer(client, case, answer="contest", text="")
    broken = SimpleUploadedFile("packed.jpg", b"no")
    page = answer(client, case, answer="contest", text="It left whole.", photos=[broken])
    assert "is not a picture we can read" in page
    assert "It left whole." in page
    assert case.state == "awaiting_seller"


def test_answering_twice_is_told_and_moves_money_once(client: Client, case: Dispute) -> None:
    answer(client, case, answer="accept")
    assert "does not wait for your answer" in answer(client, case, answer="accept")
    assert "does not wait for your answer" in answer(client, case, answer="contest", text="No.")
    books.assert_right()


def test_silence_sends_it_to_staff_and_an_answer_is_too_late(client: Client, case: Dispute) -> None:
    doings.let_pass(days=3)
    page = answer(client, case, answer="contest", text="It was whole.")
    assert case.state == "escalated"
    assert "does not wait for your answer" in page
    assert "The seller did not answer in time" in page
    books.assert_right()


def test_the_seller_can_still_agree_while_staff_look_at_it(client: Client, case: Dispute) -> None:
    doings.let_pass(days=3)
    client.force_login(case.order.seller.user)
    assert "Settle it now" in client.get(case.get_absolute_url()).content.decode()
    answer(client, case, answer="accept")
    assert case.state == "resolved"
    assert "does not wait for your answer" in answer(client, case, answer="accept")
    books.assert_right()


def test_the_buyer_cannot_answer_for_the_seller(client: Client, case: Dispute) -> None:
    client.force_login(case.claimant)
    address = f"{case.get_absolute_url()}answer/"
    page = client.post(address, {"answer": "accept"}, follow=True).content.decode()
    assert "does not wait for your answer" in page
    assert case.order.lines.get().hold.state == "frozen"


def test_after_release_a_short_fund_is_told_in_words(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    doings.pay_out(lamp.seller)
    case = doings.complain(order)
    page = answer(client, case, answer="accept")
    assert "the guarantee fund is short" in page
    assert case.state == "awaiting_seller"
    books.assert_right()


def test_a_stranger_answers_nothing(client: Client, case: Dispute, mallory: User) -> None:
    client.force_login(mallory)
    address = f"{case.get_absolute_url()}answer/"
    assert client.post(address, {"answer": "accept"}).status_code == 404
    with pytest.raises(answering.NotYourTurn):
        answering.accept(case, by=mallory)
