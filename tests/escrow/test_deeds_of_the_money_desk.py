"""What finance does on the money desk: ask, act again, explain, try again; each safe twice."""

import json

import pytest
from django.test import Client

from escrow import asking, clock, masked_body, replaying
from escrow.models import (
    AuditEntry,
    Deadline,
    JournalEntry,
    Operation,
    PaymentEvent,
    PaymentEventOutcome,
    Refund,
    ReportDifference,
)
from escrow.money_rights import NotAllowed
from marketplace import fulfilment
from marketplace.models import Listing, Order, User
from tests import books, doings, factories
from tests.escrow.test_money_desk import TIMEOUT_TAKEN, at, read, stranger_in_the_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def fay(client: Client, db: None) -> User:
    found = factories.finance("fay@example.com")
    client.force_login(found)
    return found


@pytest.fixture
def reader(db: None) -> User:
    return factories.finance("reader@example.com", "look_at_money")


def unknown(ben: User, lamp: Listing) -> Operation:
    doings.pay(doings.place(ben, lamp), card=TIMEOUT_TAKEN)
    return Operation.objects.get(state="unknown")


def test_what_each_answer_means_is_said_before_it_is_asked(
    client: Client, fay: User, ben: User, lamp: Listing
) -> None:
    page = read(client, at(unknown(ben, lamp)))
    for words in ("It took the money", "The order is paid", "It took nothing", "No clear answer"):
        assert words in page


def test_asking_again_settles_it_by_the_story_and_once(
    client: Client, fay: User, ben: User, lamp: Listing
) -> None:
    call = unknown(ben, lamp)
    page = client.post(at(call), follow=True).content.decode()
    call.refresh_from_db()
    assert call.state == "succeeded"
    assert "The provider did it, and the books say so." in page
    assert Order.objects.get().state == "paid"
    entries = JournalEntry.objects.count()
    assert "has its answer already" in client.post(at(call), follow=True).content.decode()
    assert JournalEntry.objects.count() == entries
    asked = AuditEntry.objects.get(action="provider_asked_again")
    assert (asked.by, asked.detail) == (fay, {"state": "unknown"})
    books.assert_right()


def test_who_may_only_look_asks_nobody(
    client: Client, reader: User, ben: User, lamp: Listing
) -> None:
    call = unknown(ben, lamp)
    client.force_login(reader)
    assert "Ask again now" not in read(client, at(call))
    assert "another right" in client.post(at(call)).content.decode()
    with pytest.raises(NotAllowed):
        asking.ask_again(call.pk, by=reader)
    call.refresh_from_db()
    assert call.state == "unknown"


def test_a_stranger_of_our_staff_finds_no_call(
    client: Client, sofia: User, ben: User, lamp: Listing
) -> None:
    call = unknown(ben, lamp)
    client.force_login(sofia)
    assert client.get(at(call)).status_code == 403
    assert client.post(at(call)).status_code == 403


def test_a_message_is_acted_on_again_and_nothing_happens_twice(
    client: Client, fay: User, ben: User, lamp: Listing
) -> None:
    doings.buy(ben, lamp)
    doings.let_pass(minutes=5)
    event = PaymentEvent.objects.order_by("pk").first()
    assert event is not None
    entries = JournalEntry.objects.count()
    for _turn in range(2):
        page = client.post(at(event), follow=True).content.decode()
        assert "The provider says: succeeded." in page
    assert JournalEntry.objects.count() == entries
    assert AuditEntry.objects.filter(action="message_acted_on", by=fay).count() == 2
    books.assert_right()


def test_a_message_that_was_not_acted_on_is(fay: User, ben: User, lamp: Listing) -> None:
    call = unknown(ben, lamp)
    doings.let_pass(minutes=5)
    event = PaymentEvent.objects.order_by("pk").first()
    assert event is not None
    PaymentEventOutcome.objects.filter(event=event).update(outcome="", at=None)
    assert replaying.act_again(event, by=fay) == "succeeded"
    call.refresh_from_db()
    assert (call.state, PaymentEventOutcome.objects.get(event=event).outcome) == (
        "succeeded",
        "succeeded",
    )
    books.assert_right()


