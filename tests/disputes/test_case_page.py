"""Both parties read the same case and know whose turn it is."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from disputes import answering, evidence
from disputes.models import Dispute
from escrow import clock
from marketplace.models import Listing, User
from tests import books, doings

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(monday: datetime, ben: User, lamp: Listing) -> Dispute:
    return doings.complain(doings.delivered(ben, lamp))


def read(client: Client, case: Dispute, by: User) -> str:
    client.force_login(by)
    return client.get(case.get_absolute_url()).content.decode()


def test_the_buyer_reads_until_when_the_seller_has(client: Client, case: Dispute) -> None:
    page = read(client, case, case.claimant)
    assert "Ada&#x27;s Lamps has until Mon 9 Mar" in page
    assert "a clear case is paid, and the others go to our staff" in page
    assert "Take my complaint back" in page
    assert "Agree: give" not in page


def test_the_seller_reads_that_it_is_their_turn(client: Client, case: Dispute) -> None:
    page = read(client, case, case.order.seller.user)
    assert "It is your turn until Mon 9 Mar" in page
    assert "You keep €0.00 of these things, after our fee." in page
    assert "Take my complaint back" not in page


def test_each_photo_stands_with_the_words_it_came_with(client: Client, case: Dispute) -> None:
    clock.advance(timedelta(minutes=5))
    evidence.bring(case, by=case.claimant, photos=[doings.photo()], text="From below.")
    answering.contest(case, by=case.order.seller.user, text="It left whole.", photos=[])
    client.force_login(case.claimant)
    events = client.get(case.get_absolute_url()).context["events"]
    assert [(event.voice, len(event.photos)) for event in events] == [
        ("buyer", 1),
        ("buyer", 1),
        ("seller", 0),
    ]


def test_a_decision_is_read_with_its_reasons(client: Client, case: Dispute, sofia: User) -> None:
    answering.contest(case, by=case.order.seller.user, text="It left whole.")
    assert "Our staff decide by" in read(client, case, case.claimant)
    doings.decide(
        case, by=sofia, outcome="refund", reasons="The box is dented.", clauses=["undecidable"]
    )
    for person in (case.claimant, case.order.seller.user):
        page = read(client, case, person)
        assert "Ben gets €46.90 back." in page
        assert "The box is dented." in page
        assert "It cannot be decided: half each" in page
        assert "Add photos, or say more" not in page
    books.assert_right()


def test_either_party_adds_photos_while_it_is_open(client: Client, case: Dispute) -> None:
    for person in (case.claimant, case.order.seller.user):
        client.force_login(person)
        more = {"photos": [SimpleUploadedFile("a.jpg", doings.jpeg())], "text": "Look."}
        answer = client.post(f"{case.get_absolute_url()}evidence/", more, follow=True)
        assert "Added. Both sides see it." in answer.content.decode()
    assert case.evidence.count() == 3


def test_an_empty_or_broken_addition_gets_a_sentence(client: Client, case: Dispute) -> None:
    client.force_login(case.claimant)
    address = f"{case.get_absolute_url()}evidence/"
    assert "Choose a photo or write something." in client.post(address).content.decode()
    broken = {"photos": [SimpleUploadedFile("a.jpg", b"no")], "text": "Look at the rim."}
    page = client.post(address, broken).content.decode()
    assert "is not a picture we can read" in page
    assert "Look at the rim." in page


def test_a_closed_case_takes_no_more(client: Client, case: Dispute) -> None:
    answering.accept(case, by=case.order.seller.user)
    client.force_login(case.claimant)
    for more in ({"text": "One more thing."}, {}):
        answer = client.post(f"{case.get_absolute_url()}evidence/", more, follow=True)
        assert "The case is closed." in answer.content.decode()


def test_the_buyer_takes_it_back_and_the_wait_goes_on(client: Client, case: Dispute) -> None:
    client.force_login(case.claimant)
    address = f"{case.get_absolute_url()}withdrawal/"
    assert "The wait goes on." in client.post(address, follow=True).content.decode()
    assert case.order.lines.get().hold.state == "inspecting"
    page = client.post(address, follow=True).content.decode()
    assert "it is closed" in page
    assert "You took your complaint back" in page
    books.assert_right()


def test_only_the_buyer_takes_it_back(client: Client, case: Dispute) -> None:
    client.force_login(case.order.seller.user)
    answer = client.post(f"{case.get_absolute_url()}withdrawal/", follow=True)
    assert "cannot be withdrawn" in answer.content.decode()
    case.refresh_from_db()
    assert case.is_open()


@pytest.mark.parametrize("who", ["mallory", "cleo", "sofia"])
def test_nobody_else_finds_it(client: Client, case: Dispute, who: str, request: Any) -> None:
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))
    address = case.get_absolute_url()
    assert client.get(address).status_code == 404
    for noun in ("answer", "evidence", "withdrawal"):
        assert client.post(f"{address}{noun}/", {"answer": "accept"}).status_code == 404


def test_a_case_is_not_found_under_another_order(
    client: Client, case: Dispute, ben: User, lamp: Listing
) -> None:
    other = doings.buy(ben, lamp)
    client.force_login(ben)
    assert client.get(f"/orders/{other.number}/disputes/{case.pk}/").status_code == 404


def test_more_photos_ask_no_more_of_the_database(client: Client, case: Dispute) -> None:
    client.force_login(case.claimant)
    asked = []
    for _ in range(2):
        evidence.bring(case, by=case.claimant, photos=[doings.photo()], text="More.")
        client.get(case.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(case.get_absolute_url())
        asked.append(len(queries))
    assert asked[0] == asked[1]
