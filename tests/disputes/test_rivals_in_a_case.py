"""Two in a case at the same instant: one of them wins, the other is told, and the money moves once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from disputes import (
    agreeing,
    answering,
    appealing,
    deciding,
    drafting,
    escalation,
    offering,
    verdict,
    withdrawing,
)
from disputes.claims import Claim
from disputes.deciding import Ruling
from disputes.execution import Terms
from disputes.models import Decision, Dispute, Offer
from escrow import clock, deadlines
from escrow.models import JournalEntry
from escrow.money import Money
from escrow.story import Refusal
from marketplace import receipt
from marketplace.models import Listing, Order, User, Variant
from tests import answers, books, doings
from tests.cast import MONDAY
from tests.rivals import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 6
MOVED = ("settle", "release", "refund")


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def opened(ben: User, lamp: Listing) -> Callable[[], Dispute]:
    Variant.objects.filter(listing=lamp).update(on_hand=500)
    return lambda: doings.complain(doings.delivered(ben, lamp))


def now(case: Dispute) -> Dispute:
    return Dispute.objects.get(pk=case.pk)


def offered(case: Dispute) -> Offer:
    return offering.make_offer(case, Terms(eur(4300), "partial"), by=case.order.seller.user)


def moved(order: Order) -> int:
    """How often money has left the order's hold."""
    hold = order.lines.get().hold_id
    return JournalEntry.objects.filter(kind__in=MOVED, key__contains=str(hold)).count()


def one_won(results: list[object]) -> None:
    told = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(result, Refusal) for result in told), told
    assert len(told) == len(results) - 1


def test_an_offer_is_taken_while_staff_are_asked(opened: Callable[[], Dispute], ben: User) -> None:
    with clock.travel_to(MONDAY):
        for _ in range(TIMES):
            case = opened()
            made, seller = offered(case), case.order.seller.user
            results = at_once(
                lambda made=made: agreeing.accept_offer(made, by=ben),
                lambda case=case, seller=seller: escalation.ask_staff(case, by=seller),
            )
            one_won(results)
            assert now(case).state in ("settled", "escalated")
            doings.let_pass(hours=2)
            assert moved(case.order) == (now(case).state == "resolved")
        books.assert_right()


def test_an_offer_is_taken_while_it_runs_out(opened: Callable[[], Dispute], ben: User) -> None:
    with clock.travel_to(MONDAY):
        for _ in range(TIMES):
            case = opened()
            made = offered(case)
            clock.advance(timedelta(hours=72, seconds=1))
            results = at_once(
                lambda made=made: agreeing.accept_offer(made, by=ben), deadlines.sweep
            )
            assert not any(isinstance(one, Exception) for one in results[1:])
            taken = not isinstance(results[0], Exception)
            deadlines.sweep()
            assert now(case).state == ("settled" if taken else "escalated")
        books.assert_right()


def test_both_take_each_others_offer(opened: Callable[[], Dispute], ben: User) -> None:
    with clock.travel_to(MONDAY):
        for _ in range(TIMES):
            case = opened()
            theirs, seller = offered(case), case.order.seller.user
            mine = offering.make_offer(case, Terms(eur(4500), "partial"), by=ben)
            one_won(
                at_once(
                    lambda theirs=theirs: agreeing.accept_offer(theirs, by=ben),
                    lambda mine=mine, seller=seller: agreeing.accept_offer(mine, by=seller),
                )
            )
            assert case.offers.filter(state="accepted").count() == 1
        books.assert_right()


def test_two_of_staff_decide_at_once(
    opened: Callable[[], Dispute], sofia: User, otto: User
) -> None:
    with clock.travel_to(MONDAY):
        for _ in range(TIMES):
            case = opened()
            answering.contest(case, by=case.order.seller.user, text="It left whole.")
            one_won(
                at_once(
                    *[
                        lambda who=who, case=case: deciding.propose(
                            case, Ruling("refund", "It shows."), by=who
                        )
                        for who in (sofia, otto)
                    ]
                )
            )
            assert Decision.objects.filter(dispute=case).count() == 1
        books.assert_right()


