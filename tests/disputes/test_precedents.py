"""What usually happens: told before anything is sent, and only where nobody can be found in it."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from disputes import agreeing, answering, appealing, offering, precedents, remembering
from disputes.deciding import Ruling
from disputes.execution import Terms
from disputes.models import Dispute, Precedent
from disputes.models.precedent import Ending
from disputes.precedents import Like, Width
from escrow import fund
from escrow.money import Money
from marketplace.models import Category, Listing, Order, User
from sellers.models import Seller
from tests import books, doings, factories, queries
from tests.precedents import past

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def told(lamps: Category, band: int = 1) -> Any:
    return precedents.similar("ND-DAMAGED", Like(lamps.pk, band))


def open_form(client: Client, order: Order) -> str:
    return " ".join(client.get(f"/orders/{order.number}/disputes/").content.decode().split())


# -- Remembered by the story that ends a case ---------------------------------


def test_a_case_that_is_agreed_leaves_how_it_ended_and_nobodys_name(
    order: Order, ben: User, ada: Seller
) -> None:
    case = doings.complain(order)
    offer = offering.make_offer(case, Terms(eur(1876), "partial"), by=ada.user)
    agreeing.accept_offer(offer, by=ben, typed=eur(1876))
    assert not Precedent.objects.exists(), "for an hour it can be undone"
    doings.let_pass(hours=1, minutes=1)
    row = Precedent.objects.get()
    assert (row.reason, row.ending, row.share_bps, row.band) == ("ND-DAMAGED", "part", 4000, 1)
    assert row.month == date(2026, 3, 1)
    words = " ".join(str(value) for value in row.__dict__.values())
    for of_somebody in (order.number, str(case.pk), "Ben", "Ada", "1876"):
        assert of_somebody not in words
    points_at = {field.related_model for field in Precedent._meta.fields if field.is_relation}
    assert points_at == {Category}
    books.assert_right()


@pytest.mark.parametrize(
    ("outcome", "ending", "share"),
    [("refund", "all", 10_000), ("release", "nothing", 0), ("split", "part", 2132)],
)
def test_a_decided_case_is_remembered_when_it_is_done(
    order: Order, ada: Seller, sofia: User, outcome: str, ending: str, share: int
) -> None:
    case = doings.complain(order)
    answering.contest(case, by=ada.user, text="It left whole.")
    refund = eur(1000) if outcome == "split" else None
    doings.decide(case, by=sofia, outcome=outcome, refund=refund)
    row = Precedent.objects.get()
    assert (row.ending, row.share_bps) == (ending, share)


def test_things_that_come_back_or_are_sent_again_end_in_their_own_way(
    ben: User, lamp: Listing
) -> None:
    from disputes import replacements, returns

    back = doings.come_back(doings.delivered(ben, lamp))
    returns.accept(back, by=back.order.seller.user)
    again = doings.here_again(doings.delivered(ben, lamp))
    replacements.find_good(again, by=ben)
    assert [row.ending for row in Precedent.objects.order_by("id")] == ["return", "replacement"]


def test_a_case_that_is_taken_back_or_lost_to_a_bank_is_no_precedent(
    order: Order, ben: User
) -> None:
    from disputes import withdrawing

    withdrawing.withdraw(doings.complain(order), by=ben)
    doings.bank_decides(doings.bank_asks(order), won=False)
    assert not Precedent.objects.exists()


def test_an_appeal_corrects_what_is_told(
    order: Order, ben: User, ada: Seller, sofia: User, otto: User, lamps: Category
) -> None:
    """The first decision gave all; the appeal, part. There are two rows and the newer counts."""
    fund.top_up(eur(50_000), reference="opening")
    past(lamps, 9, "nothing")
    case = doings.complain(order)
    answering.contest(case, by=ada.user, text="It left whole.")
    doings.propose(case, by=sofia, outcome="refund")
    doings.let_it_be_done(case)
    found = told(lamps)
    assert (found.cases, found.others) == (10, 1)
    assert Precedent.objects.get(case_mark=remembering.mark("case", case.pk)).ending == "all"
    appealing.appeal(case, by=ada.user, grounds="Here is the photo of the packing.")
    ruling = Ruling("split", "Half was the packing.", refund=eur(2345))
    decision = appealing.decide(Dispute.objects.get(), ruling, by=otto)
    if decision.needs_second:
        appealing.approve(decision, by=doings.second_of_staff())
    rows = Precedent.objects.filter(case_mark=remembering.mark("case", case.pk)).order_by("id")
    assert [row.ending for row in rows] == ["all", "part"]
    assert told(lamps).cases == 10, "it is one case still"
    books.assert_right()


def test_what_is_remembered_is_never_changed(lamps: Category) -> None:
    past(lamps, 1)
    for statement in (
        "UPDATE disputes_precedent SET ending = 'all'",
        "DELETE FROM disputes_precedent",
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with pytest.raises(DatabaseError, match="precedent_is_at_most_the_claim"), transaction.atomic():
        past(lamps, 1, share_bps=10_001)


# -- Told only where nobody can be found in it --------------------------------


@pytest.mark.parametrize(
    ("count", "people", "enough"), [(10, 5, True), (9, 9, False), (30, 4, False)]
)
def test_nothing_is_told_of_few_cases_or_of_few_people(
    lamps: Category, count: int, people: int, enough: bool
) -> None:
    past(lamps, count, people=people)
    assert (told(lamps) is not None) is enough


def test_many_buyers_of_one_seller_are_not_enough(lamps: Category) -> None:
    past(lamps, 12)
    rows = precedents._rows(["ND-DAMAGED"])
    of_one = [row._replace(seller_mark="same") for row in rows]
    assert precedents.is_enough(rows)
    assert not precedents.is_enough(of_one)


def test_an_ending_of_too_few_is_not_named(lamps: Category) -> None:
    past(lamps, 9)
    past(lamps, 2, "all")
    past(lamps, 1, "nothing")
    found = told(lamps)
    assert (found.endings, found.others) == ({Ending.PART: 9}, 3)
    assert found.middle_percent == 40


@pytest.mark.parametrize(("share", "told_as"), [(100, 5), (4200, 40), (9900, 95)])
def test_the_middle_of_the_parts_is_never_nothing_or_all(
    lamps: Category, share: int, told_as: int
) -> None:
    past(lamps, 10, share_bps=share)
    assert told(lamps).middle_percent == told_as


def test_it_widens_from_price_to_category_to_reason(lamps: Category) -> None:
    bowls = factories.category("bowls", "Bowls")
    past(bowls, 10, "all")
    assert told(lamps).width == Width.REASON
    past(lamps, 10, "nothing", band=3)
    assert told(lamps).width == Width.CATEGORY
    past(lamps, 10, band=1)
    found = told(lamps)
    assert (found.width, found.cases, found.endings) == (Width.PRICE, 10, {Ending.PART: 10})
    assert precedents.similar("ND-DEFECT", Like(lamps.pk, 1)) is None


def test_the_bands_of_prices_are_the_policys_own(order: Order) -> None:
    bands = [remembering.band(eur(minor), order.policy) for minor in (2500, 2501, 20_001, 50_001)]
    assert bands == [0, 1, 2, 3]
    assert remembering.band(Money(4000, "JPY"), order.policy) == 0


def test_old_cases_cost_nothing(
    lamps: Category, client: Client, order: Order, ben: User, django_assert_num_queries: Any
) -> None:
    past(lamps, 500, "nothing")
    past(lamps, 200)
    with django_assert_num_queries(1):
        found = told(lamps)
    assert (found.cases, found.endings) == (200, {Ending.PART: 200})
    client.force_login(ben)
    address = f"/orders/{order.number}/disputes/"
    little, more = queries.before_and_after(client, address, lambda: past(lamps, 300))
    assert little == more


def test_the_newest_are_found_by_the_index(lamps: Category) -> None:
    past(lamps, 700)
    past(lamps, 300, reason="ND-DEFECT")
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute("EXPLAIN " + precedents.NEWEST, [["ND-DEFECT"], precedents.LATEST])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "precedents_of_a_reason" in plan
    assert "Sort" not in plan


# -- Shown --------------------------------------------------------------------


def test_the_buyer_reads_it_before_anything_is_sent(
    client: Client, order: Order, ben: User, lamps: Category, mallory: User
) -> None:
    client.force_login(ben)
    assert "similar cases" not in open_form(client, order)
    past(lamps, 9)
    past(lamps, 3, "all")
    page = open_form(client, order)
    assert (
        "12 similar cases: 9 ended with part of the money back, in the middle 40%; "
        "3 ended with all the money back." in page
    )
    client.force_login(mallory)
    assert client.get(f"/orders/{order.number}/disputes/").status_code == 404


def test_staff_read_it_beside_the_three_decisions_most_like_it(
    client: Client, ben: User, ada: Seller, lamp: Listing, sofia: User, lamps: Category
) -> None:
    past(lamps, 12)
    bowls = factories.category("bowls", "Bowls")
    other = factories.listing(ada, bowls, "Bowl", stock=9)
    for thing in (lamp, other, other, lamp):
        case = doings.complain(doings.delivered(ben, thing))
        answering.contest(case, by=ada.user, text="It left whole.")
        doings.decide(case, by=sofia, outcome="release", clauses=["undecidable"])
    mine = doings.complain(doings.delivered(ben, lamp))
    answering.contest(mine, by=ada.user, text="It left whole.")
    client.force_login(sofia)
    answer = client.get(f"/admin/disputes/dispute/{mine.pk}/change/")
    page = " ".join(answer.content.decode().split())
    found = answer.context["past"]
    assert [one.same_kind for one in found] == [True, True, False]
    assert "similar cases: 12 ended with part of the money back" in page
    assert "Cases like this one" in page
    for one in found:
        assert f"/admin/disputes/dispute/{one.dispute.pk}/change/" in page
    assert "It cannot be decided: half each" in page


def test_the_staff_page_costs_the_same_however_many_were_decided(
    client: Client, ben: User, ada: Seller, lamp: Listing, sofia: User
) -> None:
    def decided() -> None:
        case = doings.complain(doings.delivered(ben, lamp))
        answering.contest(case, by=ada.user, text="It left whole.")
        doings.decide(case, by=sofia, outcome="release")

    decided()
    mine = doings.complain(doings.delivered(ben, lamp))
    client.force_login(sofia)
    address = f"/admin/disputes/dispute/{mine.pk}/change/"
    little, more = queries.before_and_after(client, address, lambda: [decided() for _ in range(2)])
    assert little == more


def test_a_program_asks_for_a_reason_and_a_listing(
    client: Client, lamp: Listing, lamps: Category
) -> None:
    asked = {"reason": "ND-DAMAGED", "listing": lamp.pk}
    nothing = client.get("/api/v1/precedents/", asked).json()
    assert (nothing["enough"], nothing["cases"]) == (False, None)
    past(lamps, 9)
    past(lamps, 3, "all")
    found = client.get("/api/v1/precedents/", asked).json()
    assert (found["cases"], found["alike"], found["middle_percent"]) == (12, "price", 40)
    assert found["endings"] == [{"ending": "all", "cases": 3}, {"ending": "part", "cases": 9}]
    assert client.get("/api/v1/precedents/", asked | {"reason": "WHY"}).status_code == 400
    assert client.get("/api/v1/precedents/", asked | {"listing": 99999}).status_code == 404
    Listing.objects.filter(pk=lamp.pk).update(state="draft")
    assert client.get("/api/v1/precedents/", asked).status_code == 404