def test_who_may_only_look_replays_nothing(
    client: Client, reader: User, ben: User, lamp: Listing
) -> None:
    doings.buy(ben, lamp)
    doings.let_pass(minutes=5)
    event = PaymentEvent.objects.order_by("pk").first()
    client.force_login(reader)
    assert "another right" in client.post(at(event)).content.decode()
    assert not AuditEntry.objects.filter(action="message_replayed").exists()


def test_people_and_secrets_are_hidden_in_what_is_shown() -> None:
    said = {
        "id": "evt_1",
        "data": {
            "amount": 4200,
            "billing_details": {"name": "Ben Okafor", "email": "ben@example.com"},
            "card": {"last4": "4242"},
            "note": "call ben@example.com, DE89370400440532013000",
            "client_secret": "pi_secret",
        },
    }
    shown = masked_body.of(json.dumps(said).encode())
    assert "evt_1" in shown
    assert "4200" in shown
    for private in ("Ben", "example.com", "4242", "DE8937", "pi_secret"):
        assert private not in shown
    assert "example.com" not in masked_body.of(b"mail=ben@example.com&x=1")
    assert "abc" not in masked_body.headers({"Stripe-Signature": "abc", "X-Id": "1"})


def test_a_difference_shows_both_sides_and_is_explained_in_a_sentence(
    client: Client, fay: User, ben: User, lamp: Listing
) -> None:
    doings.buy(ben, lamp)
    stranger_in_the_report()
    row = ReportDifference.objects.get(reference="sb_stranger")
    entries = JournalEntry.objects.count()
    page = read(client, at(row))
    assert "The provider tells of money that our books do not have." in page
    assert "12.00" in page
    empty = client.post(at(row), {"note": "  "}).content.decode()
    assert "in a sentence" in empty
    page = client.post(at(row), {"note": "Another shop's."}, follow=True).content.decode()
    assert "No money has moved" in page
    again = client.post(at(row), {"note": "Once more."}, follow=True).content.decode()
    assert "explained it already" in again
    row.refresh_from_db()
    assert (row.settled_by, row.note) == (fay, "Another shop's.")
    assert JournalEntry.objects.count() == entries


def test_who_may_only_look_explains_nothing(client: Client, reader: User) -> None:
    stranger_in_the_report()
    row = ReportDifference.objects.get()
    client.force_login(reader)
    refused = client.post(at(row), {"note": "It is fine."}).content.decode()
    assert "another right" in refused
    row.refresh_from_db()
    assert row.settled_at is None


def test_a_dead_deadline_says_what_happens_then_and_gets_another_try(
    client: Client, fay: User, reader: User
) -> None:
    dead = Deadline.objects.create(
        subject_type="hold",
        subject_id="1",
        kind="release",
        due_at=clock.now(),
        state="dead",
        attempts=8,
        last_error="ValueError('no such lamp')",
    )
    page = read(client, at(dead))
    assert "The held money goes to the seller" in page
    assert "no such lamp" in page
    client.force_login(reader)
    assert "another right" in client.post(at(dead)).content.decode()
    client.force_login(fay)
    assert "due again" in client.post(at(dead), follow=True).content.decode()
    assert "Nothing was changed" in client.post(at(dead), follow=True).content.decode()
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == ("pending", 0)


def test_a_stranded_refund_shows_its_calls_and_is_sent_again(
    client: Client, fay: User, reader: User, ben: User, lamp: Listing
) -> None:
    placed = doings.place(ben, lamp)
    doings.pay(placed, card=doings.CLOSED_CARD)
    fulfilment.cancel_by_seller(placed.orders.get().number, by=lamp.seller.user)
    doings.let_pass(minutes=5)
    refund = Refund.objects.get()
    page = read(client, at(refund))
    assert "It could not be brought to the buyer." in page
    assert placed.orders.get().number in page
    client.force_login(reader)
    assert "another right" in client.post(at(refund)).content.decode()
    client.force_login(fay)
    assert "Sent again." in client.post(at(refund), follow=True).content.decode()
    again = client.post(at(refund)).content.decode()
    assert "on its way, or has arrived" in again
    books.assert_right()
