"""How staff work in six figures, each with its table, in as many questions however much there was."""

from datetime import timedelta

import pytest
from django.test import Client

from disputes import answering, appealing, blind, figures, reviewing
from disputes.deciding import Ruling
from disputes.figure_drawing import Figure
from disputes.models import BlindReading, Dispute
from escrow import clock
from marketplace.models import Listing, User, Variant
from tests import doings, factories, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
PAGE = "/admin/disputes/dispute/figures/"


@pytest.fixture(autouse=True)
def plenty(lamp: Listing) -> None:
    Variant.objects.filter(listing=lamp).update(on_hand=90)


def contested(ben: User, lamp: Listing) -> Dispute:
    opened = doings.complain(doings.delivered(ben, lamp))
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    return Dispute.objects.get(pk=opened.pk)


def of(code: str) -> Figure:
    return next(one for one in figures.every() if one.code == code)


def said(code: str) -> list[str]:
    """What the columns say where there is something."""
    return [one.said for one in of(code).columns if one.said not in ("–", "0")]


def test_an_empty_desk_says_so(client: Client, sofia: User) -> None:
    client.force_login(sofia)
    page = client.get(PAGE).content.decode()
    assert page.count("Nothing in this time.") == 6


def test_open_cases_stand_by_their_age(ben: User, lamp: Listing) -> None:
    contested(ben, lamp)
    clock.advance(timedelta(days=10))
    contested(ben, lamp)
    ages = {column.label: column.said for column in of("open").columns}
    assert (ages["under 1 day"], ages["under 14 days"]) == ("1", "0")
    assert ages["under 30 days"] == "1"
    assert of("open").headline == "2"


def test_how_soon_is_half_and_nineteen_of_twenty(ben: User, lamp: Listing, sofia: User) -> None:
    cases = [contested(ben, lamp)]
    clock.advance(timedelta(hours=2))
    reviewing.take(cases[0], by=sofia)
    clock.advance(timedelta(hours=4))
    doings.decide(cases[0], by=sofia, outcome="refund")
    assert said("touch") == ["half within 2 h, 95% within 2 h, of 1"]
    assert said("decision") == ["half within 6 h, 95% within 6 h, of 1"]
    assert said("refund") == ["half within 54 h, 95% within 54 h, of 1"]
    assert of("decision").headline == "6 h"


def test_what_is_decided_otherwise_on_appeal_counts(
    ben: User, lamp: Listing, sofia: User, otto: User
) -> None:
    for outcome in ("refund", "release"):
        case = contested(ben, lamp)
        doings.propose(case, by=sofia, outcome="release")
        doings.let_pass(hours=49)
        appealing.appeal(Dispute.objects.get(pk=case.pk), by=ben, grounds="Look again.")
        appealing.decide(Dispute.objects.get(pk=case.pk), Ruling(outcome, "Seen."), by=otto)
    assert of("overturned").headline == "50%"


def test_agreement_of_blind_readers_counts(
    ben: User, lamp: Listing, sofia: User, otto: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blind, "ONE_IN", 1)
    for outcome in ("release", "refund", "release"):
        doings.propose(contested(ben, lamp), by=sofia, outcome="release")
        doings.let_pass(hours=49)
        blind.read(BlindReading.objects.get(at=None), Ruling(outcome, "Seen."), by=otto)
    assert of("agreement").headline == "67%"
    assert sum(int(words.split()[0]) for words in said("agreement")) == 2


def test_each_chart_has_its_table_and_only_staff_see_them(
    client: Client, ben: User, lamp: Listing, sofia: User, mallory: User
) -> None:
    case = contested(ben, lamp)
    clock.advance(timedelta(hours=1))
    reviewing.take(case, by=sofia)
    client.force_login(sofia)
    page = client.get(PAGE).content.decode()
    assert page.count("<table") == 6
    assert page.count('<svg viewBox="0 0 600 170"') == 2
    client.force_login(mallory)
    assert client.get(PAGE).status_code == 302
    client.force_login(factories.reader("r@example.com", "view_policy"))
    assert client.get(PAGE).status_code == 403


def test_the_page_asks_as_often_for_much_as_for_little(
    client: Client, ben: User, lamp: Listing, sofia: User
) -> None:
    client.force_login(sofia)
    doings.decide(contested(ben, lamp), by=sofia, outcome="refund")

    def more() -> None:
        for _ in range(2):
            doings.decide(contested(ben, lamp), by=sofia, outcome="release")

    little, much = queries.before_and_after(client, PAGE, more)
    assert little == much
    assert much < 14
