"""A second person agrees, or says why not; then whoever wrote it decides anew."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.test import Client

from disputes import answering, appealing, deciding, second_person
from disputes.deciding import CannotDecide, Ruling
from disputes.models import Approval, Decision, Dispute, Rejection
from disputes.reviewing import NotYours
from escrow import clock
from escrow.models import Notice
from escrow.story import Refusal
from marketplace.models import Listing, User
from tests import books, doings, factories
from tests.rivals import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
WHY = "The crack is not on the first photo."


@pytest.fixture
def large(ben: User, lamp: Listing) -> Dispute:
    opened = doings.complain(doings.delivered(ben, lamp, quantity=5))
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    return Dispute.objects.get(pk=opened.pk)


@pytest.fixture
def written(large: Dispute, sofia: User) -> Decision:
    return deciding.propose(large, Ruling("refund", "The photos show it."), by=sofia)


def now(case: Dispute) -> Dispute:
    return Dispute.objects.get(pk=case.pk)


def address(case: Dispute) -> str:
    return f"/admin/disputes/dispute/{case.pk}/change/"


def test_it_goes_back_with_reasons_and_is_decided_anew(
    large: Dispute, written: Decision, sofia: User, otto: User
) -> None:
    clock.advance(timedelta(hours=5))
    second_person.reject(written, by=otto, words=WHY)
    assert (now(large).state, now(large).assignee) == ("under_review", sofia)
    assert now(large).decide_by == clock.now() + timedelta(hours=72)
    assert Notice.objects.filter(kind="decision_rejected", to=sofia).exists()
    again = deciding.propose(now(large), Ruling("release", "It left whole."), by=sofia)
    deciding.approve(again, by=otto)
    doings.let_it_be_done(large)
    assert large.order.lines.get().hold.state == "released"
    books.assert_right()


def test_after_a_no_nobody_agrees_to_it_any_more_and_after_a_yes_nobody_refuses(
    large: Dispute, written: Decision, sofia: User, otto: User
) -> None:
    third = factories.staff("third@example.com", "Third")
    second_person.reject(written, by=otto, words=WHY)
    for late in (
        lambda: deciding.approve(written, by=third),
        lambda: second_person.reject(written, by=third, words=WHY),
    ):
        with pytest.raises(CannotDecide, match="waits for nobody"):
            late()
    again = deciding.propose(now(large), Ruling("release", "It left whole."), by=sofia)
    deciding.approve(again, by=third)
    with pytest.raises(CannotDecide):
        second_person.reject(again, by=otto, words=WHY)


def test_a_no_needs_words_and_another_person_with_the_right(
    written: Decision, sofia: User, ben: User, otto: User
) -> None:
    agent = factories.staff("agent@example.com", "Agent")
    agent.user_permissions.remove(Permission.objects.get(codename="approve_decision"))
    agent = User.objects.get(pk=agent.pk)
    with pytest.raises(CannotDecide, match="should be different"):
        second_person.reject(written, by=otto, words="  ")
    with pytest.raises(CannotDecide, match="You wrote it"):
        second_person.reject(written, by=sofia, words=WHY)
    for person in (agent, ben):
        with pytest.raises(NotYours):
            second_person.reject(written, by=person, words=WHY)
        with pytest.raises(NotYours):
            deciding.approve(written, by=person)
    assert not Rejection.objects.exists()


def test_a_decision_on_an_appeal_is_sent_back_too(
    large: Dispute, written: Decision, otto: User, ben: User
) -> None:
    deciding.approve(written, by=otto)
    doings.let_pass(hours=49)
    appealing.appeal(now(large), by=large.order.seller.user, grounds="Here is the scan.")
    fresh, other = (factories.staff(f"{name}@example.com", name) for name in ("nina", "per"))
    anew = appealing.decide(now(large), Ruling("release", "It left whole."), by=fresh)
    with pytest.raises(NotYours, match="first time"):
        second_person.reject(anew, by=otto, words=WHY)
    second_person.reject(anew, by=other, words=WHY)
    assert now(large).state == "appealed"
    last = appealing.decide(now(large), Ruling("refund", "The crack shows."), by=fresh)
    appealing.approve(last, by=other)
    assert now(large).state == "resolved"
    books.assert_right()


def test_on_the_page_the_words_stay_when_it_is_refused(
    client: Client, large: Dispute, written: Decision, sofia: User, otto: User
) -> None:
    client.force_login(sofia)
    page = client.post(address(large), {"step": "reject", "words": WHY}).content.decode()
    assert "You wrote it." in page
    client.force_login(otto)
    page = client.post(address(large), {"step": "reject", "words": ""}).content.decode()
    assert "Write what should be different, and why." in page
    page = client.post(address(large), {"step": "reject", "words": WHY}, follow=True)
    assert "Sent back." in page.content.decode()
    assert "Otto Lund does not agree" in page.content.decode()
    client.force_login(large.order.buyer)
    assert WHY not in client.get(large.get_absolute_url()).content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_read_it_at_once_one_is_told(
    large: Dispute, written: Decision, otto: User
) -> None:
    third = factories.staff("third@example.com", "Third")
    got = at_once(
        lambda: deciding.approve(written, by=otto),
        lambda: second_person.reject(written, by=third, words=WHY),
    )
    assert sum(isinstance(one, CannotDecide) for one in got) == 1, got
    assert Approval.objects.count() + Rejection.objects.count() == 1
    assert (now(large).state == "draft_decision") is Approval.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(
    ben: User, lamp: Listing, sofia: User, otto: User
) -> None:
    opened = doings.complain(doings.delivered(ben, lamp))
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    got = at_once(
        lambda: deciding.propose(opened, Ruling("refund", "It shows."), by=sofia),
        lambda: deciding.propose(opened, Ruling("release", "It does not."), by=otto),
    )
    [winner] = [one for one in got if isinstance(one, Decision)]
    [told] = [one for one in got if isinstance(one, Refusal)]
    assert "waiting for a decision" in str(told) or "has this case" in str(told)
    assert (now(opened).standing, Decision.objects.count()) == (winner, 1)


def test_the_database_lets_a_decision_be_read_once(written: Decision, otto: User) -> None:
    second_person.reject(written, by=otto, words=WHY)
    with pytest.raises(IntegrityError, match="read once"), transaction.atomic():
        Approval.objects.create(decision=written, by=otto, at=clock.now())
