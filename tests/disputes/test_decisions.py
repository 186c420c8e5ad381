"""A decision is read by both before it stands, by a second person where it is large, and appealed."""

from datetime import timedelta

import pytest
from django.test import Client

from disputes import answering, appealing, deciding, evidence, reviewing, verdict
from disputes.deciding import CannotDecide, Ruling
from disputes.execution import BankDecides
from disputes.models import Approval, Decision, Dispute
from disputes.parties import NotYourTurn
from disputes.reviewing import NoMoreRounds, NotYours
from escrow import clock, fund
from escrow.chart import Kind
from escrow.models import Notice
from escrow.money import Money
from marketplace import receipt, refunding
from marketplace.models import Listing, User
from tests import books, doings, factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def case(ben: User, lamp: Listing) -> Dispute:
    """With staff, 46.90 in dispute, and no rule that is for either."""
    opened = doings.complain(doings.delivered(ben, lamp))
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    return Dispute.objects.get(pk=opened.pk)


@pytest.fixture
def large(ben: User, lamp: Listing) -> Dispute:
    """More than one of our staff may decide alone."""
    opened = doings.complain(doings.delivered(ben, lamp, quantity=5))
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    return Dispute.objects.get(pk=opened.pk)


def now(case: Dispute) -> Dispute:
    return Dispute.objects.get(pk=case.pk)


def test_both_read_it_before_it_stands_and_the_money_waits(
    case: Dispute, sofia: User, ben: User
) -> None:
    decision = doings.propose(case, by=sofia, outcome="refund")
    assert (now(case).state, now(case).standing) == ("draft_decision", decision)
    told = Notice.objects.filter(kind="decision_proposed").values_list("to", flat=True)
    assert set(told) == {ben.pk, case.order.seller.user_id}
    doings.let_pass(hours=49)
    assert (now(case).state, case.order.lines.get().hold.state) == ("decided", "frozen")
    doings.let_pass(hours=48)
    assert (now(case).state, case.order.lines.get().hold.state) == ("resolved", "refunded")
    books.assert_right()


def test_what_gives_the_buyer_nothing_waits_for_the_end_of_the_appeal(
    case: Dispute, sofia: User
) -> None:
    doings.propose(case, by=sofia, outcome="release")
    doings.let_pass(hours=49, days=9)
    assert case.order.lines.get().hold.state == "frozen"
    doings.let_pass(days=1)
    assert case.order.lines.get().hold.state == "released"
    books.assert_right()


def test_who_lost_can_say_that_they_will_not_appeal(
    case: Dispute, sofia: User, ben: User, ada: object
) -> None:
    doings.propose(case, by=sofia, outcome="release")
    doings.let_pass(hours=49)
    with pytest.raises(NotYourTurn):
        verdict.waive_appeal(now(case), by=case.order.seller.user)
    verdict.waive_appeal(now(case), by=ben)
    assert case.order.lines.get().hold.state == "released"


def test_a_comment_reaches_who_proposed_it_and_they_think_again(
    case: Dispute, sofia: User, ben: User, mallory: User
) -> None:
    doings.propose(case, by=sofia, outcome="release")
    deciding.comment(case, by=ben, words="Look at the second photo.")
    with pytest.raises(CannotDecide):
        deciding.comment(case, by=mallory, words="Mine too.")
    assert Notice.objects.filter(kind="decision_commented", to=sofia).exists()
    deciding.think_again(case, by=sofia)
    assert now(case).state == "under_review"
    doings.propose(case, by=sofia, outcome="refund")
    doings.let_it_be_done(case)
    assert case.order.lines.get().hold.state == "refunded"
    assert Decision.objects.count() == 2
    books.assert_right()


def test_after_it_stands_a_comment_is_too_late(case: Dispute, sofia: User, ben: User) -> None:
    doings.propose(case, by=sofia, outcome="release")
    doings.let_pass(hours=49)
    with pytest.raises(CannotDecide):
        deciding.comment(case, by=ben, words="Wait.")


def test_a_large_sum_is_read_by_a_second_person_first(
    large: Dispute, sofia: User, otto: User
) -> None:
    decision = deciding.propose(large, Ruling("refund", "The photos show it."), by=sofia)
    assert (decision.needs_second, now(large).state) == (True, "under_review")
    with pytest.raises(CannotDecide, match="You wrote it"):
        deciding.approve(decision, by=sofia)
    deciding.approve(decision, by=otto)
    assert now(large).state == "draft_decision"
    with pytest.raises(CannotDecide):
        deciding.approve(decision, by=otto)


def test_against_the_published_rule_a_second_person_reads_it(
    ben: User, lamp: Listing, sofia: User
) -> None:
    """Delivered with a signature: the rule is for the seller."""
    order = doings.buy(ben, lamp)
    shipment = doings.send(order)
    clock.advance(timedelta(days=10))
    doings.arrive(shipment, grade="A")
    opened = doings.complain(order, "NR-SCAN")
    answering.contest(opened, by=lamp.seller.user, text="It was signed for.")
    assert deciding.propose(opened, Ruling("refund", "I believe the buyer."), by=sofia).needs_second


