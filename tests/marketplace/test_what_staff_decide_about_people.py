"""A restricted shop, a hidden review, a suspension: with a reason, until a day, and one appeal."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from escrow import clock
from escrow.models import Notice
from marketplace import (
    conversations,
    listing,
    moderators,
    notices,
    receipt,
    reviewing,
    sanction_appeals,
    suspending,
)
from marketplace.conversations import CannotSay, Words
from marketplace.listing import NotReady
from marketplace.models import Listing, User
from marketplace.quotes import CannotBeBought
from marketplace.sanction_appeals import CannotAnswer, CannotAppeal
from marketplace.suspending import CannotSuspend
from sellers import level_review
from sellers.models import Rating, Sanction, Seller
from sellers.models.seller import Level
from tests import books, doings, factories
from tests.marketplace.test_api import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
WHY = "Three parcels with stones in them."


def senior(email: str = "kim@example.com") -> User:
    person = factories.person(email, "Kim Vos", is_staff=True)
    person.groups.set(Group.objects.filter(name="senior"))
    return person


@pytest.fixture
def kim(db: None) -> User:
    return senior()


@pytest.fixture
def lee(db: None) -> User:
    return senior("lee@example.com")


def suspended(person: User, by: User, days: int = 10) -> Sanction:
    return suspending.suspend(person, by=by, because=WHY, days=days)


def hidden_review(ben: User, lamp: Listing, by: User) -> Rating:
    order = doings.delivered(ben, lamp)
    receipt.confirm_receipt(order.number, by=ben)
    rating = reviewing.rate(order, by=ben, stars=1, as_described=1, communication=1, dispatch=1)
    reviewing.rate_buyer(order, by=lamp.seller.user, stars=5)
    moderators.hide([rating.pk], by=by, because="It names a neighbour.")
    rating.refresh_from_db()
    return rating


def test_who_is_suspended_starts_nothing_new_and_what_runs_goes_on(
    kim: User, ben: User, lamp: Listing
) -> None:
    running = doings.delivered(ben, lamp)
    suspended(ben, kim)
    with pytest.raises(CannotBeBought, match="Decisions about you"):
        doings.place(ben, lamp)
    with pytest.raises(CannotSay, match="suspended"):
        conversations.ask_seller(lamp, Words("Is it heavy?", "t1"), by=ben)
    conversations.say_about(running.number, Words("It came.", "t2"), by=ben)
    assert doings.complain(running).is_open()
    books.assert_right()


def test_a_suspended_shop_sells_nothing_and_puts_nothing_up(
    kim: User, ben: User, ada: Seller, lamp: Listing
) -> None:
    suspended(ada.user, kim)
    with pytest.raises(CannotBeBought, match="Ada's Lamps sells nothing"):
        doings.place(ben, lamp)
    listing.change(lamp, by=ada.user, state="paused")
    with pytest.raises(NotReady, match="suspended"):
        listing.change(lamp, by=ada.user, state="active")


def test_it_ends_by_itself_on_its_day(kim: User, ben: User, lamp: Listing) -> None:
    made = suspended(ben, kim, days=3)
    doings.let_pass(days=4)
    made.refresh_from_db()
    assert made.why_ended == Sanction.Why.OVER
    assert Notice.objects.get(kind="suspension_over").to == ben
    assert doings.place(ben, lamp)


def test_the_person_reads_why_and_says_once_that_it_is_wrong(
    client: Client, kim: User, lee: User, ben: User, mallory: User
) -> None:
    made = suspended(ben, kim)
    assert WHY in notices.worded(Notice.objects.get(kind="suspended"))[1]
    client.force_login(ben)
    page = client.get(reverse("account_decisions")).content.decode()
    assert WHY in page
    address = reverse("decision_appeal", args=[made.pk])
    kept = client.post(address, {"words": " "}).content.decode()
    assert "Write what was seen wrongly" in kept
    assert client.post(address, {"words": "Not my parcels."}).status_code == 302
    assert client.post(address, {"words": "Again."}).status_code == 302
    made.refresh_from_db()
    assert made.appeal == "Not my parcels."
    told = Notice.objects.get(kind="sanction_appealed")
    assert told.to == lee
    assert f"/admin/sellers/sanction/{made.pk}/change/" in notices.worded(told)[1]
    client.force_login(mallory)
    assert client.post(address, {"words": "x"}).status_code == 404


def test_somebody_else_answers_and_granted_it_is_over(
    client: Client, kim: User, lee: User, ben: User, lamp: Listing
) -> None:
    made = suspended(ben, kim)
    sanction_appeals.appeal(made, by=ben, words="Not my parcels.")
    with pytest.raises(CannotAnswer, match="You had a part"):
        sanction_appeals.answer(made, by=kim, granted=False, words="No.")
    client.force_login(lee)
    address = f"/admin/sellers/sanction/{made.pk}/change/"
    assert "Not my parcels." in client.get(address).content.decode()
    assert client.post(address, {"answer": "yes", "words": ""}).status_code == 200
    assert client.post(address, {"answer": "yes", "words": "You are right."}).status_code == 302
    made.refresh_from_db()
    assert (made.why_ended, made.answered_by) == (Sanction.Why.GRANTED, lee)
    assert "You are right." in notices.worded(Notice.objects.get(kind="sanction_answered"))[1]
    assert doings.place(ben, lamp)
    with pytest.raises(CannotAnswer, match="no answer any more"):
        sanction_appeals.answer(made, by=lee, granted=False, words="No.")


def test_denied_it_stands_and_cannot_be_appealed_again(kim: User, lee: User, ben: User) -> None:
    made = suspended(ben, kim)
    sanction_appeals.appeal(made, by=ben, words="Not my parcels.")
    sanction_appeals.answer(made, by=lee, granted=False, words="They were.")
    made.refresh_from_db()
    assert made.ended_at is None
    with pytest.raises(CannotAppeal):
        sanction_appeals.appeal(made, by=ben, words="But!")


def test_unanswered_it_counts_no_more(kim: User, ben: User) -> None:
    made = suspended(ben, kim)
    sanction_appeals.appeal(made, by=ben, words="Not my parcels.")
    doings.let_pass(days=6)
    made.refresh_from_db()
    assert made.why_ended == Sanction.Why.UNANSWERED
    assert "Nobody answered" in notices.worded(Notice.objects.get(kind="sanction_answered"))[1]


def test_a_restricted_shop_appeals_and_the_figures_decide_again(
    kim: User, lee: User, ada: Seller
) -> None:
    User.objects.filter(pk=ada.user.pk).update(language="de")
    level_review.restrict([ada.pk], by=kim, because=WHY)
    ada.refresh_from_db()
    made = Sanction.objects.get(person=ada.user)
    assert (made.kind, made.until) == ("shop_restricted", ada.level_kept_until)
    sanction_appeals.appeal(made, by=ada.user, words="One carrier lost them all.")
    sanction_appeals.answer(made, by=lee, granted=True, words="So it was.")
    ada.refresh_from_db()
    assert (ada.level, ada.level_kept_until) == (Level.STANDARD, None)
    with translation.override("de"):
        granted = str(Sanction.Why.GRANTED.label)
    assert ada.level_changes.latest("pk").words == granted != "Your appeal was granted"


def test_what_staff_take_back_themselves_is_over(kim: User, ada: Seller) -> None:
    level_review.restrict([ada.pk], by=kim, because=WHY)
    level_review.restrict([ada.pk], by=kim, because="Four by now.")
    level_review.leave_to_figures([ada.pk], by=kim, because="All sent again.")
    whys = Sanction.objects.order_by("at", "ended_at").values_list("why_ended", flat=True)
    assert sorted(whys) == ["anew", "lifted"]


def test_a_hidden_review_comes_back_when_its_writer_is_right(
    kim: User, lee: User, ben: User, lamp: Listing
) -> None:
    rating = hidden_review(ben, lamp, kim)
    made = Sanction.objects.get(kind="review_hidden")
    assert (made.person, made.until) == (ben, None)
    sanction_appeals.appeal(made, by=ben, words="It is the lamp's name.")
    sanction_appeals.answer(made, by=lee, granted=True, words="It is.")
    rating.refresh_from_db()
    assert rating.hidden_at is None


def test_who_may_not_or_gives_no_reason_suspends_nobody(kim: User, ben: User, sofia: User) -> None:
    for by, why, days, sentence in (
        (sofia, WHY, 3, "You may not"),
        (kim, " ", 3, "Write why"),
        (kim, WHY, 31, "From one to 30 days"),
        (kim, WHY, 0, "From one to 30 days"),
    ):
        with pytest.raises(CannotSuspend, match=sentence):
            suspending.suspend(ben, by=by, because=why, days=days)
    for colleague in (kim, sofia):
        with pytest.raises(CannotSuspend, match="no colleague"):
            suspended(colleague, kim)


def test_the_page_suspends_keeps_what_was_typed_and_takes_back(
    client: Client, kim: User, sofia: User, ben: User
) -> None:
    address = reverse("admin:sellers_sanction_suspension", args=[ben.pk])
    client.force_login(sofia)
    assert client.post(address, {"because": WHY, "days": 3}).status_code == 403
    client.force_login(kim)
    kept = client.post(address, {"because": WHY, "days": 90}).content.decode()
    assert WHY in kept
    assert client.post(address, {"because": WHY, "days": 3}).status_code == 302
    assert "Take it back" in client.get(address).content.decode()
    assert client.post(address, {"because": "It was Bert."}).status_code == 302
    assert Sanction.objects.get().why_ended == "lifted"


def test_programs_read_and_appeal_too(kim: User, ben: User, mallory: User) -> None:
    made = suspended(ben, kim)
    program = Program(ben)
    [row] = program.read("/decisions/").json()["results"]
    assert (row["kind"], row["words"], row["can_appeal"]) == ("suspended", WHY, True)
    asked = program.send(f"/decisions/{made.pk}/appeals/", {"words": "Not mine."})
    assert (asked.status_code, asked.json()["appeal"]) == (201, "Not mine.")
    stranger = Program(mallory).send(f"/decisions/{made.pk}/appeals/", {"words": "x"})
    assert stranger.status_code == 404


def test_the_database_wants_a_reason_a_day_and_another_person(kim: User, ben: User) -> None:
    made = suspended(ben, kim)
    sanction_appeals.appeal(made, by=ben, words="No.")
    wrong: list[dict[str, Any]] = [
        {"words": ""},
        {"until": None},
        {"until": made.at},
        {"answer": "No.", "answered_by": kim, "answered_at": clock.now()},
        {"ended_at": clock.now()},
        {"appeal": ""},
    ]
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Sanction.objects.filter(pk=made.pk).update(**change)
