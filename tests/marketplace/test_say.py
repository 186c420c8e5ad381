"""A buyer and a seller talk, before a purchase and after it."""

from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from escrow.models import AuditEntry, Notice
from marketplace import conversations, message_limits, notices
from marketplace.conversations import CannotSay
from marketplace.message_limits import TooMuchAtOnce
from marketplace.models import Conversation, Listing, Message, Order, User
from sellers.models import Seller
from tests import doings, factories, talks
from tests.rivals import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday")]


@pytest.fixture
def talk(ben: User, lamp: Listing) -> Conversation:
    return talks.ask(ben, lamp).conversation


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.buy(ben, lamp)


def unread(talk: Conversation) -> tuple[int, int]:
    talk.refresh_from_db()
    return talk.buyer_unread, talk.seller_unread


def test_there_is_one_conversation_about_a_listing_and_one_about_each_order(
    ben: User, lamp: Listing, order: Order, ada: Seller
) -> None:
    before = [talks.ask(ben, lamp).conversation for _ in range(2)]
    after = [talks.about(order, "Thanks!", by=who).conversation for who in (ben, ada.user)]
    assert before[0].pk == before[1].pk
    assert after[0].pk == after[1].pk != before[0].pk
    other = talks.about(doings.buy(ben, lamp), "Again", by=ben).conversation
    assert Conversation.objects.count() == 3
    assert other.order != order


def test_each_side_has_its_own_mark_of_what_it_read(talk: Conversation) -> None:
    talks.go_on(talk)
    assert unread(talk) == (0, 2)
    talks.answer(talk)
    assert unread(talk) == (1, 0)
    conversations.mark_read(talk, by=talk.buyer)
    conversations.mark_read(talk, by=talk.buyer)
    assert unread(talk) == (0, 0)
    assert talk.buyer_read_at


def test_a_stranger_finds_nothing(
    talk: Conversation, order: Order, mallory: User, cleo: Seller
) -> None:
    for stranger in (mallory, cleo.user):
        with pytest.raises(Conversation.DoesNotExist):
            conversations.say(talk, talks.words("Hi"), by=stranger)
        with pytest.raises(Conversation.DoesNotExist):
            conversations.mark_read(talk, by=stranger)
        with pytest.raises(Order.DoesNotExist):
            talks.about(order, "Hi", by=stranger)
    assert Message.objects.count() == 1


def test_a_double_click_says_it_once(talk: Conversation, ben: User, lamp: Listing) -> None:
    first, again = (talks.go_on(talk, token="twice") for _ in range(2))
    assert first.pk == again.pk
    assert unread(talk) == (0, 2)
    asked = [talks.ask(ben, lamp, token="asked twice").pk for _ in range(2)]
    assert asked[0] == asked[1]


def test_two_first_questions_at_once_begin_one_conversation(ben: User, lamp: Listing) -> None:
    at_once(*[lambda: talks.ask(ben, lamp, token="same") for _ in range(4)])
    assert (Conversation.objects.count(), Message.objects.count()) == (1, 1)


def test_nothing_too_much_and_nobody_are_refused_with_a_sentence(
    talk: Conversation, lamp: Listing, ada: Seller
) -> None:
    with pytest.raises(CannotSay, match="Write something first"):
        talks.go_on(talk, " \n\t\ufffc")
    with pytest.raises(CannotSay, match="at most 2000 characters"):
        talks.go_on(talk, "x" * 2001)
    with pytest.raises(CannotSay, match="your own"):
        talks.ask(ada.user, lamp)
    Listing.objects.update(state="draft")
    with pytest.raises(Listing.DoesNotExist):
        talks.ask(talk.buyer, lamp)


def test_nobody_floods(talk: Conversation, lamp: Listing, ben: User) -> None:
    for number in range(message_limits.IN_TEN_MINUTES - 1):
        talks.go_on(talk, f"{number}")
    with pytest.raises(TooMuchAtOnce, match="Wait ten minutes"):
        talks.go_on(talk)
    talks.answer(talk)
    assert Message.objects.count() == message_limits.IN_TEN_MINUTES + 1


def test_nobody_asks_all_sellers_at_once(
    lamp: Listing, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_limits, "NEW_IN_A_DAY", 2)
    things = [factories.listing(lamp.seller, lamp.category, f"Lamp {n}") for n in range(3)]
    talks.ask(ben, things[0])
    talks.ask(ben, things[1])
    talks.ask(ben, things[0])
    with pytest.raises(TooMuchAtOnce, match="tomorrow"):
        talks.ask(ben, things[2])


def test_a_letter_comes_once_until_it_is_read(talk: Conversation) -> None:
    talks.go_on(talk)
    letters = Notice.objects.filter(kind="message_received")
    assert [letter.to_id for letter in letters] == [talk.seller.user_id]
    conversations.mark_read(talk, by=talk.seller.user)
    talks.go_on(talk)
    assert letters.filter(to=talk.seller.user).count() == 2
    subject, body = notices.worded(letters.last())
    assert subject == "Ben wrote to you about Brass reading lamp"
    assert talk.get_absolute_url() in body
    talks.answer(talk)
    subject, body = notices.worded(letters.get(to=talk.buyer))
    assert subject == "Ada's Lamps wrote to you about Brass reading lamp"


def test_it_is_written_down_without_the_words(talk: Conversation) -> None:
    row = AuditEntry.objects.get(action="said")
    assert (row.by_id, row.subject_id) == (talk.buyer_id, str(talk.pk))
    assert "still there" not in str(row.detail)


def refused(statement: str, constraint: str) -> None:
    with (
        pytest.raises(IntegrityError) as wrong,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert wrong.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]


def test_the_database_changes_no_words(talk: Conversation, ben: User, order: Order) -> None:
    table, stays = "marketplace_message", "what_was_said_stays"
    refused(f"UPDATE {table} SET text = 'No'", stays)
    refused(f"UPDATE {table} SET shown = '', text = ''", stays)
    refused(f"UPDATE {table} SET at = at + interval '1 day'", stays)
    refused(f"UPDATE {table} SET forgotten_at = now()", "what_is_forgotten_says_nothing")
    with pytest.raises(Exception, match=r"permission denied|stays"), transaction.atomic():
        Message.objects.all()._raw_delete("default")
    said = talks.about(order, "Thanks", by=ben)
    refused(
        f"UPDATE {table} SET text = '', shown = '', forgotten_at = now() WHERE id = {said.pk}",
        stays,
    )


def test_the_database_lets_only_the_two_speak(
    talk: Conversation, mallory: User, cleo: Seller, order: Order, monday: datetime
) -> None:
    with pytest.raises(IntegrityError, match="only the two"), transaction.atomic():
        Message.objects.create(
            conversation=talk, by=mallory, text="x", shown="x", token="x", at=monday
        )
    parts = {"began_at": monday, "last_at": monday}
    for wrong in (
        {"buyer": mallory, "seller": talk.seller, "order": order},
        {"buyer": mallory, "seller": cleo, "listing": talk.listing},
        {"buyer": talk.seller.user, "seller": talk.seller, "listing": talk.listing},
    ):
        with pytest.raises(IntegrityError, match="between a buyer"), transaction.atomic():
            Conversation.objects.create(**parts, **wrong)
    with pytest.raises(IntegrityError, match="about_a_listing_or"), transaction.atomic():
        Conversation.objects.create(**parts, buyer=mallory, seller=cleo)
    with pytest.raises(IntegrityError, match="keeps its two"), transaction.atomic():
        Conversation.objects.update(buyer=mallory)
