"""A program reads its person's standing, and says what is wrong in it."""

import pytest

from disputes import restricting
from disputes.models import Mark, Restriction, StandingAppeal
from marketplace.models import Listing, User
from tests import doings
from tests.disputes import standings
from tests.marketplace.test_api import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_who_has_done_nothing_reads_good(ben: User) -> None:
    answer = Program(ben).read("/standing/").json()
    assert (answer["level"], answer["until"], answer["marks"]) == ("good", None, [])


def test_it_reads_what_counts_until_when_and_what_was_set(
    ben: User, lamp: Listing, sofia: User
) -> None:
    cases = standings.on_watch(ben, lamp, by=sofia)
    restricting.restrict(ben, by=sofia, code="several", words="Two videos.", days=20)
    answer = Program(ben).read("/standing/").json()
    assert answer["level"] == "restricted"
    assert {mark["dispute"] for mark in answer["marks"]} == {str(case.pk) for case in cases}
    assert answer["restrictions"][0]["words"] == "Two videos."
    assert answer["restrictions"][0]["can_appeal"]


def test_it_appeals_once(ben: User, lamp: Listing, sofia: User) -> None:
    standings.false_claim(ben, lamp, by=sofia)
    path = f"/standing/{Mark.objects.get().pk}/appeals/"
    program = Program(ben)
    assert program.send(path, {"words": ""}).status_code == 400
    made = program.send(path, {"words": "It is another lamp."})
    assert made.status_code == 201
    assert made.json()["marks"][0]["appeal"]["state"] == "open"
    assert program.send(path, {"words": "Again."}).status_code == 409
    assert StandingAppeal.objects.count() == 1


def test_of_anybody_else_there_is_none(
    ben: User, lamp: Listing, sofia: User, mallory: User
) -> None:
    standings.on_watch(ben, lamp, by=sofia)
    restricting.restrict(ben, by=sofia, code="several", words="Two videos.", days=20)
    for person in (mallory, lamp.seller.user):
        program = Program(person)
        assert program.read("/standing/").json()["marks"] == []
        for pk in (Mark.objects.earliest("at").pk, Restriction.objects.get().pk):
            assert program.send(f"/standing/{pk}/appeals/", {"words": "x"}).status_code == 404


def test_the_seller_reads_nothing_of_it_in_a_case(ben: User, lamp: Listing, sofia: User) -> None:
    standings.on_watch(ben, lamp, by=sofia)
    restricting.restrict(ben, by=sofia, code="several", words="Two videos.", days=20)
    case = doings.complain(doings.delivered(ben, lamp), "ND-SHORT")
    doings.let_pass(hours=73)
    said = Program(lamp.seller.user).read(f"/disputes/{case.pk}/").content.decode()
    for word in ("watch", "restricted", "Two videos.", "buyer_standing"):
        assert word not in said