def test_a_withdrawal_and_a_decision(opened: Callable[[], Dispute], ben: User, sofia: User) -> None:
    """What was proposed first can still be withdrawn; what was withdrawn is not decided."""
    with clock.travel_to(MONDAY):
        for _ in range(TIMES):
            case = opened()
            answering.contest(case, by=case.order.seller.user, text="It left whole.")
            results = at_once(
                lambda case=case: withdrawing.withdraw(case, by=ben),
                lambda case=case: deciding.propose(case, Ruling("refund", "Yes."), by=sofia),
            )
            assert not isinstance(results[0], Exception)
            assert now(case).state == "withdrawn"
            assert case.order.lines.get().hold.state == "inspecting"
            assert moved(case.order) == 0
        books.assert_right()


def test_an_appeal_and_the_execution(opened: Callable[[], Dispute], sofia: User) -> None:
    with clock.travel_to(MONDAY):
        for _ in range(TIMES):
            case = opened()
            answering.contest(case, by=case.order.seller.user, text="It left whole.")
            doings.propose(case, by=sofia, outcome="refund")
            doings.let_pass(hours=49)
            clock.move_to(now(case).executes_at)
            seller = case.order.seller.user
            at_once(
                lambda case=case, who=seller: appealing.appeal(now(case), by=who, grounds="New."),
                deadlines.sweep,
            )
            deadlines.sweep()
            assert now(case).state == "appealed", "in time before and after the payment"
            assert moved(case.order) in (0, 1)
        books.assert_right()


def test_the_waiver_and_the_execution_pay_once(
    opened: Callable[[], Dispute], ben: User, sofia: User
) -> None:
    with clock.travel_to(MONDAY):
        for _ in range(TIMES):
            case = opened()
            answering.contest(case, by=case.order.seller.user, text="It left whole.")
            doings.propose(case, by=sofia, outcome="release")
            doings.let_pass(hours=49)
            clock.move_to(now(case).executes_at)
            at_once(lambda case=case: verdict.waive_appeal(now(case), by=ben), deadlines.sweep)
            deadlines.sweep()
            assert (now(case).state, moved(case.order)) == ("resolved", 1)
        books.assert_right()


def test_a_draft_and_the_release(ben: User, lamp: Listing) -> None:
    """Who has the lock first wins; a draft that comes second stops nothing and can be sent."""
    Variant.objects.filter(listing=lamp).update(on_hand=500)
    with clock.travel_to(MONDAY):
        for _ in range(TIMES):
            order = doings.delivered(ben, lamp)
            said = answers.to("ND-DAMAGED")
            claim = Claim("ND-DAMAGED", "Cracked.", {order.lines.get().pk: 1}, facts=said)
            results = at_once(
                lambda order=order, claim=claim: drafting.save(order.number, claim, by=ben),
                lambda order=order: receipt.confirm_receipt(order.number, by=ben),
            )
            assert not isinstance(results[0], Exception)
            sent = drafting.send(Dispute.objects.get(order=order), by=ben)
            assert sent.after_release == (order.lines.get().hold.state == "released")
        books.assert_right()


def test_sent_while_its_two_days_end(ben: User, lamp: Listing) -> None:
    with clock.travel_to(MONDAY):
        for _ in range(3):
            order = doings.delivered(ben, lamp)
            said = answers.to("ND-DAMAGED")
            claim = Claim("ND-DAMAGED", "Cracked.", {order.lines.get().pk: 1}, facts=said)
            draft = drafting.save(order.number, claim, by=ben)
            clock.advance(timedelta(hours=48, seconds=1))
            results = at_once(lambda draft=draft: drafting.send(draft, by=ben), deadlines.sweep)
            deadlines.sweep()
            sent = not isinstance(results[0], Exception)
            assert now(draft).state == ("awaiting_seller" if sent else "discarded")
            assert order.lines.get().hold.state == ("frozen" if sent else "inspecting")
        books.assert_right()
