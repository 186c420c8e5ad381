"""Staff read a case on one page and decide it."""

from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from disputes import answering
from disputes.models import Decision, Dispute
from escrow.money import Money
from marketplace.models import Listing, User
from tests import books, doings, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(monday: datetime, ben: User, lamp: Listing) -> Dispute:
    opened = doings.complain(doings.delivered(ben, lamp))
    doings.check_files()
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    opened.refresh_from_db()
    return opened


def address(case: Dispute) -> str:
    return f"/admin/disputes/dispute/{case.pk}/change/"


def decide(client: Client, case: Dispute, **how: Any) -> Any:
    filled = {
        "step": "decide",
        "outcome": "refund",
        "amount": "",
        "reasons": "The box is dented.",
        **how,
    }
    return client.post(address(case), filled, follow=True)


def clerk(*codenames: str) -> User:
    person = factories.person("clerk@example.com", "Kim Clerk", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return person


def test_everything_is_on_one_page(client: Client, case: Dispute, sofia: User) -> None:
    client.force_login(sofia)
    page = client.get(address(case)).content.decode()
    for said in ("The shade is cracked.", "It left whole.", "Brass reading lamp, as good as new."):
        assert said in page
    assert "Proof B: photo or place" in page
    assert f"/evidence/{case.evidence.get().pk}/thumb/" in page
    assert "Show it to both" in page


def test_a_refund_moves_the_money_when_it_stands(
    client: Client, case: Dispute, sofia: User
) -> None:
    photo = str(case.evidence.get().pk)
    client.force_login(sofia)
    page = decide(client, case, clauses=["undecidable"], evidence_ids=[photo]).content.decode()
    decision = Decision.objects.get()
    assert (decision.by, decision.clauses, decision.evidence_ids) == (
        sofia,
        ["undecidable"],
        [photo],
    )
    assert "Both parties read your proposal now" in page
    assert case.order.lines.get().hold.state == "frozen"
    doings.let_it_be_done(case)
    assert case.order.lines.get().hold.refunded == Money(4690, "EUR")
    books.assert_right()


def test_a_release_leaves_the_money_to_the_seller(
    client: Client, case: Dispute, sofia: User
) -> None:
    client.force_login(sofia)
    decide(client, case, outcome="release")
    doings.let_it_be_done(case)
    assert books.payable(case.order.seller) == Money(4315, "EUR")
    books.assert_right()


def test_a_split_gives_each_a_part(client: Client, case: Dispute, sofia: User) -> None:
    client.force_login(sofia)
    decide(client, case, outcome="split", amount="10.00")
    doings.let_it_be_done(case)
    assert case.order.lines.get().hold.refunded == Money(1000, "EUR")
    assert books.payable(case.order.seller) == Money(3395, "EUR")
    books.assert_right()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"outcome": "split", "amount": "half"}, "Write it like this: 42.00"),
        ({"outcome": "split", "amount": ""}, "Write how much the buyer gets back."),
        ({"outcome": "split", "amount": "46.91"}, "at most €46.90"),
        ({"outcome": ""}, "This field is required."),
        ({"clauses": ["because-i-say-so"]}, "because-i-say-so"),
    ],
)
def test_a_mistake_is_told_and_the_reasons_stay(
    client: Client, case: Dispute, sofia: User, wrong: dict, sentence: str
) -> None:
    client.force_login(sofia)
    page = decide(client, case, **wrong).content.decode()
    assert sentence in page
    assert "The box is dented." in page
    assert not Decision.objects.exists()


def test_a_decision_needs_reasons(client: Client, case: Dispute, sofia: User) -> None:
    client.force_login(sofia)
    decide(client, case, reasons="   ")
    assert not Decision.objects.exists()


def test_of_two_who_decide_the_second_is_told(client: Client, case: Dispute, sofia: User) -> None:
    rita = clerk("decide_dispute", "view_dispute")
    client.force_login(sofia)
    decide(client, case)
    client.force_login(rita)
    page = decide(client, case, outcome="release", reasons="I see no crack.").content.decode()
    assert "This case is not waiting for a decision." in page
    assert Decision.objects.get().by == sofia
    books.assert_right()


def test_silence_of_the_seller_brings_it_to_staff(
    client: Client, monday: datetime, ben: User, lamp: Listing, sofia: User
) -> None:
    opened = doings.complain(doings.delivered(ben, lamp))
    client.force_login(sofia)
    assert "Show it to both" not in client.get(address(opened)).content.decode()
    doings.let_pass(days=3)
    assert "no answer" in client.get(address(opened)).content.decode()
    decide(client, opened)
    doings.let_it_be_done(opened)
    assert opened.order.lines.get().hold.state == "refunded"
    books.assert_right()


def test_a_party_of_the_case_does_not_decide_it(client: Client, case: Dispute) -> None:
    seller = case.order.seller.user
    seller.is_staff = True
    seller.save()
    seller.user_permissions.set(
        Permission.objects.filter(codename__in=["decide_dispute", "view_dispute"])
    )
    client.force_login(seller)
    page = decide(client, case, outcome="release").content.decode()
    assert "You are a party of this case." in page
    assert "The box is dented." in page
    assert not Decision.objects.exists()


def test_who_may_only_read_sees_no_form_and_decides_nothing(client: Client, case: Dispute) -> None:
    client.force_login(clerk("view_dispute", "change_dispute", "delete_dispute", "add_dispute"))
    page = client.get(address(case)).content.decode()
    assert "Deciding needs the right" in page
    assert "<textarea" not in page
    assert decide(client, case).status_code == 403
    assert not Decision.objects.exists()
    case.refresh_from_db()
    assert case.state == "escalated"


@pytest.mark.parametrize("codenames", [[], ["decide_dispute"]])
def test_without_the_right_to_read_there_is_no_page(
    client: Client, case: Dispute, codenames: list[str]
) -> None:
    client.force_login(clerk(*codenames))
    assert client.get(address(case)).status_code == 403
    assert decide(client, case).status_code == 403
    assert not Decision.objects.exists()


@pytest.mark.parametrize("who", ["mallory", "ben", "ada"])
def test_who_is_no_staff_is_sent_away(
    client: Client, case: Dispute, who: str, request: Any
) -> None:
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))
    assert client.get(address(case)).status_code in (302, 403)
    client.post(address(case), {"outcome": "release", "reasons": "Mine."})
    assert not Decision.objects.exists()


def test_nobody_adds_deletes_or_edits_a_case(client: Client, case: Dispute) -> None:
    root = User.objects.create_superuser("root@example.com")
    client.force_login(root)
    base = "/admin/disputes/dispute/"
    assert client.get(f"{base}add/").status_code == 403
    assert client.post(f"{base}{case.pk}/delete/", {"post": "yes"}).status_code == 403
    many = {"action": "delete_selected", "_selected_action": [str(case.pk)]}
    client.post(base, many)
    client.post(address(case), {"state": "resolved", "description": "Nothing.", "_save": "1"})
    case.refresh_from_db()
    assert (case.state, case.description) == ("escalated", "The shade is cracked.")
