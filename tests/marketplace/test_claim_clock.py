"""The time to complain only ever lengthens (R6), in whatever order people and carriers speak."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from escrow import clock
from marketplace import receipt, tracking
from marketplace.models import Listing, Order, Shipment, User, Variant
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
THIRTY = timedelta(days=30)


def two_parcels_of(order: Order) -> list[Shipment]:
    """The two units of the order's line, each in a parcel of its own."""
    first = doings.send(order)
    first.lines.update(quantity=1)
    second = Shipment.objects.create(order=order, dispatched_at=clock.now(), carrier="Kelp Post")
    second.lines.create(line=order.lines.get(), quantity=1)
    return [first, second]


def heard_of(parcel: Shipment, *, days_ago: float) -> datetime:
    """The carrier tells today of a delivery some days ago. Returns when that was."""
    at = clock.now() - timedelta(days=days_ago)
    key = f"d:{parcel.pk}"
    tracking.record_scan(parcel.pk, kind="delivered", at=at, proof_grade="B", key=key)
    return at


def claim_until(order: Order) -> datetime | None:
    order.refresh_from_db()
    line = order.lines.get()
    assert line.claim_until == order.claim_until
    return order.claim_until


def test_a_scan_told_late_takes_no_time_from_who_confirmed_before(ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    shipment = doings.send(order)
    clock.advance(timedelta(days=5))
    confirmed = clock.now()
    receipt.confirm_receipt(order.number, by=ben)
    clock.advance(timedelta(hours=1))
    heard_of(shipment, days_ago=2)
    assert claim_until(order) == confirmed + THIRTY
    books.assert_right()


def test_the_parcel_that_came_last_counts_and_not_the_one_heard_of_last(
    ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp, quantity=2)
    first, second = two_parcels_of(order)
    clock.advance(timedelta(days=6))
    came_last = heard_of(first, days_ago=0)
    heard_of(second, days_ago=3)
    assert claim_until(order) == came_last + THIRTY
    hold = order.lines.get().hold
    assert (hold.delivered_at, hold.release_at) == (came_last, came_last + timedelta(days=7))


Deed = st.tuples(st.sampled_from(["confirm", "first", "second", "wait"]), st.floats(0, 4))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds=st.lists(Deed, min_size=3, max_size=6))
def test_whatever_comes_in_whatever_order_no_time_is_taken_away(
    ben: User, lamp: Listing, deeds: list[tuple[str, float]]
) -> None:
    Variant.objects.filter(listing=lamp).update(on_hand=50)
    order = doings.buy(ben, lamp, quantity=2)
    parcels = dict(zip(["first", "second"], two_parcels_of(order), strict=True))
    clock.advance(timedelta(days=5))
    known, before = [clock.now()], None
    for deed, days in deeds:
        clock.advance(timedelta(hours=1 + days))
        if deed == "confirm" and order.lines.get().hold.is_running():
            receipt.confirm_receipt(order.number, by=ben)
        elif deed in parcels:
            known.append(heard_of(parcels[deed], days_ago=days))
        now = claim_until(order)
        assert before is None or (now is not None and now >= before)
        before = now
    if order.shipments.exclude(state="delivered").count() == 0:
        delivered = max(parcel.delivered_at for parcel in order.shipments.all())
        assert before >= delivered + THIRTY
