"""Nobody of our staff works on a case that is theirs, near to theirs, or known to them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from disputes import answering, appealing, conflicts, deciding, keeping_away, reviewing, viewing
from disputes.deciding import Ruling
from disputes.keeping_away import CannotDeclare
from disputes.models import Approval, Closeness, Decision, Dispute, Evidence
from disputes.reviewing import NotYours
from escrow import clock
from escrow.models import AuditEntry
from marketplace import address_book
from marketplace.checkout_address import Address
from marketplace.models import Listing, User
from sellers.models.seller import Level
from tests import doings, factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
PAGE = "/admin/disputes/closeness/"


@pytest.fixture
def case(ben: User, lamp: Listing) -> Dispute:
    opened = doings.complain(doings.delivered(ben, lamp))
    doings.check_files()
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    return Dispute.objects.get(pk=opened.pk)


def now(case: Dispute) -> Dispute:
    return Dispute.objects.get(pk=case.pk)


def works(case: Dispute, person: User) -> list[Callable[[], object]]:
    """Everything that somebody can do with a case."""
    return [
        lambda: reviewing.take(case, by=person),
        lambda: reviewing.request_evidence(case, by=person, side="buyer", words="The label."),
        lambda: deciding.propose(case, Ruling("refund", "It shows."), by=person),
    ]


def is_kept_away(case: Dispute, person: User, why: str) -> None:
    for work in works(case, person):
        with pytest.raises(NotYours, match=why):
            work()
    with pytest.raises(Evidence.DoesNotExist):
        viewing.open_original(case.evidence.get().pk, by=person)
    assert now(case).state == "escalated"


def test_who_has_said_that_they_are_close_works_on_nothing_of_it(
    case: Dispute, sofia: User, otto: User, ben: User
) -> None:
    keeping_away.declare(by=sofia, email="BEN@example.com ", kind="family")
    is_kept_away(case, sofia, "close to one of the two")
    reviewing.take(case, by=otto)


def test_it_keeps_them_away_for_a_year_after_it_has_ended(
    case: Dispute, sofia: User, ben: User
) -> None:
    said = keeping_away.declare(by=sofia, email=ben.email, kind="business")
    keeping_away.end(said, by=sofia)
    clock.advance(timedelta(days=364))
    assert conflicts.why_not(case, sofia)
    clock.advance(timedelta(days=2))
    assert not conflicts.why_not(case, sofia)


def test_the_same_address_is_enough_however_it_is_spelled(case: Dispute, sofia: User) -> None:
    there = Address("S. Marin", "kastanienallee  7", "10 435", "BERLIN", "DE")
    address_book.keep(there, by=sofia)
    is_kept_away(case, sofia, "same address")


def test_a_neighbour_is_no_relative(case: Dispute, sofia: User) -> None:
    address_book.keep(Address("S. Marin", "Kastanienallee 9", "10435", "Berlin", "DE"), by=sofia)
    assert not conflicts.why_not(case, sofia)


def test_the_same_bank_account_is_enough(case: Dispute, sofia: User) -> None:
    own = factories.shop("s@example.com", "Side business", country="DE", level=Level.NEW)
    own.user = sofia
    own.save()
    doings.name_account(own, "000111222333")
    assert not conflicts.why_not(case, sofia)
    doings.name_account(case.order.seller, "000111222333")
    doings.name_account(case.order.seller, "000999888777")
    is_kept_away(case, sofia, "same bank account")


def test_an_appeal_is_not_for_whoever_touched_the_case_before(
    case: Dispute, sofia: User, otto: User, ben: User
) -> None:
    """Otto only took it and gave it back; that is enough to have an opinion."""
    reviewing.take(case, by=otto)
    reviewing.hand_back(now(case), by=otto)
    doings.propose(now(case), by=sofia, outcome="release")
    doings.let_pass(hours=49)
    appealing.appeal(now(case), by=ben, grounds="Here is the carrier's photo.")
    for person in (sofia, otto):
        with pytest.raises(NotYours, match="the first time"):
            appealing.decide(now(case), Ruling("refund", "It shows."), by=person)
    fresh = factories.staff("fresh@example.com", "Fresh")
    assert appealing.decide(now(case), Ruling("refund", "It shows."), by=fresh).on_appeal


def test_the_page_says_why_and_offers_nothing(
    client: Client, case: Dispute, sofia: User, ben: User
) -> None:
    keeping_away.declare(by=sofia, email=ben.email, kind="friend")
    client.force_login(sofia)
    page = client.get(f"/admin/disputes/dispute/{case.pk}/change/").content.decode()
    assert "You have said that you are close to one of the two." in page
    assert "Show it to both" not in page


def test_it_is_said_on_a_page_once_and_ended_there(client: Client, sofia: User, ben: User) -> None:
    client.force_login(sofia)
    for _ in range(2):
        client.post(PAGE, {"email": ben.email, "kind": "family"})
    said = Closeness.objects.get()
    assert AuditEntry.objects.filter(action="closeness_declared").count() == 2
    assert "Ben Okafor" in client.get(PAGE).content.decode()
    for _ in range(2):
        client.post(PAGE, {"end": said.pk})
    assert Closeness.objects.get().ended_at


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("nobody@example.com", "Nobody has an account"),
        ("sofia@example.com", "That is you"),
        ("x", "valid email"),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_stays(
    client: Client, sofia: User, email: str, sentence: str
) -> None:
    client.force_login(sofia)
    page = client.post(PAGE, {"email": email, "kind": "family"}).content.decode()
    assert sentence in page
    assert f'value="{email}"' in page
    assert not Closeness.objects.exists()


def test_nobody_ends_what_another_has_said(
    client: Client, sofia: User, otto: User, ben: User
) -> None:
    said = keeping_away.declare(by=sofia, email=ben.email, kind="family")
    client.force_login(otto)
    assert client.post(PAGE, {"end": said.pk}).status_code == 404
    with pytest.raises(CannotDeclare):
        keeping_away.end(said, by=otto)
    client.force_login(ben)
    assert client.post(PAGE, {"email": "ada@example.com", "kind": "family"}).status_code == 302
    with pytest.raises(CannotDeclare):
        keeping_away.declare(by=ben, email=sofia.email, kind="family")
    assert Closeness.objects.get().ended_at is None


def test_the_database_keeps_four_eyes(case: Dispute, sofia: User, ben: User) -> None:
    decision = deciding.propose(case, Ruling("refund", "It shows."), by=sofia)
    with pytest.raises(IntegrityError, match="reads a decision"), transaction.atomic():
        Approval.objects.create(decision=decision, by=sofia, at=clock.now())
    with pytest.raises(IntegrityError, match="their own case"), transaction.atomic():
        Decision.objects.create(
            dispute=case, by=ben, outcome="refund", currency="EUR", refund_minor=1,
            reasons="Mine.", policy_sha256="x", at=clock.now(),
        )  # fmt: skip
    said = keeping_away.declare(by=sofia, email=ben.email, kind="family")
    with pytest.raises(IntegrityError, match="stays written down"), transaction.atomic():
        Closeness.objects.filter(pk=said.pk).update(kind="friend")
