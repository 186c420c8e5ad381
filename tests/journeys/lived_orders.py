"""Orders with something out of the ordinary, each made by what people do."""

from __future__ import annotations

from collections.abc import Callable

from marketplace import fulfilment, refunding
from marketplace.models import Listing, Order, User
from tests import doings

Life = Callable[[User, list[Listing]], Order]


def not_sent(buyer: User, things: list[Listing]) -> Order:
    return doings.buy(buyer, *things)


def not_paid(buyer: User, things: list[Listing]) -> Order:
    return doings.place(buyer, *things).orders.get()


def half_sent(buyer: User, things: list[Listing]) -> Order:
    order = doings.buy(buyer, *things)
    doings.send(order, lines=[order.lines.all()[0].pk])
    return order


def cancelled(buyer: User, things: list[Listing]) -> Order:
    order = doings.buy(buyer, *things)
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    return order


def given_back_in_part(buyer: User, things: list[Listing]) -> Order:
    order = doings.delivered(buyer, *things)
    line = order.lines.all()[0]
    half = line.hold.held.split([1, 1])[0]
    refunding.refund_by_seller(order.number, by=order.seller.user, line=line.pk, amount=half)
    return order


def bought_with_plus_and_done(buyer: User, things: list[Listing]) -> Order:
    order = doings.delivered(buyer, *things, plus=True)
    doings.let_pass(days=15)
    return order


def asked_for_by_a_bank(buyer: User, things: list[Listing]) -> Order:
    order = doings.delivered(buyer, *things)
    doings.bank_asks(order)
    return order


def lost_at_a_bank(buyer: User, things: list[Listing]) -> Order:
    order = doings.delivered(buyer, *things)
    doings.bank_decides(doings.bank_asks(order), won=False)
    return order


def paid_out(buyer: User, things: list[Listing]) -> Order:
    order = doings.delivered(buyer, *things)
    doings.let_pass(days=15)
    doings.pay_out(order.seller)
    doings.let_pass(days=2)
    return order


LIVES: dict[str, Life] = {
    life.__name__: life
    for life in (
        not_sent,
        not_paid,
        half_sent,
        cancelled,
        given_back_in_part,
        bought_with_plus_and_done,
        asked_for_by_a_bank,
        lost_at_a_bank,
        paid_out,
    )
}
