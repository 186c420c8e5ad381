"""Each reason asks a few questions, answered in codes, so that everybody reads the answers."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from disputes import drafting, known_reasons, opening, reasons
from disputes.claims import CannotBeDisputed, Claim
from disputes.models import Dispute
from escrow import clock
from marketplace.models import Listing, Order, User
from tests import answers, books, doings
from tests.disputes.test_open_dispute_page import send
from tests.marketplace.test_api import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


def claim(order: Order, reason: str = "ND-DEFECT", **facts: Any) -> Claim:
    said = {**answers.to(reason), **facts}
    remedy = reasons.BY_CODE[reason].remedies[0]
    return Claim(reason, "Dead.", {order.lines.get().pk: 1}, remedy=remedy, facts=said)


@pytest.mark.parametrize("reason", [one.code for one in known_reasons.REASONS if one.asks])
def test_nothing_is_sent_before_the_questions_are_answered(order: Order, reason: str) -> None:
    for question in reasons.asked(reason):
        unanswered = claim(order, reason, **{question.code: None})
        with pytest.raises(CannotBeDisputed, match=r"Choose|Write"):
            opening.open_dispute(order.number, unanswered, by=order.buyer)


@pytest.mark.parametrize(
    ("reason", "said", "sentence"),
    [
        ("ND-DEFECT", {"function": "flies"}, "flies is not one of"),
        ("ND-DEFECT", {"colour": "blue"}, "not asked here: colour"),
        ("ND-DEFECT", {"since": "2999-01-01"}, "still to come"),
        ("ND-DEFECT", {"since": "yesterday"}, "year-month-day"),
        ("ND-DEFECT", {"tried": "restarted"}, "list of values"),
        ("ND-MISSING", {"count_received": 3}, "choose another reason"),
        ("ND-MISSING", {"count_received": -1}, "greater than or equal to 0"),
        ("ND-WRONG", {"received": "x" * 81}, "at most 80"),
    ],
)
def test_an_answer_that_is_none_gets_a_sentence(
    order: Order, reason: str, said: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(CannotBeDisputed, match=sentence):
        opening.open_dispute(order.number, claim(order, reason, **said), by=order.buyer)


def test_the_page_asks_for_what_is_unanswered_and_keeps_the_rest(
    client: Client, order: Order, ben: User
) -> None:
    client.force_login(ben)
    told = {**answers.typed("ND-WRONG"), "fact-ND-WRONG-received": ""}
    page = send(client, order, reason="ND-WRONG", **told).content.decode()
    assert "Write a few words." in page
    assert 'value="blue, 40 cm"' in page
    assert "The shade is cracked." in page
    assert not Dispute.objects.exists()


def test_a_draft_may_lack_answers_and_is_not_sent_without_them(order: Order, ben: User) -> None:
    half = Claim("ND-DEFECT", "Dead.", {order.lines.get().pk: 1}, facts={"function": "power"})
    draft = drafting.save(order.number, half, by=ben)
    with pytest.raises(CannotBeDisputed, match="Since when"):
        drafting.send(draft, by=ben)
    books.assert_right()


def test_the_draft_comes_back_with_its_answers(client: Client, order: Order, ben: User) -> None:
    drafting.save(order.number, claim(order), by=ben)
    client.force_login(ben)
    page = client.get(f"/orders/{order.number}/disputes/").content.decode()
    assert 'value="starts" id="id_fact-ND-DEFECT-function_0" checked' in page
    assert 'value="2024-01-08"' in page


def test_both_read_the_answers(client: Client, order: Order, ben: User) -> None:
    case = opening.open_dispute(order.number, claim(order), by=ben)
    for person in (ben, order.seller.user):
        client.force_login(person)
        page = client.get(case.get_absolute_url()).content.decode()
        assert "What does not work?" in page
        assert "It does not switch on or start" in page


def test_programs_read_what_is_asked_and_answer_in_codes(order: Order, ben: User) -> None:
    listed = {one["code"]: one for one in Program(ben).read("/dispute-reasons/").json()}
    asked = listed["ND-MISSING"]["asks"]
    assert [one["code"] for one in asked] == ["count_expected", "count_received"]
    line = {"line": order.lines.get().pk, "quantity": 1}
    said = {"reason": "ND-MISSING", "description": "", "lines": [line], "remedy": "missing_part"}
    facts = {"count_expected": 3, "count_received": 2}
    there = f"/orders/{order.number}/disputes/"
    assert "How many" in Program(ben).send(there, said).json()["title"]
    assert Program(ben).send(there, {**said, "facts": facts}).json()["facts"] == facts


# -- What can be said only sometimes -------------------------------------------------


def test_too_late_is_said_only_of_what_came_after_the_promised_day(ben: User, lamp: Any) -> None:
    on_time = doings.delivered(ben, lamp)
    with pytest.raises(CannotBeDisputed, match="by the promised day"):
        opening.open_dispute(on_time.number, claim(on_time, "NR-LATE"), by=ben)
    late = doings.buy(ben, lamp)
    parcel = doings.send(late)
    clock.advance(timedelta(days=12))
    doings.arrive(parcel)
    case = opening.open_dispute(late.number, claim(late, "NR-LATE"), by=ben)
    assert (case.state, case.facts["received_on"]) == ("awaiting_seller", "2024-01-08")


def test_the_law_gives_two_weeks_whatever_the_shop_says(order: Order, lamp: Listing) -> None:
    order.lines.update(as_sold={**order.lines.get().as_sold, "return_days": 0})
    clock.advance(timedelta(hours=1))
    with pytest.raises(CannotBeDisputed, match="this shop takes things back are over"):
        doings.complain_for(order, "return", "RM-CHANGE")
    clock.advance(timedelta(days=13))
    assert doings.complain_for(order, "return", "RM-WITHDRAW").state == "awaiting_seller"


def test_and_not_a_day_longer_nor_elsewhere(order: Order) -> None:
    order.checkout.country = "US"
    order.checkout.save()
    with pytest.raises(CannotBeDisputed, match="no such right here"):
        doings.complain_for(order, "return", "RM-WITHDRAW")
    order.checkout.country = "DE"
    order.checkout.save()
    clock.advance(timedelta(days=14, seconds=1))
    with pytest.raises(CannotBeDisputed, match="or it is over"):
        doings.complain_for(order, "return", "RM-WITHDRAW")


def test_a_shop_that_takes_back_less_now_takes_back_what_it_sold_before(order: Order) -> None:
    order.seller.return_days = 0
    order.seller.save()
    assert doings.complain_for(order, "return", "RM-CHANGE").state == "awaiting_seller"
