"""A seller gives money back by their own will, before and after it was released."""

import pytest
from django.db.models import F
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from escrow import operations, recovery
from escrow.chart import Kind
from escrow.models import Refund
from escrow.money import Money
from marketplace import refunding
from marketplace.models import Listing, Order, User
from marketplace.refunding import CannotBeRefunded
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def refund(order: Order, amount: Money | None = None) -> Order:
    line = order.lines.first()
    assert line is not None
    return refunding.refund_by_seller(
        order.number, by=order.seller.user, line=line.pk, amount=amount
    )


def test_a_part_goes_back_and_the_rest_is_released_on_its_day(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    refund(order, eur(1000))
    hold = order.lines.get().hold
    assert (hold.state, hold.held) == ("inspecting", eur(3690))
    books.assert_right()
    doings.let_pass(days=8)
    assert books.payable(order.seller) == eur(3690 - 295)
    books.assert_right()


def test_all_of_an_unsent_order_cancels_it(ben: User, lamp: Listing) -> None:
    order = refund(doings.buy(ben, lamp))
    assert (order.state, order.lines.get().hold.state) == ("cancelled", "refunded")
    books.assert_right()


def test_after_the_release_our_commission_goes_back_with_it(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    assert books.of(Kind.COMMISSION) == eur(375)
    refund(order)
    operations.run_waiting()
    assert books.of(Kind.COMMISSION) == eur(0)
    assert books.payable(order.seller) == eur(0)
    assert Refund.objects.get().state == "succeeded"
    books.assert_right()


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parts=st.lists(st.integers(1, 2500), min_size=1, max_size=6))
def test_bit_by_bit_gives_the_same_commission_back(
    ben: User, lamp: Listing, parts: list[int]
) -> None:
    lamp.variants.update(on_hand=F("on_hand") + 1)
    order = doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    before = books.of(Kind.COMMISSION)
    hold = order.lines.get().hold
    for minor in [*parts, 4690]:
        hold.refresh_from_db()
        if part := min(minor, recovery.recoverable(hold).minor):
            refund(order, eur(part))
    assert before - books.of(Kind.COMMISSION) == eur(375)
    books.assert_right()


def test_a_seller_cannot_give_back_what_is_in_dispute(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    doings.complain(order)
    with pytest.raises(CannotBeRefunded, match="in dispute"):
        refund(order, eur(100))
    books.assert_right()


@pytest.mark.parametrize("minor", [0, -1, 4691])
def test_no_more_than_there_is_and_no_less_than_something(
    ben: User, lamp: Listing, minor: int
) -> None:
    order = doings.buy(ben, lamp)
    with pytest.raises(CannotBeRefunded, match="at most"):
        refund(order, eur(minor))
    books.assert_right()


def test_giving_everything_back_twice_moves_money_once(ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    refund(order)
    with pytest.raises(CannotBeRefunded):
        refund(order)
    books.assert_right()


def test_nobody_elses_order_can_be_refunded(
    client: Client, ben: User, lamp: Listing, mallory: User
) -> None:
    order = doings.buy(ben, lamp)
    with pytest.raises(Order.DoesNotExist):
        refunding.refund_by_seller(order.number, by=mallory, line=order.lines.get().pk)
    books.assert_right()
