"""A case in every state that its page can show, each made by what people do."""

from __future__ import annotations

from collections.abc import Callable

from disputes import (
    answering,
    appealing,
    offering,
    returns,
    reviewing,
    suggesting,
)
from disputes.execution import Terms
from disputes.models import Dispute
from escrow.money import Money
from marketplace.models import Order, User
from tests import doings

Life = Callable[[Order, User], Dispute]


def now(case: Dispute) -> Dispute:
    return Dispute.objects.get(pk=case.pk)


def answered_by_nobody(order: Order, staff: User) -> Dispute:
    return doings.complain(order)


def not_here(order: Order, staff: User) -> Dispute:
    return doings.complain(order, "NR-SCAN")


def talked_about(order: Order, staff: User) -> Dispute:
    """Each has made an offer, and one lies on the table."""
    case = doings.complain(order)
    answering.contest(case, by=order.seller.user, text="It left whole.", photos=[doings.photo()])
    offering.make_offer(case, Terms(_half(case)), by=order.seller.user, words="Half?")
    offering.make_offer(case, Terms(case.claimed), by=order.buyer, words="All of it.")
    return case


def asked_for_more(order: Order, staff: User) -> Dispute:
    """Staff have asked one of the two, and written down what the two said to each other."""
    case = talked_about(order, staff)
    suggesting.suggest(case, by=staff, remedy="refund", amount=_half(case), words="As you said.")
    reviewing.request_evidence(now(case), by=staff, side="buyer", words="Show the box.")
    return case


def to_be_commented(order: Order, staff: User) -> Dispute:
    case = asked_for_more(order, staff)
    doings.let_pass(days=4)
    doings.propose(now(case), by=staff, outcome="refund")
    return case


def decided(order: Order, staff: User) -> Dispute:
    case = talked_about(order, staff)
    doings.propose(now(case), by=staff, outcome="release")
    doings.let_pass(hours=49)
    return case


def appealed(order: Order, staff: User) -> Dispute:
    case = decided(order, staff)
    appealing.appeal(now(case), by=order.buyer, grounds="Here is the carrier's own photo.")
    return case


def paid_back(order: Order, staff: User) -> Dispute:
    case = talked_about(order, staff)
    doings.propose(now(case), by=staff, outcome="split", refund=_half(case))
    return doings.let_it_be_done(case)


def came_back_wrong(order: Order, staff: User) -> Dispute:
    case = doings.come_back(order)
    returns.contest(case, by=order.seller.user, says="SL-WRONG", text="A brick.", grams=900)
    return case


def sent_again(order: Order, staff: User) -> Dispute:
    return doings.here_again(order)


def after_the_release(order: Order, staff: User) -> Dispute:
    """The money had moved, and came back from the seller."""
    doings.let_pass(days=15)
    case = doings.complain(order)
    answering.accept(case, by=order.seller.user)
    return case


LIVES: dict[str, Life] = {
    life.__name__: life
    for life in (
        answered_by_nobody,
        not_here,
        talked_about,
        asked_for_more,
        to_be_commented,
        decided,
        appealed,
        paid_back,
        came_back_wrong,
        sent_again,
        after_the_release,
    )
}


def _half(case: Dispute) -> Money:
    return case.claimed.split([1, 1])[0]
