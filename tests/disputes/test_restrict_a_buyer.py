"""Staff restrict a buyer: never alone for long, never for one thing, always until a day."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from disputes import buyer_standing, restricting, standing_appeals
from disputes.buyer_standing import Level
from disputes.models import Dispute, Mark, Restriction
from disputes.restricting import CannotRestrict
from escrow import audit, clock
from escrow.models import Notice
from marketplace.models import Listing, Order, User
from tests import books, doings, factories
from tests.disputes import standings

pytestmark = pytest.mark.django_db
WHY = "Two claims about lamps that were whole on the video of the packing."


@pytest.fixture
def watched(monday: datetime, ben: User, lamp: Listing, sofia: User) -> User:
    standings.on_watch(ben, lamp, by=sofia)
    return ben


def restrict(buyer: User, by: User, *, days: int = 30, words: str = WHY) -> Restriction:
    return restricting.restrict(buyer, by=by, code="false_claims", words=words, days=days)


def level(person: User) -> Level:
    return buyer_standing.of(person).level


def not_arrived(buyer: User, listing: Listing) -> Order:
    """A parcel that is late, with a claim that its scans prove."""
    order = doings.buy(buyer, listing)
    doings.travel(doings.send(order), days=10)
    return order


def test_one_person_restricts_for_a_month_at_most_and_the_buyer_reads_why(
    watched: User, sofia: User
) -> None:
    made = restrict(watched, sofia)
    assert (made.state, level(watched)) == ("in_force", Level.RESTRICTED)
    told = Notice.objects.get(kind="standing_restricted", to=watched)
    assert told.detail["until"] == made.until.isoformat()
    assert audit.trail(made).filter(action="restriction_set", by=sofia).exists()


def test_a_month_is_a_month_while_the_clock_runs(ben: User, lamp: Listing, sofia: User) -> None:
    with clock.travel_to(clock.now() - timedelta(days=40)):
        standings.on_watch(ben, lamp, by=sofia)
    assert restrict(ben, sofia, days=30).state == "in_force"


def test_longer_takes_a_second_person(watched: User, sofia: User, otto: User) -> None:
    made = restrict(watched, sofia, days=31)
    assert (made.state, level(watched)) == ("proposed", Level.WATCH)
    assert not Notice.objects.filter(kind="standing_restricted").exists()
    assert Notice.objects.filter(kind="restriction_to_read", to=otto).exists()
    assert not Notice.objects.filter(kind="restriction_to_read", to=sofia).exists()
    with pytest.raises(CannotRestrict, match="somebody else"):
        restricting.approve(made, by=sofia)
    restricting.approve(made, by=otto)
    assert level(watched) == Level.RESTRICTED
    with pytest.raises(CannotRestrict):
        restricting.approve(made, by=otto)


def test_again_so_soon_takes_a_second_person_as_well(watched: User, sofia: User) -> None:
    restrict(watched, sofia)
    doings.let_pass(days=30, minutes=1)
    assert level(watched) == Level.WATCH
    assert restrict(watched, sofia, days=5).state == "proposed"


def test_nobody_is_restricted_for_one_thing_or_none(
    monday: datetime, ben: User, lamp: Listing, sofia: User
) -> None:
    with pytest.raises(CannotRestrict, match="on Watch"):
        restrict(ben, sofia)
    standings.false_claim(ben, lamp, by=sofia)
    with pytest.raises(CannotRestrict, match="on Watch"):
        restrict(ben, sofia)


@pytest.mark.parametrize("days", [0, -1, 181, 4000])
def test_it_runs_out_within_half_a_year(watched: User, sofia: User, days: int) -> None:
    with pytest.raises(CannotRestrict, match="between 1 and 180"):
        restrict(watched, sofia, days=days)


def test_it_says_why_and_there_is_one_at_a_time(watched: User, sofia: User, otto: User) -> None:
    with pytest.raises(CannotRestrict, match="the buyer will read it"):
        restrict(watched, sofia, words="  ")
    restrict(watched, sofia)
    with pytest.raises(CannotRestrict, match="already"):
        restrict(watched, otto)


def test_only_who_may_and_nobody_themselves(
    watched: User, mallory: User, sofia: User, lamp: Listing
) -> None:
    decider = factories.person("kim@example.com", "Kim", is_staff=True)
    for person in (mallory, decider, lamp.seller.user, watched):
        with pytest.raises(CannotRestrict):
            restrict(watched, person)
    standings.on_watch(sofia, lamp, by=factories.staff("third@example.com", "Third"))
    with pytest.raises(CannotRestrict, match="about you"):
        restrict(sofia, sofia)


def test_nothing_of_a_restricted_buyer_is_paid_by_silence(
    watched: User, sofia: User, lamp: Listing
) -> None:
    order = not_arrived(watched, lamp)
    restrict(watched, sofia)
    case = doings.complain(order, "NR-LOST")
    doings.let_pass(hours=73)
    again = Dispute.objects.get(pk=case.pk)
    assert (again.state, order.lines.get().hold.state) == ("escalated", "frozen")
    books.assert_right()


def test_a_restricted_buyer_complains_is_refunded_and_is_held_for_as_anybody(
    watched: User, sofia: User, lamp: Listing
) -> None:
    restrict(watched, sofia)
    order = doings.delivered(watched, lamp)
    assert order.lines.get().hold.state == "inspecting"
    case = doings.complain(order)
    assert order.lines.get().hold.state == "frozen"
    doings.answer_yes(case)
    assert order.lines.get().hold.state == "refunded"
    unsent = doings.buy(watched, lamp)
    doings.let_pass(days=9)
    assert Order.objects.get(pk=unsent.pk).state == "cancelled"
    books.assert_right()


def test_it_ends_on_its_day_by_itself_and_the_buyer_is_told(watched: User, sofia: User) -> None:
    made = restrict(watched, sofia, days=10)
    clock.move_to(made.until - timedelta(seconds=1))
    assert level(watched) == Level.RESTRICTED
    clock.move_to(made.until)
    assert level(watched) == Level.WATCH
    doings.let_pass(minutes=1)
    assert Restriction.objects.get().state == "over"
    assert Notice.objects.filter(kind="standing_expired", to=watched).count() == 1


def test_one_that_nobody_agreed_to_is_dropped_on_its_day(watched: User, sofia: User) -> None:
    restrict(watched, sofia, days=60)
    doings.let_pass(days=61)
    assert Restriction.objects.get().state == "dropped"
    assert not Notice.objects.filter(to=watched, kind__contains="restrict").exists()


def test_staff_lift_it(watched: User, sofia: User, otto: User, mallory: User) -> None:
    made = restrict(watched, sofia)
    with pytest.raises(CannotRestrict):
        restricting.lift(made, by=mallory)
    restricting.lift(made, by=otto)
    assert level(watched) == Level.WATCH
    assert Notice.objects.filter(kind="standing_lifted", to=watched).exists()
    with pytest.raises(CannotRestrict, match="already"):
        restricting.lift(made, by=otto)


def test_what_it_rested_on_is_taken_back_and_it_ends(
    watched: User, sofia: User, otto: User
) -> None:
    restrict(watched, sofia)
    asked = standing_appeals.appeal(Mark.objects.latest("at"), by=watched, words="It was broken.")
    standing_appeals.answer(asked, by=otto, granted=True, words="So it was.")
    ended = Restriction.objects.get()
    assert (ended.state, ended.why_ended) == ("lifted", "groundless")
    assert level(watched) == Level.GOOD


def test_what_it_rested_on_ran_out_and_it_stays_until_its_day(
    monday: datetime, ben: User, lamp: Listing, sofia: User, otto: User
) -> None:
    standings.on_watch(ben, lamp, by=sofia)
    clock.move_to(Mark.objects.earliest("at").counts_until - timedelta(days=5))
    restrict(ben, sofia, days=20)
    doings.let_pass(days=6)
    assert level(ben) == Level.RESTRICTED


def test_the_buyer_sees_it_and_the_seller_never_does(
    client: Client, watched: User, sofia: User, lamp: Listing
) -> None:
    restrict(watched, sofia)
    case = doings.complain(doings.delivered(watched, lamp), "ND-SHORT")
    client.force_login(watched)
    assert WHY in client.get("/account/standing/").content.decode()
    client.force_login(lamp.seller.user)
    for path in (case.get_absolute_url(), "/desk/", f"/desk/orders/{case.order.number}/"):
        page = client.get(path).content.decode()
        assert WHY not in page
        assert "standing" not in page.replace("outstanding", "")
