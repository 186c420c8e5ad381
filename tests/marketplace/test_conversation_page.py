"""The pages on which two people talk."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marketplace import message_limits
from marketplace.models import Conversation, Listing, Message, MessageReport, Order, User
from sellers.models import Seller
from tests import doings, factories, queries, talks

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday")]
HIDDEN = "[contact hidden"


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def words(client: Client, address: str, **more: Any) -> str:
    answer = client.get(address, more)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.buy(ben, lamp)


def test_both_write_on_the_page_of_the_order(ben: User, ada: Seller, order: Order) -> None:
    address = reverse("order_messages", args=[order.number])
    said = client_of(ben).post(address, {"text": "Is it wrapped?", "token": "a"})
    assert said["Location"] == f"{order.get_absolute_url()}#messages"
    desk = f"/desk/orders/{order.number}/"
    page = words(client_of(ada.user), desk)
    assert "Is it wrapped?" in page
    assert "1 new" in page
    answered = client_of(ada.user).post(address, {"text": "In paper.", "token": "b"})
    assert answered["Location"] == f"{desk}#messages"
    assert "In paper." in words(client_of(ben), order.get_absolute_url())


def test_what_is_refused_is_not_lost(ben: User, ada: Seller, order: Order) -> None:
    address = reverse("order_messages", args=[order.number])
    for person in (ben, ada.user):
        empty = client_of(person).post(address, {"text": " ", "token": "x"}).content.decode()
        assert "Write something first." in empty
        long = client_of(person).post(address, {"text": "long " * 500, "token": "x"})
        assert "at most 2000 characters" in long.content.decode()
        assert "long long" in long.content.decode()
    assert not Message.objects.exists()


def test_too_fast_keeps_the_words(ben: User, order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(message_limits, "IN_TEN_MINUTES", 1)
    talk = talks.about(order, "One", by=ben).conversation
    page = client_of(ben).post(talk.get_absolute_url(), {"text": "Two", "token": "t"})
    assert "Wait ten minutes" in page.content.decode()
    assert "Two</textarea>" in page.content.decode()


def test_a_stranger_finds_nothing(mallory: User, cleo: Seller, ben: User, lamp: Listing) -> None:
    order, message = doings.buy(ben, lamp), talks.ask(ben, lamp)
    key = message.conversation.key
    for stranger in (mallory, cleo.user):
        client = client_of(stranger)
        assert client.get(message.conversation.get_absolute_url()).status_code == 404
        for name, args in (
            ("conversation", [key]),
            ("order_messages", [order.number]),
            ("message_report", [key, message.pk]),
            ("message_publication", [key, message.pk]),
            ("message_publication_removal", [key, message.pk]),
        ):
            assert client.post(reverse(name, args=args), {"text": "x"}).status_code == 404
        assert "Nothing was said yet" in words(client, "/messages/")
    assert Client().get("/messages/")["Location"].startswith("/accounts/login/")
    assert Message.objects.count() == 1


def test_contact_data_reaches_nobody_and_the_writer_is_told(ben: User, lamp: Listing) -> None:
    talk = talks.ask(ben, lamp).conversation
    typed = {"text": "Mail me: ben@example.com", "token": "t"}
    page = client_of(ben).post(talk.get_absolute_url(), typed, follow=True).content.decode()
    assert "Sent, without what looks like contact data" in page
    assert "ben@example.com" in page
    assert HIDDEN in page
    theirs = client_of(lamp.seller.user)
    for address in (talk.get_absolute_url(), "/messages/"):
        page = words(theirs, address)
        assert "ben@example.com" not in page
        assert HIDDEN in page


def test_opening_it_reads_it_and_the_inbox_has_what_is_new_first(
    ben: User, ada: Seller, lamp: Listing, lamps: Any
) -> None:
    old = talks.ask(ben, lamp).conversation
    client = client_of(ada.user)
    assert "1<span" in words(client, "/desk/")
    words(client, old.get_absolute_url())
    new = talks.ask(ben, factories.listing(ada, lamps, "Globe")).conversation
    page = words(client, "/messages/")
    assert page.index(new.get_absolute_url()) < page.index(old.get_absolute_url())
    only = words(client, "/messages/", show="new")
    assert new.get_absolute_url() in only
    assert old.get_absolute_url() not in only
    new.refresh_from_db()
    assert (old.seller_unread, new.seller_unread) == (1, 1)
    old.refresh_from_db()
    assert old.seller_unread == 0
    talks.answer(old)
    assert 'class="count">1<' in words(client_of(ben), "/")


def test_a_long_conversation_and_a_long_inbox_go_on_by_pages(
    ben: User, ada: Seller, lamp: Listing, lamps: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_limits, "IN_TEN_MINUTES", 100)
    talk = talks.ask(ben, lamp, "number 0.").conversation
    for number in range(1, 25):
        talks.go_on(talk, f"number {number}.")
    page = client_of(ben).get(talk.get_absolute_url())
    assert "number 24." in page.content.decode()
    assert "number 4." not in page.content.decode()
    older = words(client_of(ben), talk.get_absolute_url(), before=page.context["talk"].older)
    assert "number 4." in older
    assert "number 5." not in older
    for number in range(24):
        talks.ask(ben, factories.listing(ada, lamps, f"Thing {number}"))
    first = client_of(ben).get("/messages/")
    second = client_of(ben).get("/messages/", {"after": first.context["after"]})
    seen = [row["conversation"].pk for page in (first, second) for row in page.context["rest"]]
    assert sorted(seen) == sorted(Conversation.objects.values_list("pk", flat=True))


def test_a_seller_puts_a_prepared_reply_in_without_losing_words(
    ben: User, ada: Seller, lamp: Listing
) -> None:
    talk, client = talks.ask(ben, lamp).conversation, client_of(ada.user)
    client.post("/desk/replies/", {"title": "Sends", "text": "It leaves tomorrow."})
    reply = ada.canned_replies.get()
    typed = {"text": "Hello Ben.", "prepared": reply.pk, "put": "1", "token": "x"}
    page = client.post(talk.get_absolute_url(), typed).content.decode()
    assert "Hello Ben.\nIt leaves tomorrow.</textarea>" in page
    assert Message.objects.count() == 1
    assert "A prepared reply" not in words(client_of(ben), talk.get_absolute_url())


def test_a_message_is_reported_once_and_not_ones_own(ben: User, lamp: Listing) -> None:
    message = talks.ask(ben, lamp, "Pay me elsewhere")
    address = reverse("message_report", args=[message.conversation.key, message.pk])
    client = client_of(lamp.seller.user)
    page = client.post(address, {"words": "Look!"}).content.decode()
    assert "Choose what fits best." in page
    assert "Look!" in page
    for _ in range(2):
        client.post(address, {"reason": "elsewhere", "words": "Look!"})
    assert MessageReport.objects.get().words == "Look!"
    assert "reported to our staff" in words(client, message.conversation.get_absolute_url())
    own = client_of(ben).post(address, {"reason": "rude"}, follow=True).content.decode()
    assert "what you wrote yourself" in own
    assert MessageReport.objects.count() == 1


def test_more_messages_ask_the_database_no_more(
    ben: User, ada: Seller, lamp: Listing, lamps: Any, order: Order
) -> None:
    talk = talks.about(order, "Hi", by=ben).conversation

    def more() -> None:
        for number in range(3):
            talks.answer(talk, f"{number}")
            talks.go_on(talk)
            talks.ask(ben, factories.listing(ada, lamps, f"Thing {number}"))

    pages = ["/messages/", talk.get_absolute_url(), order.get_absolute_url()]
    little = [queries.of_page(client_of(ben), page) for page in pages]
    more()
    much = [queries.of_page(client_of(ben), page) for page in pages]
    assert little == much
    assert max(much) <= 12
    assert queries.of_page(client_of(ada.user), "/messages/") <= 12
