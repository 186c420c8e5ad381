"""One person runs the shop: a second factor, an hour, and a later look instead of a second person."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.checks import run_checks
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from disputes import answering, appealing, deciding, second_person, solo
from disputes.deciding import CannotDecide, Ruling
from disputes.models import Decision, Dispute, SoloStand
from disputes.reviewing import NotYours
from disputes.solo import ProveYourself
from escrow import clock, deadlines
from marketplace.models import Listing, User
from tests import books, doings, factories
from tests.marketplace.test_second_step import code_of, signed_in, switched_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LATER = "/admin/disputes/dispute/later/"


@pytest.fixture(autouse=True)
def alone(settings: object) -> None:
    settings.HOLDFAST_SOLO_OPERATOR = True  # type: ignore[attr-defined]


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


def cool(decision: Decision, by: User) -> SoloStand:
    return solo.let_it_cool(Decision.objects.get(pk=decision.pk), by=by, proven_at=clock.now())


def pass_minutes(minutes: int) -> None:
    clock.advance(timedelta(minutes=minutes))
    deadlines.sweep()


def test_after_an_hour_it_goes_on_by_itself_and_waits_to_be_looked_at(
    large: Dispute, written: Decision, sofia: User, otto: User
) -> None:
    row = cool(written, sofia)
    pass_minutes(59)
    assert now(large).state == "under_review"
    pass_minutes(1)
    assert now(large).state == "draft_decision"
    doings.let_it_be_done(large)
    assert large.order.lines.get().hold.state == "refunded"
    books.assert_right()
    solo.look_later(row, by=otto, words="I would have asked for the label.")
    row.refresh_from_db()
    assert (row.reviewed_by, row.review) == (otto, "I would have asked for the label.")
    with pytest.raises(CannotDecide, match="does not wait"):
        solo.look_later(row, by=otto, words="Again.")


def test_within_the_hour_it_is_taken_back_and_decided_anew(
    large: Dispute, written: Decision, sofia: User
) -> None:
    cool(written, sofia)
    pass_minutes(30)
    solo.take_back(written, by=sofia)
    with pytest.raises(CannotDecide, match="nothing to take back"):
        solo.take_back(written, by=sofia)
    pass_minutes(120)
    assert now(large).state == "under_review"
    again = deciding.propose(now(large), Ruling("release", "It left whole."), by=sofia)
    cool(again, sofia)
    pass_minutes(60)
    assert (now(large).state, now(large).standing) == ("draft_decision", again)
    with pytest.raises(CannotDecide):
        solo.take_back(again, by=sofia)


def test_the_second_factor_is_fresh(written: Decision, sofia: User) -> None:
    for proven in (None, clock.now() - timedelta(minutes=6)):
        with pytest.raises(ProveYourself):
            solo.let_it_cool(written, by=sofia, proven_at=proven)
    assert not SoloStand.objects.exists()


def test_with_colleagues_nobody_decides_alone(
    written: Decision, sofia: User, settings: object
) -> None:
    settings.HOLDFAST_SOLO_OPERATOR = False  # type: ignore[attr-defined]
    with pytest.raises(CannotDecide, match="several of you"):
        cool(written, sofia)


def test_what_began_alone_waits_for_the_second_person_when_there_is_one(
    large: Dispute, written: Decision, sofia: User, otto: User, settings: object
) -> None:
    cool(written, sofia)
    settings.HOLDFAST_SOLO_OPERATOR = False  # type: ignore[attr-defined]
    pass_minutes(61)
    assert now(large).state == "under_review"
    deciding.approve(Decision.objects.get(), by=otto)
    assert now(large).state == "draft_decision"


def test_a_second_person_who_is_there_says_no(
    large: Dispute, written: Decision, sofia: User, otto: User
) -> None:
    cool(written, sofia)
    second_person.reject(Decision.objects.get(), by=otto, words="Look at the scan.")
    pass_minutes(61)
    assert (now(large).state, SoloStand.objects.get().stood_at) == ("under_review", None)


def test_nobody_lets_what_another_wrote_cool(
    written: Decision, otto: User, ben: User, mallory: User
) -> None:
    with pytest.raises(CannotDecide, match="did not write it"):
        cool(written, otto)
    for person in (ben, mallory, factories.reader("r@example.com", "decide_dispute")):
        with pytest.raises(NotYours):
            cool(written, person)


def test_an_appeal_is_decided_by_the_same_person_and_cools_whatever_the_sum(
    ben: User, lamp: Listing, sofia: User
) -> None:
    opened = doings.complain(doings.delivered(ben, lamp))
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    deciding.propose(opened, Ruling("release", "It left whole."), by=sofia)
    doings.let_pass(hours=49)
    appealing.appeal(now(opened), by=ben, grounds="Here is the scan.")
    anew = appealing.decide(now(opened), Ruling("refund", "The scan shows it."), by=sofia)
    assert anew.needs_second
    cool(anew, sofia)
    pass_minutes(60)
    assert (now(opened).state, opened.order.lines.get().hold.state) == ("resolved", "refunded")
    books.assert_right()


def test_on_the_page_one_proves_oneself_and_comes_back(
    large: Dispute, written: Decision, sofia: User
) -> None:
    sofia.emailaddress_set.create(email=sofia.email, primary=True, verified=True)
    address = f"/admin/disputes/dispute/{large.pk}/change/"
    client = Client()
    client.force_login(sofia)
    assert client.post(address, {"step": "cool"}).url == reverse("mfa_index")
    secret = switched_on(sofia)
    client = signed_in(sofia)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    asked = client.post(address, {"step": "cool"})
    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    totp.cache.clear()
    assert client.post(asked.url, {"code": code_of(secret)}).url == address
    page = client.post(address, {"step": "cool"}, follow=True).content.decode()
    assert "It cools for an hour." in page
    assert "Take it back" in page
    client.post(address, {"step": "cool"})
    assert SoloStand.objects.count() == 1
    client.post(address, {"step": "warm_up"})
    assert SoloStand.objects.get().taken_back_at


def test_the_later_list_is_for_somebody_else(
    client: Client, large: Dispute, written: Decision, sofia: User, otto: User
) -> None:
    row = cool(written, sofia)
    pass_minutes(60)
    client.force_login(sofia)
    assert large.order.number in client.get(LATER).content.decode()
    assert "You wrote it." in client.post(LATER, {"row": row.pk, "words": "Good."}).content.decode()
    client.force_login(otto)
    assert "Write what you think of it." in client.post(LATER, {"row": row.pk}).content.decode()
    client.post(LATER, {"row": row.pk, "words": "Good."})
    assert large.order.number not in client.get(LATER).content.decode()
    client.force_login(factories.reader("r@example.com", "decide_dispute", "view_dispute"))
    assert client.get(LATER).status_code == 403


def test_the_database_keeps_the_hour(written: Decision, sofia: User) -> None:
    moment = clock.now()
    with pytest.raises(IntegrityError, match="cools_for_an_hour"), transaction.atomic():
        SoloStand.objects.create(
            decision=written, by=sofia, proven_at=moment, at=moment,
            stands_at=moment + timedelta(minutes=59),
        )  # fmt: skip
    row = cool(written, sofia)
    with pytest.raises(IntegrityError, match="after_it_has_cooled"), transaction.atomic():
        SoloStand.objects.filter(pk=row.pk).update(stood_at=moment)


def test_whoever_runs_it_alone_is_told_what_that_means(settings: object) -> None:
    settings.PRODUCTION = True  # type: ignore[attr-defined]
    said = [one.id for one in run_checks(tags=["security"])]
    assert "holdfast.W041" in said
    settings.HOLDFAST_SOLO_OPERATOR = False  # type: ignore[attr-defined]
    assert "holdfast.W041" not in [one.id for one in run_checks(tags=["security"])]
