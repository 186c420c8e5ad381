"""Staff among themselves: notes that the two never read, and a case handed to somebody by name."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from disputes import answering, colleagues, keeping_away, reviewing
from disputes.models import Dispute, StaffNote
from disputes.reviewing import NotYours
from escrow.models import AuditEntry, Notice
from marketplace.models import Listing, User
from tests import doings, factories, queries
from tests.disputes.pages import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
WORDS = "The seller called: the courier has a photo."


@pytest.fixture
def case(ben: User, lamp: Listing, sofia: User) -> Dispute:
    """Sofia has it."""
    opened = doings.complain(doings.delivered(ben, lamp))
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    return reviewing.take(opened, by=sofia)


def address(case: Dispute) -> str:
    return f"/admin/disputes/dispute/{case.pk}/change/"


def now(case: Dispute) -> Dispute:
    return Dispute.objects.get(pk=case.pk)


def test_a_note_is_for_staff_and_never_for_the_two(
    client: Client, case: Dispute, sofia: User, otto: User, ben: User
) -> None:
    client.force_login(otto)
    client.post(address(case), {"step": "note", "words": WORDS})
    client.force_login(sofia)
    assert WORDS in client.get(address(case)).content.decode()
    for party in (ben, case.order.seller.user):
        assert WORDS not in seen(case, party)
        with pytest.raises(NotYours):
            colleagues.note(case, by=party, words="Mine.")
    assert AuditEntry.objects.filter(action="case_noted", by=otto).count() == 1


def test_a_note_says_something_and_stays(case: Dispute, sofia: User) -> None:
    with pytest.raises(NotYours, match="Write something"):
        colleagues.note(case, by=sofia, words=" ")
    colleagues.note(case, by=sofia, words=WORDS)
    with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
        StaffNote.objects.update(words="Nothing.")


def test_a_colleague_gets_it_with_a_note_and_is_told(
    client: Client, case: Dispute, sofia: User, otto: User
) -> None:
    due = now(case).decide_by
    client.force_login(sofia)
    for _ in range(2):
        page = client.post(
            address(case), {"step": "hand_over", "to": otto.pk, "words": WORDS}, follow=True
        )
    assert "It is not yours to hand over." in page.content.decode()
    assert (now(case).assignee, now(case).decide_by, now(case).state) == (otto, due, "under_review")
    assert Notice.objects.filter(kind="case_handed_over").get().to == otto
    assert [(note.words, note.handed_to) for note in StaffNote.objects.all()] == [(WORDS, otto)]


def test_nobody_hands_over_what_another_has_but_who_shares_out_the_work(
    case: Dispute, sofia: User, otto: User, mallory: User
) -> None:
    for person in (otto, mallory, case.order.buyer):
        with pytest.raises(NotYours, match="not yours"):
            colleagues.hand_over(case, by=person, to=otto, words=WORDS)
    lead = factories.reader("lead@example.com", "assign_dispute", "view_dispute")
    colleagues.hand_over(case, by=lead, to=otto, words=WORDS)
    assert now(case).assignee == otto


@pytest.mark.parametrize("who", ["near", "reader", "buyer", "away"])
def test_it_goes_to_nobody_who_could_not_decide_it(
    case: Dispute, sofia: User, otto: User, ben: User, who: str
) -> None:
    keeping_away.declare(by=otto, email=ben.email, kind="friend")
    away = factories.staff("away@example.com", "Away")
    away.is_active = False
    away.save()
    others: dict[str, Callable[[], User]] = {
        "near": lambda: otto,
        "reader": lambda: factories.reader("r@example.com", "view_dispute"),
        "buyer": lambda: ben,
        "away": lambda: away,
    }
    with pytest.raises(NotYours, match="cannot have this case"):
        colleagues.hand_over(case, by=sofia, to=others[who](), words=WORDS)
    assert now(case).assignee == sofia


def test_who_finds_out_that_they_are_near_hands_it_over(
    case: Dispute, sofia: User, otto: User, ben: User
) -> None:
    keeping_away.declare(by=sofia, email=ben.email, kind="friend")
    colleagues.hand_over(case, by=sofia, to=otto, words=WORDS)
    assert now(case).assignee == otto


def test_a_mistake_is_told_and_the_words_stay(
    client: Client, case: Dispute, sofia: User, ben: User
) -> None:
    client.force_login(sofia)
    filled = {"step": "hand_over", "to": ben.pk, "words": WORDS}
    page = client.post(address(case), filled).content.decode()
    assert WORDS in page
    assert "Select a valid choice" in page
    assert (
        "Write what your colleague should know."
        in client.post(address(case), {"step": "hand_over", "to": "", "words": ""}).content.decode()
    )


def test_the_page_asks_as_often_for_many_notes_as_for_one(
    client: Client, case: Dispute, sofia: User
) -> None:
    client.force_login(sofia)
    colleagues.note(case, by=sofia, words=WORDS)

    def more() -> None:
        for _ in range(4):
            colleagues.note(case, by=sofia, words=WORDS)

    little, much = queries.before_and_after(client, address(case), more)
    assert little == much


def test_when_it_is_over_there_is_nothing_to_hand_over(
    case: Dispute, sofia: User, otto: User
) -> None:
    doings.decide(case, by=sofia, outcome="refund")
    with pytest.raises(NotYours, match="any more"):
        colleagues.hand_over(now(case), by=sofia, to=otto, words=WORDS)