def test_along_the_rule_nobody_else_is_needed(case: Dispute, sofia: User) -> None:
    assert not deciding.propose(case, Ruling("refund", "It shows."), by=sofia).needs_second


def test_what_one_reads_is_left_to_them(case: Dispute, sofia: User, otto: User) -> None:
    reviewing.take(case, by=sofia)
    with pytest.raises(NotYours, match="Sofia"):
        doings.propose(case, by=otto, outcome="refund")
    reviewing.hand_back(now(case), by=sofia)
    doings.propose(now(case), by=otto, outcome="refund")
    assert now(case).assignee == otto


def test_evidence_is_asked_for_and_what_comes_brings_it_back(
    case: Dispute, sofia: User, ben: User
) -> None:
    reviewing.request_evidence(case, by=sofia, side="buyer", words="The label, please.")
    with pytest.raises(CannotDecide, match="Something was asked for"):
        doings.propose(now(case), by=sofia, outcome="refund")
    evidence.bring(now(case), by=case.order.seller.user, photos=[doings.photo()])
    assert now(case).state == "evidence_requested"
    evidence.bring(now(case), by=ben, photos=[doings.photo()])
    assert now(case).state == "under_review"


def test_what_does_not_come_in_time_is_decided_without(case: Dispute, sofia: User) -> None:
    reviewing.request_evidence(case, by=sofia, side="buyer", words="The label, please.")
    doings.let_pass(hours=73)
    assert now(case).state == "under_review"
    assert now(case).requests.get().missed
    decision = doings.propose(now(case), by=sofia, outcome="release")
    assert (decision.presumption, decision.needs_second) == (
        "evidence_missing_after_request",
        False,
    )


def test_one_side_is_asked_twice_at_most(case: Dispute, sofia: User) -> None:
    for _ in range(2):
        reviewing.request_evidence(now(case), by=sofia, side="seller", words="The receipt.")
        doings.let_pass(hours=73)
    with pytest.raises(NoMoreRounds):
        reviewing.request_evidence(now(case), by=sofia, side="seller", words="Once more.")
    reviewing.request_evidence(now(case), by=sofia, side="buyer", words="The label.")


def test_a_denied_claim_wins_on_appeal_by_somebody_else(
    case: Dispute, sofia: User, otto: User, ben: User
) -> None:
    doings.propose(case, by=sofia, outcome="release")
    doings.let_pass(hours=49)
    appealing.appeal(now(case), by=ben, grounds="Here is the carrier's own photo.")
    assert (now(case).state, case.order.lines.get().hold.state) == ("appealed", "frozen")
    with pytest.raises(NotYours, match="the first time"):
        appealing.decide(now(case), Ruling("refund", "No."), by=sofia)
    appealing.decide(now(case), Ruling("refund", "The photo shows it."), by=otto)
    assert (now(case).state, case.order.lines.get().hold.state) == ("resolved", "refunded")
    with pytest.raises(NotYourTurn):
        appealing.appeal(now(case), by=case.order.seller.user, grounds="No!")
    books.assert_right()


def test_an_appeal_is_made_once_and_in_time_and_by_who_lost(
    case: Dispute, sofia: User, ben: User, mallory: User
) -> None:
    doings.propose(case, by=sofia, outcome="release")
    with pytest.raises(NotYourTurn):
        appealing.appeal(case, by=ben, grounds="Too soon.")
    doings.let_pass(hours=49)
    for person in (case.order.seller.user, mallory):
        with pytest.raises(NotYourTurn):
            appealing.appeal(now(case), by=person, grounds="Mine.")
    doings.let_pass(days=10)
    with pytest.raises(NotYourTurn):
        appealing.appeal(now(case), by=ben, grounds="Too late.")


def test_a_seller_who_wins_after_the_buyer_was_paid_is_paid_by_the_fund(
    case: Dispute, sofia: User, otto: User
) -> None:
    fund.top_up(eur(10_000), reference="a")
    doings.propose(case, by=sofia, outcome="refund")
    doings.let_pass(days=5)
    assert case.order.lines.get().hold.state == "refunded"
    seller = case.order.seller
    appealing.appeal(now(case), by=seller.user, grounds="The carrier found my photo.")
    appealing.decide(now(case), Ruling("release", "It left whole."), by=otto)
    assert now(case).state == "resolved"
    assert books.payable(seller) == eur(4690)
    assert books.of(Kind.GUARANTEE_FUND) == eur(10_000 - 4690)
    assert case.order.lines.get().hold.refunded == eur(4690), "the buyer keeps the money"
    books.assert_right()


