"""One decision in ten is made twice, by somebody who does not see the first; nothing moves by it."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from disputes import answering, blind, deciding, keeping_away, reviewing
from disputes.deciding import CannotDecide, Ruling
from disputes.models import BlindReading, Dispute
from disputes.reviewing import NotYours
from escrow import clock
from escrow.models import JournalEntry
from escrow.money import Money
from marketplace.models import Listing, User
from tests import doings, factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LIST = "/admin/disputes/dispute/blind/"
SECRET = "The dent is older than the parcel."


@pytest.fixture
def case(ben: User, lamp: Listing, sofia: User, monkeypatch: pytest.MonkeyPatch) -> Dispute:
    """Decided by Sofia for the seller, and drawn."""
    monkeypatch.setattr(blind, "ONE_IN", 1)
    opened = doings.complain(doings.delivered(ben, lamp))
    doings.check_files()
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    doings.propose(opened, by=sofia, outcome="release", reasons=SECRET)
    deciding.comment(opened, by=ben, words="I do not agree with this decision.")
    doings.let_pass(hours=49)
    return Dispute.objects.get(pk=opened.pk)


@pytest.fixture
def drawn(case: Dispute) -> BlindReading:
    return BlindReading.objects.get()


def test_the_page_shows_the_file_and_nothing_of_the_decision(
    client: Client, drawn: BlindReading, otto: User
) -> None:
    client.force_login(otto)
    assert f"{LIST}{drawn.pk}/" in client.get(LIST).content.decode()
    page = client.get(f"{LIST}{drawn.pk}/").content.decode()
    for there in ("The shade is cracked.", "It left whole.", "/thumb/"):
        assert there in page
    for gone in (SECRET, "I do not agree with this decision.", "proposed", "Sofia"):
        assert gone not in page


def test_it_is_read_once_and_moves_nothing(
    client: Client, case: Dispute, drawn: BlindReading, otto: User
) -> None:
    client.force_login(otto)
    entries, state = JournalEntry.objects.count(), case.state
    answer = {"outcome": "release", "amount": "", "reasons": "No crack to be seen."}
    for _ in range(2):
        client.post(f"{LIST}{drawn.pk}/", answer)
    drawn.refresh_from_db()
    assert (drawn.by, drawn.outcome, drawn.agrees) == (otto, "release", True)
    assert JournalEntry.objects.count() == entries
    assert Dispute.objects.get(pk=case.pk).state == state
    with pytest.raises(NotYours, match="faster"):
        third = factories.staff("third@example.com", "Third")
        blind.read(drawn, Ruling("refund", "It shows."), by=third)


@pytest.mark.parametrize(("minor", "alike"), [(0, True), (469, True), (470, False), (4690, False)])
def test_about_the_same_is_alike(drawn: BlindReading, minor: int, alike: bool) -> None:
    assert blind.agree(drawn.decision, Money(minor, "EUR")) is alike


def test_who_knows_the_case_or_the_people_reads_nothing(
    client: Client, drawn: BlindReading, sofia: User, otto: User, ben: User, mallory: User
) -> None:
    keeping_away.declare(by=otto, email=ben.email, kind="friend")
    for person in (sofia, otto, ben, mallory):
        with pytest.raises(NotYours):
            blind.read(drawn, Ruling("release", "Mine."), by=person)
        client.force_login(person)
        assert client.get(f"{LIST}{drawn.pk}/").status_code == 302
    client.force_login(sofia)
    assert client.get(LIST).context["rows"] == []


def test_a_mistake_is_told_and_the_words_stay(
    client: Client, drawn: BlindReading, otto: User
) -> None:
    client.force_login(otto)
    typed = {"outcome": "split", "amount": "half", "reasons": "Half each."}
    page = client.post(f"{LIST}{drawn.pk}/", typed).content.decode()
    assert "Write it like this" in page
    assert "Half each." in page
    page = client.post(f"{LIST}{drawn.pk}/", {**typed, "amount": "99"}).content.decode()
    assert "at most €46.90" in page
    with pytest.raises(CannotDecide):
        blind.read(drawn, Ruling("refund", " "), by=otto)


def test_about_one_in_ten_is_drawn_and_nobody_foresees_which(settings: object) -> None:
    drawn = [number for number in range(1000) if blind.is_drawn(number)]
    assert 60 < len(drawn) < 140
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert [number for number in range(1000) if blind.is_drawn(number)] != drawn


def test_the_database_lets_it_be_answered_once_and_by_somebody_else(
    drawn: BlindReading, sofia: User, otto: User
) -> None:
    answer = {
        "outcome": "release", "refund_minor": 0, "reasons": "x", "agrees": True, "at": clock.now(),
    }  # fmt: skip
    with pytest.raises(IntegrityError, match="somebody else"), transaction.atomic():
        BlindReading.objects.update(by=sofia, **answer)
    BlindReading.objects.update(by=otto, **answer)
    with pytest.raises(IntegrityError, match="answered once"), transaction.atomic():
        BlindReading.objects.update(reasons="Otherwise.")


def test_a_case_taken_and_given_back_is_known(ben: User, lamp: Listing, otto: User) -> None:
    opened = doings.complain(doings.delivered(ben, lamp))
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    reviewing.take(opened, by=otto)
    reviewing.hand_back(Dispute.objects.get(pk=opened.pk), by=otto)
    sofia = factories.staff("sofia@example.com", "Sofia")
    decision = doings.propose(Dispute.objects.get(pk=opened.pk), by=sofia, outcome="refund")
    assert not blind.may_read(decision, otto)
