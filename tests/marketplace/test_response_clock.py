"""How soon a seller answers a buyer's first message, and what the seller's card says of it."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from escrow import clock, deadlines
from marketplace import shop_facts
from marketplace.models import Conversation, Listing, User
from sellers import standing
from sellers.models import PerformanceFact, Seller
from tests import doings, factories, talks

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday")]


def asked(lamp: Listing, name: str) -> Conversation:
    buyer = factories.person(f"{name}@example.com", name.title())
    return talks.ask(buyer, lamp).conversation


def facts() -> list[tuple[str, int]]:
    return sorted(PerformanceFact.objects.exclude(kind="sale").values_list("kind", "value"))


def let_pass(**time: int) -> None:
    clock.advance(timedelta(**time))
    deadlines.sweep()


def test_the_example_of_the_page(ada: Seller, lamp: Listing) -> None:
    first, second, late, _never = (asked(lamp, name) for name in ("amy", "bo", "cy", "di"))
    let_pass(hours=1)
    talks.answer(first)
    let_pass(hours=2)
    talks.answer(second)
    let_pass(hours=27)
    talks.answer(late)
    let_pass(hours=18)
    fifth = asked(lamp, "ed")
    let_pass(hours=1)
    known = standing.of(ada)
    assert (known.response_rate, known.reply_time) == (0.5, timedelta(hours=3))
    talks.answer(fifth)
    assert standing.of(ada).response_rate == 0.5
    let_pass(hours=24)
    assert standing.of(ada).response_rate == 3 / 5
    card = shop_facts.card(ada)
    assert (card["response_percent"], card["reply"]) == ("60", "about 2 hours")


def test_only_the_first_answer_to_the_first_message_counts(lamp: Listing) -> None:
    talk = asked(lamp, "amy")
    let_pass(minutes=10)
    talks.go_on(talk)
    let_pass(minutes=10)
    talks.answer(talk)
    talks.go_on(talk)
    let_pass(days=3)
    talks.answer(talk)
    assert facts() == [("answered", 1200)]


def test_who_speaks_first_has_answered_nothing(ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    talk = talks.about(order, "Thank you!", by=lamp.seller.user).conversation
    assert facts() == []
    talks.go_on(talk)
    let_pass(hours=2)
    talks.answer(talk)
    assert facts() == [("answered", 7200)]


def test_silence_is_noted_once_when_a_day_is_over(monday: datetime, lamp: Listing) -> None:
    talk = asked(lamp, "amy")
    let_pass(hours=23)
    assert facts() == []
    let_pass(hours=1)
    deadlines.sweep()
    assert facts() == [("unanswered", 86400)]
    assert PerformanceFact.objects.get(kind="unanswered").at == monday
    talks.answer(talk)
    assert facts() == [("answered", 86400), ("unanswered", 86400)]


def test_a_late_answer_before_the_sweep_is_silence_too(lamp: Listing) -> None:
    talk = asked(lamp, "amy")
    clock.advance(timedelta(hours=25))
    talks.answer(talk)
    let_pass(hours=1)
    assert facts() == [("answered", 90000), ("unanswered", 86400)]


def test_the_card_shows_it_and_nothing_where_nobody_asked(client: Client, lamp: Listing) -> None:
    page = client.get(lamp.get_absolute_url()).content.decode()
    assert "answered within a day" not in page
    talk = asked(lamp, "amy")
    let_pass(hours=3)
    talks.answer(talk)
    let_pass(days=1)
    page = client.get(lamp.get_absolute_url()).content.decode()
    assert "answered within a day" in page
    assert "about 3 hours" in page
