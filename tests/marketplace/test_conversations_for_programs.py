"""Programs list conversations, read, say, mark as read, and report."""

import pytest

from marketplace.models import Listing, Message, MessageReport, User
from sellers.models import Seller
from tests import doings, talks
from tests.marketplace.test_api import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_a_whole_conversation_by_program(ben: User, ada: Seller, lamp: Listing) -> None:
    bens, adas = Program(ben), Program(ada.user)
    body = {"text": "Mail me: ben@example.com", "may_be_public": True}
    asked = bens.send(f"/listings/{lamp.pk}/questions/", body)
    assert asked.status_code == 201
    assert (asked.json()["text"], asked.json()["hidden"]) == (body["text"], True)
    [row] = adas.read("/messages/").json()["results"]
    assert (row["with_whom"], row["unread"], row["listing"]) == ("Ben", 1, lamp.pk)
    address = f"/messages/{row['id']}/"
    [message] = adas.read(address).json()["results"]
    assert "contact hidden" in message["text"]
    assert adas.send(f"{address}reading/").json()["unread"] == 0
    assert adas.send(address, {"text": "Write here."}).status_code == 201
    assert bens.read("/messages/").json()["results"][0]["unread"] == 1


def test_the_same_key_says_it_once_and_empty_is_refused(ben: User, lamp: Listing) -> None:
    order, bens = doings.buy(ben, lamp), Program(ben)
    where = f"/orders/{order.number}/messages/"
    ids = {bens.send(where, {"text": "Hi"}, idempotency_key="k").json()["id"] for _ in range(2)}
    assert len(ids) == Message.objects.count() == 1
    assert bens.send(where, {"text": ""}).status_code == 400
    assert bens.send(where, {"text": " "}).status_code == 422
    assert bens.send(where, {"text": "x" * 2001}).status_code == 400
    refused = bens.send(where, {"text": "\ufffc"})
    assert (refused.status_code, refused.json()["code"]) == (409, "cannot_say")


def test_a_stranger_finds_nothing(ben: User, mallory: User, lamp: Listing) -> None:
    order, message = doings.buy(ben, lamp), talks.ask(ben, lamp)
    other, address = Program(mallory), f"/messages/{message.conversation.key}/"
    assert other.read("/messages/").json()["results"] == []
    assert other.read(address).status_code == 404
    for path in (
        address,
        f"{address}reading/",
        f"{address}{message.pk}/report/",
        f"/orders/{order.number}/messages/",
    ):
        assert other.send(path, {"text": "Hi", "reason": "rude"}).status_code == 404
    assert Message.objects.count() == 1


def test_a_message_is_reported(ben: User, ada: Seller, lamp: Listing) -> None:
    message = talks.ask(ben, lamp)
    path = f"/messages/{message.conversation.key}/{message.pk}/report/"
    adas = Program(ada.user)
    assert adas.send(path, {"reason": "nonsense"}).status_code == 400
    assert adas.send(path, {"reason": "spam"}).status_code == 204
    assert MessageReport.objects.get().reason == "spam"
    assert Program(ben).send(path, {"reason": "spam"}).status_code == 409
