"""Real threads: a call that is late against the question what became of it."""

import pytest

from escrow import clock, gateways, operations
from escrow.gateways import Status
from escrow.models import Operation, SandboxMove
from marketplace import paying
from marketplace.models import Checkout, Listing, Order, User, Variant
from tests import books, doings
from tests.cast import MONDAY
from tests.escrow.test_rivals import at_once
from tests.gateways import asked

pytestmark = [pytest.mark.django_db(transaction=True)]
ROUNDS = 25


def written_down(ben: User, lamp: Listing) -> tuple[Checkout, Operation]:
    placed = doings.place(ben, lamp)
    operation, _ = paying.begin(placed.pk, by=ben, details={"card": doings.GOOD_CARD})
    return placed, operation


def test_a_late_call_and_a_question_never_leave_money_without_a_booking(
    ben: User, lamp: Listing
) -> None:
    Variant.objects.filter(listing=lamp).update(on_hand=100)
    with clock.travel_to(MONDAY):
        for _ in range(ROUNDS):
            placed, operation = written_down(ben, lamp)
            at_once(
                lambda op=operation: operations.call(op), lambda op=operation: operations.ask(op)
            )
            operation.refresh_from_db()
            taken = SandboxMove.objects.filter(operation_key=operation.pk).exists()
            assert (operation.state, placed.orders.get().state) == (
                ("succeeded", "paid") if taken else ("declined", "pending_payment")
            )
        books.assert_right()


def test_start_and_fetch_at_once_tell_the_same_story(ben: User, lamp: Listing) -> None:
    gateway = gateways.get("sandbox")
    with clock.travel_to(MONDAY):
        _, operation = written_down(ben, lamp)
        answers = at_once(
            *[lambda: gateway.start(operation)] * 4, *[lambda: gateway.fetch(operation)] * 4
        )
    statuses = {answer.status for answer in answers}
    assert statuses in ({Status.SUCCEEDED}, {Status.DECLINED})
    assert SandboxMove.objects.count() == (Status.SUCCEEDED in statuses)


def test_two_refunds_at_once_do_not_take_the_last_of_it_twice(ben: User, lamp: Listing) -> None:
    gateway = gateways.get("sandbox")
    with clock.travel_to(MONDAY):
        order: Order = doings.buy(ben, lamp)
        paid = Operation.objects.get(kind="charge")
        refunds = [asked.refund(paid, order.total) for _ in range(6)]
        answers = at_once(*[lambda op=each: gateway.refund(op) for each in refunds])
    assert [answer.status for answer in answers].count(Status.SUCCEEDED) == 1
    assert sum(SandboxMove.objects.values_list("amount_minor", flat=True)) == 0
