"""A buyer says that something in their standing is wrong; somebody else answers, or it counts no more."""

from datetime import timedelta

import pytest
from django.test import Client

from disputes import buyer_standing, restricting, standing_appeals
from disputes.buyer_standing import Level
from disputes.models import Mark, MarkEnd, Restriction, StandingAppeal
from disputes.standing_appeals import CannotAnswer, CannotAppeal
from escrow import clock
from escrow.models import Notice
from marketplace.models import Listing, User
from tests import doings, factories
from tests.disputes import standings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def restriction(ben: User, lamp: Listing, sofia: User) -> Restriction:
    standings.on_watch(ben, lamp, by=sofia)
    return restricting.restrict(ben, by=sofia, code="false_claims", words="Two videos.", days=30)


@pytest.fixture
def mark(ben: User, lamp: Listing, sofia: User) -> Mark:
    standings.false_claim(ben, lamp, by=sofia)
    return Mark.objects.get()


def appeal(subject: Mark | Restriction, by: User) -> StandingAppeal:
    return standing_appeals.appeal(subject, by=by, words="The lamp of the video is another one.")


def level(person: User) -> Level:
    return buyer_standing.of(person).level


def test_somebody_else_grants_it_and_the_restriction_ends(
    restriction: Restriction, ben: User, otto: User
) -> None:
    asked = appeal(restriction, ben)
    assert Notice.objects.filter(kind="standing_appealed", to=otto).exists()
    standing_appeals.answer(asked, by=otto, granted=True, words="You are right.")
    ended = Restriction.objects.get()
    assert (ended.state, ended.why_ended, level(ben)) == ("lifted", "appeal", Level.WATCH)
    assert Notice.objects.filter(kind="standing_appeal_answered", to=ben).exists()


def test_who_set_or_approved_it_does_not_answer(
    ben: User, lamp: Listing, sofia: User, otto: User
) -> None:
    standings.on_watch(ben, lamp, by=sofia)
    made = restricting.restrict(ben, by=sofia, code="several", words="Videos.", days=90)
    restricting.approve(made, by=otto)
    asked = appeal(Restriction.objects.get(), ben)
    for person in (sofia, otto):
        with pytest.raises(CannotAnswer, match="had a part"):
            standing_appeals.answer(asked, by=person, granted=False, words="No.")
    third = factories.staff("third@example.com", "Third")
    standing_appeals.answer(asked, by=third, granted=False, words="The videos are clear.")
    assert level(ben) == Level.RESTRICTED


def test_who_decided_the_case_does_not_answer_of_its_mark(
    mark: Mark, ben: User, sofia: User, otto: User
) -> None:
    asked = appeal(mark, ben)
    with pytest.raises(CannotAnswer, match="had a part"):
        standing_appeals.answer(asked, by=sofia, granted=False, words="No.")
    standing_appeals.answer(asked, by=otto, granted=True, words="It is another lamp.")
    assert MarkEnd.objects.get().why == "appeal"


def test_only_who_may_answers_and_says_why(
    mark: Mark, ben: User, mallory: User, lamp: Listing, otto: User
) -> None:
    asked = appeal(mark, ben)
    clerk = factories.person("clerk@example.com", "Kim", is_staff=True)
    for person in (mallory, lamp.seller.user, clerk, ben):
        with pytest.raises(CannotAnswer):
            standing_appeals.answer(asked, by=person, granted=True, words="Yes.")
    with pytest.raises(CannotAnswer, match="Write down why"):
        standing_appeals.answer(asked, by=otto, granted=True, words=" ")


def test_nobody_answers_in_time_and_the_mark_counts_no_more(mark: Mark, ben: User) -> None:
    asked = appeal(mark, ben)
    clock.move_to(asked.answer_by - timedelta(seconds=1))
    doings.let_pass(seconds=0)
    assert not MarkEnd.objects.exists()
    doings.let_pass(minutes=1)
    assert MarkEnd.objects.get().why == "unanswered"
    assert StandingAppeal.objects.get().state == "unanswered"
    assert Notice.objects.filter(kind="standing_appeal_answered", to=ben).count() == 1


