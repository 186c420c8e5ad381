"""A buyer's standing is made of what happened, counts for a year, and decides who looks first."""

from datetime import timedelta

import pytest

from disputes import (
    answering,
    appealing,
    bank_cases,
    buyer_standing,
    returns,
    withdrawing,
)
from disputes.buyer_standing import Level
from disputes.deciding import Ruling
from disputes.models import Dispute, Mark, MarkEnd
from escrow import clock
from escrow.gateways import BankCase, BankState
from escrow.models import Notice, Operation
from marketplace.models import Category, Listing, Order, User
from sellers.models import Seller
from tests import books, doings, factories
from tests.disputes import standings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def bulb(ada: Seller, lamps: Category) -> Listing:
    """Small enough to be paid by itself when its seller is silent."""
    return factories.listing(ada, lamps, "Bulb", price_minor=900, stock=9)


def level(person: User) -> Level:
    return buyer_standing.of(person).level


def unanswered(buyer: User, listing: Listing, reason: str = "ND-DAMAGED") -> Dispute:
    """A claim to which the shop says nothing."""
    case = doings.complain(doings.delivered(buyer, listing), reason)
    doings.check_files()
    doings.let_pass(hours=73)
    return Dispute.objects.get(pk=case.pk)


def test_who_has_done_nothing_is_in_good_standing(ben: User, bulb: Listing) -> None:
    assert level(ben) == Level.GOOD
    assert unanswered(ben, bulb).state == "resolved"


def test_many_granted_claims_are_never_a_mark(ben: User, lamp: Listing) -> None:
    for _ in range(5):
        answering.accept(doings.complain(doings.delivered(ben, lamp)), by=lamp.seller.user)
    assert (level(ben), Mark.objects.count()) == (Level.GOOD, 0)


def test_a_claim_that_is_only_not_proven_is_no_mark(ben: User, lamp: Listing, sofia: User) -> None:
    case = doings.complain(doings.delivered(ben, lamp))
    answering.contest(case, by=lamp.seller.user, text="It left whole.")
    doings.propose(case, by=sofia, outcome="release", facts=["as_described", "arrived"])
    doings.let_pass(hours=49)
    assert not Mark.objects.exists()


def test_a_claim_that_is_taken_back_is_no_mark(ben: User, lamp: Listing) -> None:
    withdrawing.withdraw(doings.complain(doings.delivered(ben, lamp)), by=ben)
    assert not Mark.objects.exists()


def test_one_mark_changes_nothing(ben: User, lamp: Listing, bulb: Listing, sofia: User) -> None:
    case = standings.false_claim(ben, lamp, by=sofia)
    mark = Mark.objects.get()
    assert (mark.buyer, mark.code, mark.dispute) == (ben, "false_claim", case)
    assert Notice.objects.filter(kind="standing_marked", to=ben).count() == 1
    assert level(ben) == Level.GOOD
    assert unanswered(ben, bulb).state == "resolved"


def test_two_false_claims_bring_small_claims_to_staff_until_a_year_is_over(
    ben: User, lamp: Listing, bulb: Listing, sofia: User
) -> None:
    standings.on_watch(ben, lamp, by=sofia)
    assert level(ben) == Level.WATCH
    case = unanswered(ben, bulb)
    assert (case.state, case.order.lines.get().hold.state) == ("escalated", "frozen")
    first = Mark.objects.earliest("at")
    assert buyer_standing.of(ben).until == first.counts_until
    clock.move_to(first.counts_until - timedelta(seconds=1))
    assert level(ben) == Level.WATCH
    clock.move_to(first.counts_until)
    assert level(ben) == Level.GOOD
    doings.let_pass(minutes=1)
    assert Notice.objects.filter(kind="standing_expired", to=ben).count() == 1
    assert unanswered(ben, bulb).state == "resolved"
    books.assert_right()


def test_silence_never_ends_a_claim_of_who_is_on_watch(
    ben: User, lamp: Listing, bulb: Listing, sofia: User
) -> None:
    standings.on_watch(ben, lamp, by=sofia)
    case = unanswered(ben, bulb)
    doings.let_pass(days=40)
    again = Dispute.objects.get(pk=case.pk)
    assert (again.is_undecided(), again.order.lines.get().hold.state) == (True, "frozen")


def test_on_watch_what_the_scans_prove_is_still_paid(ben: User, lamp: Listing, sofia: User) -> None:
    standings.on_watch(ben, lamp, by=sofia)
    order = doings.buy(ben, lamp)
    shipment = doings.send(order)
    doings.travel(shipment, days=10)
    case = doings.complain(order, "NR-LOST")
    doings.let_pass(hours=73)
    assert Dispute.objects.get(pk=case.pk).state == "resolved"


