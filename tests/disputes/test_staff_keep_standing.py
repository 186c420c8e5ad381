"""Staff read a buyer's standing, set and lift restrictions, and answer appeals, on one page."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from disputes import restricting, standing_appeals
from disputes.models import Mark, Restriction, StandingAppeal
from escrow.models import AuditEntry
from marketplace.models import Listing, User
from tests import doings, factories
from tests.disputes import standings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
FILLED = {"step": "restrict", "code": "several", "words": "Two videos.", "days": "20"}


@pytest.fixture
def watched(ben: User, lamp: Listing, sofia: User) -> User:
    standings.on_watch(ben, lamp, by=sofia)
    return ben


def address(buyer: User) -> str:
    return f"/admin/disputes/buyer/{buyer.pk}/change/"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def reader() -> User:
    """May decide cases, and not keep standing."""
    person = factories.person("kim@example.com", "Kim Clerk", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename="decide_dispute"))
    return person


def test_what_counts_is_read_with_its_case(watched: User, sofia: User) -> None:
    page = signed_in(sofia).get(address(watched)).content.decode()
    assert page.count("A claim was found to be untrue") == 2
    assert str(Mark.objects.earliest("at").dispute_id) in page
    assert "Ben Okafor" in signed_in(sofia).get("/admin/disputes/buyer/").content.decode()


def test_a_restriction_is_set_approved_and_lifted(watched: User, sofia: User, otto: User) -> None:
    page = signed_in(sofia).post(address(watched), {**FILLED, "days": "90"}, follow=True)
    assert "Waits for a second person" in page.content.decode()
    assert "I have read it and agree" not in page.content.decode()
    signed_in(sofia).post(address(watched), {"step": "approve"})
    assert Restriction.objects.get().state == "proposed"
    ottos = signed_in(otto)
    assert "I have read it and agree" in ottos.get(address(watched)).content.decode()
    ottos.post(address(watched), {"step": "approve"})
    assert Restriction.objects.get().state == "in_force"
    ottos.post(address(watched), {"step": "lift"})
    assert Restriction.objects.get().state == "lifted"
    done = set(AuditEntry.objects.filter(subject_type="user").values_list("action", "by"))
    assert {("restriction_set", sofia.pk), ("restriction_approved", otto.pk)} <= done


def test_a_mistake_is_told_and_what_was_typed_stays(watched: User, sofia: User) -> None:
    page = signed_in(sofia).post(address(watched), {**FILLED, "days": "400"}).content.decode()
    assert "less than or equal to 180" in page
    assert "Two videos." in page
    assert not Restriction.objects.exists()


def test_who_is_not_on_watch_cannot_be_restricted(ben: User, sofia: User) -> None:
    page = signed_in(sofia).get(address(ben)).content.decode()
    assert 'value="restrict"' not in page
    page = signed_in(sofia).post(address(ben), FILLED, follow=True).content.decode()
    assert "Only who is on Watch" in page
    assert not Restriction.objects.exists()


def test_an_appeal_is_answered_by_somebody_else(watched: User, sofia: User, otto: User) -> None:
    asked = standing_appeals.appeal(Mark.objects.latest("at"), by=watched, words="Another lamp.")
    said = {"step": "answer", "appeal": str(asked.pk), "answer": "yes", "words": "So it is."}
    page = signed_in(sofia).get(address(watched)).content.decode()
    assert "Another lamp." in page
    assert "Somebody else has to answer" in page
    signed_in(sofia).post(address(watched), said)
    assert StandingAppeal.objects.get().state == "open"
    ottos = signed_in(otto)
    empty = ottos.post(address(watched), {**said, "words": ""}).content.decode()
    assert "Write down why" in empty
    assert StandingAppeal.objects.get().state == "open"
    ottos.post(address(watched), said)
    assert StandingAppeal.objects.get().state == "granted"


def test_who_may_only_decide_cases_reads_and_changes_nothing(watched: User) -> None:
    client = signed_in(reader())
    assert "You can read this" in client.get(address(watched)).content.decode()
    assert client.post(address(watched), FILLED).status_code == 403
    assert not Restriction.objects.exists()


def test_nobody_else_gets_in(watched: User, mallory: User, lamp: Listing) -> None:
    clerk = factories.person("clerk@example.com", "Clerk", is_staff=True)
    for person in (mallory, lamp.seller.user, watched):
        assert signed_in(person).get(address(watched)).status_code == 302
    assert signed_in(clerk).get(address(watched)).status_code == 403
    assert signed_in(clerk).post(address(watched), FILLED).status_code == 403


def test_an_answer_to_what_is_not_there(watched: User, otto: User) -> None:
    client = signed_in(otto)
    for appeal in ("", "x", "00000000-0000-0000-0000-000000000000"):
        said = {"step": "answer", "appeal": appeal, "answer": "yes", "words": "x"}
        assert client.post(address(watched), said).status_code == 404
    assert client.post(address(watched), {"step": "lift"}).status_code == 404
    assert client.get("/admin/disputes/buyer/999999/change/").status_code == 404


def test_the_case_page_of_staff_shows_it_with_reasons(
    watched: User, sofia: User, lamp: Listing
) -> None:
    restricting.restrict(watched, by=sofia, code="several", words="Two videos.", days=20)
    case = doings.complain(doings.delivered(watched, lamp))
    doings.let_pass(hours=73)
    page = signed_in(sofia).get(f"/admin/disputes/dispute/{case.pk}/change/").content.decode()
    assert "Two videos." in page
    assert address(watched) in page


def test_the_buyer_reads_on_the_case_why_it_is_not_paid_by_itself(
    watched: User, lamp: Listing, sofia: User
) -> None:
    restricting.restrict(watched, by=sofia, code="several", words="Two videos.", days=20)
    bulb = factories.listing(lamp.seller, lamp.category, "Bulb", price_minor=900)
    case = doings.complain(doings.delivered(watched, bulb))
    doings.check_files()
    bens, adas = signed_in(watched), signed_in(lamp.seller.user)
    for _ in range(2):
        assert "because of your standing" in bens.get(case.get_absolute_url()).content.decode()
        assert "standing" not in adas.get(case.get_absolute_url()).content.decode()
        doings.let_pass(hours=73)


def test_the_list_is_of_what_counts_now_and_the_rest_is_found_by_its_name(
    watched: User, sofia: User
) -> None:
    doings.let_pass(days=400)
    staff = signed_in(sofia)
    assert "Ben Okafor" not in staff.get("/admin/disputes/buyer/").content.decode()
    assert "Ben Okafor" in staff.get("/admin/disputes/buyer/", {"q": "ben"}).content.decode()
    assert "Ben Okafor" in staff.get(address(watched)).content.decode()