def test_nobody_answers_in_time_and_the_restriction_is_lifted(
    restriction: Restriction, ben: User, otto: User
) -> None:
    asked = appeal(restriction, ben)
    doings.let_pass(days=5, minutes=1)
    assert Restriction.objects.get().why_ended == "unanswered"
    with pytest.raises(CannotAnswer, match="no answer any more"):
        standing_appeals.answer(asked, by=otto, granted=False, words="Too late.")


def test_denied_it_goes_on_until_its_day(mark: Mark, ben: User, otto: User) -> None:
    standing_appeals.answer(appeal(mark, ben), by=otto, granted=False, words="It is the same.")
    doings.let_pass(days=6)
    assert Mark.objects.unended().get() == mark


def test_once_each_by_whose_it_is_and_while_it_counts(
    mark: Mark, ben: User, mallory: User, otto: User
) -> None:
    with pytest.raises(CannotAppeal):
        appeal(mark, mallory)
    with pytest.raises(CannotAppeal, match="Write what"):
        standing_appeals.appeal(mark, by=ben, words=" ")
    standing_appeals.answer(appeal(mark, ben), by=otto, granted=False, words="No.")
    with pytest.raises(CannotAppeal, match="already"):
        appeal(Mark.objects.get(), ben)


def test_too_late_it_has_ended_by_itself(mark: Mark, ben: User) -> None:
    clock.move_to(mark.counts_until)
    with pytest.raises(CannotAppeal):
        appeal(mark, ben)


def test_what_ends_meanwhile_needs_no_answer(
    restriction: Restriction, ben: User, otto: User
) -> None:
    appeal(restriction, ben)
    restricting.lift(restriction, by=otto)
    doings.let_pass(days=6)
    assert StandingAppeal.objects.get().state == "moot"
    assert not Notice.objects.filter(kind="standing_appeal_answered").exists()


def test_on_the_page_nothing_typed_is_lost(client: Client, mark: Mark, ben: User) -> None:
    client.force_login(ben)
    page = client.get("/account/standing/").content.decode()
    assert "A claim was found to be untrue" in page
    path = f"/account/standing/{mark.pk}/appeals/"
    empty = client.post(path, {"words": " "}).content.decode()
    assert "Write what was seen wrongly" in empty
    too_long = "x" * 4001
    assert too_long in client.post(path, {"words": too_long}).content.decode()
    page = client.post(path, {"words": "It is another."}, follow=True).content.decode()
    assert "It is another." in page
    again = client.post(path, {"words": "Again."}, follow=True).content.decode()
    assert "you have done it already" in again


def test_of_anybody_else_there_is_none(
    client: Client, restriction: Restriction, mallory: User, lamp: Listing, sofia: User
) -> None:
    for person in (mallory, lamp.seller.user, sofia):
        client.force_login(person)
        for pk in (restriction.pk, Mark.objects.earliest("at").pk):
            assert (
                client.post(f"/account/standing/{pk}/appeals/", {"words": "x"}).status_code == 404
            )
    client.logout()
    assert client.get("/account/standing/").status_code == 302
    assert not StandingAppeal.objects.exists()


def test_one_that_waits_for_a_second_person_is_not_the_buyers_to_see(
    client: Client, ben: User, lamp: Listing, sofia: User
) -> None:
    standings.on_watch(ben, lamp, by=sofia)
    made = restricting.restrict(ben, by=sofia, code="several", words="Secret so far.", days=90)
    client.force_login(ben)
    assert "Secret so far." not in client.get("/account/standing/").content.decode()
    assert client.post(f"/account/standing/{made.pk}/appeals/", {"words": "x"}).status_code == 404