def test_two_marks_about_one_order_count_once(ben: User, lamp: Listing, sofia: User) -> None:
    case = standings.false_claim(ben, lamp, by=sofia)
    bank = doings.bank_asks(case.order)
    doings.bank_decides(bank, won=True)
    assert Mark.objects.filter(buyer=ben).count() == 2
    assert level(ben) == Level.GOOD


def test_a_bank_that_decided_for_the_shop_is_a_mark(ben: User, lamp: Listing) -> None:
    doings.bank_decides(doings.bank_asks(doings.delivered(ben, lamp)), won=True)
    assert Mark.objects.get().code == "bank_said_no"
    books.assert_right()


def test_a_bank_that_only_asked_is_no_mark(ben: User, lamp: Listing) -> None:
    doings.bank_decides(doings.bank_asks(doings.delivered(ben, lamp), warning=True), won=True)
    assert not Mark.objects.exists()


def test_a_bank_that_kept_it_for_the_buyer_is_no_mark(ben: User, lamp: Listing) -> None:
    doings.bank_decides(doings.bank_asks(doings.delivered(ben, lamp)), won=False)
    assert not Mark.objects.exists()


def asked_too(order: Order, state: BankState = BankState.TAKEN) -> None:
    """The bank speaks of a charge, whatever we have given back of it."""
    charge = Operation.objects.get(kind=Operation.Kind.CHARGE, state="succeeded")
    said = BankCase("cb-1", str(charge.pk), order.total, state, "product_not_received")
    bank_cases.note(said, "sandbox")


def test_asking_a_bank_for_what_came_back_already_is_a_mark_unless_the_bank_agrees(
    ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    answering.accept(doings.complain(order), by=lamp.seller.user)
    doings.let_pass(days=4)
    asked_too(order)
    assert Mark.objects.get().code == "asked_twice"
    asked_too(order, BankState.LOST)
    assert MarkEnd.objects.get().why == "bank"


def test_asking_a_bank_while_the_refund_is_on_its_way_is_no_mark(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    answering.accept(doings.complain(order), by=lamp.seller.user)
    asked_too(order)
    assert not Mark.objects.exists()


def test_what_came_back_used_is_a_mark_where_it_costs_the_buyer_something(
    ben: User, lamp: Listing, sofia: User
) -> None:
    case = doings.come_back(doings.delivered(ben, lamp))
    returns.contest(
        case, by=lamp.seller.user, says="SL-WRONG", text="It is burnt.", photos=[doings.photo()]
    )
    again = Dispute.objects.get(pk=case.pk)
    doings.propose(
        again,
        by=sofia,
        outcome="split",
        refund=again.claimed.split([1, 1])[0],
        facts=["used_by_buyer"],
    )
    doings.let_pass(hours=49)
    assert Mark.objects.get().code == "bad_return"


def test_an_appeal_that_overturns_the_decision_ends_the_mark(
    ben: User, lamp: Listing, sofia: User, otto: User
) -> None:
    first, second = standings.on_watch(ben, lamp, by=sofia)
    appealing.appeal(second, by=ben, grounds="Here is the carrier's own photo.")
    assert level(ben) == Level.WATCH
    appealing.decide(second, Ruling("refund", "The photo shows it."), by=otto)
    assert MarkEnd.objects.get().mark.dispute == second
    assert level(ben) == Level.GOOD
    assert Notice.objects.filter(kind="standing_mark_ended", to=ben).exists()
    assert Mark.objects.unended().get().dispute == first


def test_an_appeal_that_finds_the_same_leaves_it_as_it_is(
    ben: User, lamp: Listing, sofia: User, otto: User
) -> None:
    case = standings.false_claim(ben, lamp, by=sofia)
    before = Mark.objects.get()
    appealing.appeal(case, by=ben, grounds="Look again.")
    ruling = Ruling("release", "The video shows it.", facts=["claim_untrue"])
    appealing.decide(Dispute.objects.get(pk=case.pk), ruling, by=otto)
    assert Mark.objects.get() == before
    assert not MarkEnd.objects.exists()


def test_a_case_that_the_system_opened_is_nobodys_false_claim(
    ben: User, lamp: Listing, sofia: User
) -> None:
    shipment = doings.send(doings.buy(ben, lamp))
    doings.travel(shipment, days=1)
    doings.let_pass(days=11)
    case = Dispute.objects.get(opened_by_system=True)
    answering.contest(case, by=lamp.seller.user, text="I have a receipt.")
    doings.propose(case, by=sofia, outcome="release", facts=["claim_untrue"])
    doings.let_pass(hours=49)
    assert not Mark.objects.exists()