def test_more_than_the_fund_pays_on_one_word_needs_a_second(
    large: Dispute, sofia: User, otto: User
) -> None:
    fund.top_up(eur(50_000), reference="a")
    doings.propose(large, by=sofia, outcome="refund")
    doings.let_pass(days=5)
    seller = large.order.seller
    appealing.appeal(now(large), by=seller.user, grounds="The carrier found my photo.")
    second = appealing.decide(now(large), Ruling("release", "It left whole."), by=otto)
    assert (second.is_approved(), books.payable(seller)) == (False, eur(0))
    third = factories.staff("third@example.com", "Third")
    with pytest.raises(CannotDecide):
        appealing.approve(second, by=otto)
    appealing.approve(second, by=third)
    assert books.payable(seller) == large.claimed
    books.assert_right()


def test_after_the_release_the_fund_is_not_opened_by_one_person(
    case: Dispute, sofia: User, ben: User, lamp: Listing
) -> None:
    """The seller has nothing here any more, so the fund would pay more than 100."""
    fund.top_up(eur(50_000), reference="a")
    order = doings.delivered(ben, lamp, quantity=3)
    receipt.confirm_receipt(order.number, by=ben)
    doings.pay_out(order.seller)
    late = doings.complain(order)
    answering.contest(late, by=order.seller.user, text="It left whole.")
    assert deciding.propose(late, Ruling("refund", "It shows."), by=sofia).needs_second


def test_a_buyer_who_wins_more_after_a_split_gets_it_from_the_seller(
    case: Dispute, sofia: User, otto: User, ben: User
) -> None:
    doings.propose(case, by=sofia, outcome="split", refund=eur(1000))
    doings.let_pass(days=5)
    assert case.order.lines.get().hold.state == "split"
    appealing.appeal(now(case), by=ben, grounds="It does not work at all.")
    appealing.decide(now(case), Ruling("refund", "It does not."), by=otto)
    refreshed = case.order.lines.get().hold
    assert refreshed.refunded + refreshed.recovered == eur(4690)
    assert now(case).state == "resolved"
    books.assert_right()


def split_and_appealed(case: Dispute, sofia: User) -> None:
    """10.00 went back, and the buyer asks for all of it."""
    doings.propose(case, by=sofia, outcome="split", refund=eur(1000))
    doings.let_pass(days=5)
    appealing.appeal(now(case), by=case.order.buyer, grounds="It does not work at all.")


def test_an_appeal_pays_nothing_that_the_seller_gave_back_meanwhile(
    case: Dispute, sofia: User, otto: User
) -> None:
    split_and_appealed(case, sofia)
    order = case.order
    refunding.refund_by_seller(order.number, by=order.seller.user, line=order.lines.get().pk)
    appealing.decide(now(case), Ruling("refund", "It does not."), by=otto)
    kept = order.lines.get().hold
    assert (now(case).state, kept.refunded + kept.recovered) == ("resolved", eur(4690))
    assert now(case).granted == eur(1000)
    books.assert_right()


def test_an_appeal_pays_nothing_while_a_bank_decides(
    case: Dispute, sofia: User, otto: User
) -> None:
    split_and_appealed(case, sofia)
    bank = doings.bank_asks(case.order)
    with pytest.raises(BankDecides):
        appealing.decide(now(case), Ruling("refund", "It does not."), by=otto)
    doings.bank_decides(bank, won=True)
    appealing.decide(now(case), Ruling("refund", "It does not."), by=otto)
    assert now(case).state == "resolved"
    books.assert_right()


def test_staff_are_told_when_they_are_late(case: Dispute, sofia: User) -> None:
    doings.let_pass(hours=73)
    assert Notice.objects.filter(kind="case_is_late", to=sofia).exists()
    assert now(case).state == "escalated"


def test_a_second_person_s_word_stands_as_it_was_written(large: Dispute, sofia: User) -> None:
    doings.propose(large, by=sofia, outcome="refund")
    assert Approval.objects.get().by != sofia


def test_without_the_right_nobody_reads_or_decides(case: Dispute, mallory: User) -> None:
    clerk = factories.person("clerk@example.com", "Kim", is_staff=True)
    for person in (mallory, clerk, case.order.buyer, case.order.seller.user):
        for step in (
            lambda who=person: reviewing.take(case, by=who),
            lambda who=person: doings.propose(case, by=who, outcome="refund"),
            lambda who=person: reviewing.request_evidence(case, by=who, side="buyer", words="x"),
        ):
            with pytest.raises(NotYours):
                step()


def test_the_parties_comment_waive_and_appeal_on_their_page(
    client: Client, case: Dispute, sofia: User, ben: User
) -> None:
    doings.propose(case, by=sofia, outcome="release", reasons="It is as described.")
    client.force_login(ben)
    address = case.get_absolute_url()
    page = client.get(address).content.decode()
    assert "It is as described." in page
    assert "It does not stand yet" in page
    client.post(f"{address}comments/", {"words": "It is not."})
    assert "It is not." in client.get(address).content.decode()
    doings.let_pass(hours=49)
    page = client.get(address).content.decode()
    assert "I accept it: do it now" in page
    empty = client.post(f"{address}appeals/", {"words": ""}).content.decode()
    assert "an empty answer changes nothing" in empty
    page = client.post(f"{address}appeals/", {"words": "New photo."}, follow=True).content.decode()
    assert "looks at it anew" in page
    assert now(case).state == "appealed"
