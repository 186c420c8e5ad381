"""A question before buying, and what of it everybody may read."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from escrow import clock
from marketplace import listing_questions
from marketplace.listing_questions import CannotPublish
from marketplace.models import Listing, ListingQuestion, Message, User
from sellers.models import Seller
from tests import doings, factories, queries, talks

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday")]


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def words(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def asking(listing: Listing) -> str:
    return reverse("listing_questions", args=[listing.pk])


@pytest.fixture
def asked(ben: User, lamp: Listing) -> Message:
    return talks.ask(ben, lamp, "How tall is it?", may_be_public=True)


def publish(client: Client, message: Message, answer: str = "40 cm tall.") -> Any:
    where = reverse("message_publication", args=[message.conversation.key, message.pk])
    return client.post(where, {"answer": answer}, follow=True)


def test_a_buyer_asks_and_comes_to_the_conversation(ben: User, lamp: Listing) -> None:
    assert asking(lamp) in words(client_of(ben), lamp.get_absolute_url())
    typed = {"text": "How tall is it?", "token": "a"}
    answer = client_of(ben).post(asking(lamp), typed, follow=True)
    assert answer.redirect_chain[0][0] == f"{ben.conversations.get().get_absolute_url()}#last"
    assert "How tall is it?" in answer.content.decode()
    assert Message.objects.get().may_be_public is False


def test_a_visitor_signs_in_and_finds_what_they_typed(ben: User, lamp: Listing) -> None:
    client = Client()
    typed = {"text": "Is the cord long?", "may_be_public": "on", "token": "a"}
    led = client.post(asking(lamp), typed)
    assert led["Location"].startswith("/accounts/login/?next=")
    entrance = {"login": ben.email, "password": factories.PASSWORD}
    back = client.post(led["Location"], entrance)
    assert back["Location"] == f"{asking(lamp)}#ask"
    page = words(client, asking(lamp))
    assert "Is the cord long?</textarea>" in page
    assert "checked" in page
    assert not Message.objects.exists()
    client.post(asking(lamp), {**typed, "token": "b"})
    assert Message.objects.get().may_be_public
    assert "Is the cord long?</textarea>" not in words(client, asking(lamp))


def test_the_seller_shows_it_with_an_answer_and_without_a_name(
    ada: Seller, lamp: Listing, asked: Message
) -> None:
    page = publish(client_of(ada.user), asked, "40 cm. Call 0170 1234567").content.decode()
    assert "Everybody can read it" in page
    shown = words(Client(), lamp.get_absolute_url())
    assert "How tall is it?" in shown
    assert "40 cm. Call [contact hidden" in shown
    assert "1234567" not in shown
    assert "Okafor" not in shown
    assert "Ben " not in shown
    publish(client_of(ada.user), asked, "41 cm, sorry.")
    shown = words(Client(), lamp.get_absolute_url())
    assert "41 cm, sorry." in shown
    assert "40 cm." not in shown


def test_only_what_the_buyer_allowed_and_only_by_the_seller(
    ben: User, ada: Seller, cleo: Seller, lamp: Listing, asked: Message
) -> None:
    quiet = talks.go_on(asked.conversation, "And for me alone?")
    order = talks.about(doings.buy(ben, lamp), "Mine?", by=ben, may_be_public=True)
    own = talks.answer(asked.conversation, may_be_public=True)
    for message in (quiet, order, own):
        with pytest.raises(CannotPublish, match="not allowed"):
            listing_questions.publish(message, by=ada.user, answer="Yes")
        with pytest.raises(IntegrityError, match="has not allowed"), transaction.atomic():
            ListingQuestion.objects.create(
                listing=lamp, message=message, answer="x", published_at=clock.now()
            )
    assert publish(client_of(ben), asked).status_code == 404
    assert publish(client_of(cleo.user), asked).status_code == 404
    empty = publish(client_of(ada.user), asked, " ").content.decode()
    assert "Write the answer that everybody reads." in empty
    assert not ListingQuestion.objects.exists()


def test_either_takes_it_down_and_what_the_buyer_takes_down_stays_down(
    ben: User, ada: Seller, lamp: Listing, asked: Message
) -> None:
    where = reverse("message_publication_removal", args=[asked.conversation.key, asked.pk])
    for person in (ada.user, ben):
        publish(client_of(ada.user), asked)
        assert "How tall is it?" in words(Client(), lamp.get_absolute_url())
        for _ in range(2):
            assert client_of(person).post(where).status_code == 302
        assert "How tall is it?" not in words(Client(), lamp.get_absolute_url())
    again = publish(client_of(ada.user), asked).content.decode()
    assert "The buyer has taken this question down." in again
    with pytest.raises(IntegrityError, match="taken down and not changed"), transaction.atomic():
        ListingQuestion.objects.update(removed_at=None, removed_by=None)


def test_a_few_stand_on_the_listing_and_all_on_their_own_page(
    ada: Seller, lamp: Listing, client: Client
) -> None:
    def more(first: int, last: int) -> None:
        for number in range(first, last):
            buyer = factories.person(f"b{number}@example.com", f"B {number}")
            message = talks.ask(buyer, lamp, f"Question {number}?", may_be_public=True)
            listing_questions.publish(message, by=ada.user, answer=f"Answer {number}.")

    more(0, 1)
    client.force_login(ada.user)
    address = lamp.get_absolute_url()
    little, much = queries.before_and_after(client, address, lambda: more(1, 25))
    assert little == much <= 10
    page = words(client, address)
    assert page.count("Answer ") == listing_questions.FEW
    assert "All questions" in page
    first = client.get(asking(lamp))
    second = words(client, f"{asking(lamp)}?after={first.context['after']}")
    assert first.content.decode().count('<p class="said"') == 40
    assert "Answer 4." in second
    assert queries.of_page(client, asking(lamp)) <= 12


def test_nobody_asks_themselves_or_about_a_draft(ben: User, ada: Seller, lamp: Listing) -> None:
    own = client_of(ada.user).post(asking(lamp), {"text": "Hi", "token": "a"}).content.decode()
    assert "Ask Ada" not in own
    assert not Message.objects.exists()
    Listing.objects.update(state="draft")
    assert client_of(ben).get(asking(lamp)).status_code == 404
    assert client_of(ben).post(asking(lamp), {"text": "Hi"}).status_code == 404


def test_what_was_asked_is_forgotten_with_its_writer_and_what_was_agreed_stays(
    ben: User, ada: Seller, lamp: Listing, asked: Message
) -> None:
    from tests.marketplace.test_leave import ended, gone

    publish(client_of(ada.user), asked)
    said = talks.about(ended(ben, lamp), "Leave it at the door.", by=ben)
    gone(ben)
    asked.refresh_from_db()
    said.refresh_from_db()
    assert (asked.text, asked.shown, said.text) == ("", "", "Leave it at the door.")
    assert "How tall" not in words(Client(), lamp.get_absolute_url())
    page = words(client_of(ada.user), asked.conversation.get_absolute_url())
    assert "They have left, and their words with them." in page
    answer = client_of(ada.user).post(asked.conversation.get_absolute_url(), {"text": "Hello?"})
    assert "Nobody reads this any more" in answer.content.decode()
