"""Real threads: a release, a purchase and a freeze of the same seller at the same instant."""

from datetime import timedelta

import pytest

from escrow import clock, deadlines
from escrow.models import EmergencyFreeze, Freeze, Hold
from marketplace import emergency_end, emergency_freeze, receipt
from marketplace.models import Listing, User, Variant
from tests import books, doings
from tests.cast import MONDAY
from tests.factories import finance
from tests.marketplace.test_emergency_freeze import TOLD
from tests.rivals import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def asked(lamp: Listing, fay: User, reason: str) -> EmergencyFreeze:
    return emergency_freeze.ask(lamp.seller, by=fay, reason=reason, words=TOLD)


def test_a_release_and_a_freeze_never_both_win(ben: User, lamp: Listing) -> None:
    fay, finn = finance("fay@example.com"), finance("finn@example.com")
    Variant.objects.filter(listing=lamp).update(on_hand=50)
    with clock.travel_to(MONDAY):
        for turn in range(6):
            order = doings.delivered(ben, lamp)
            row = asked(lamp, fay, f"Reason {turn}")
            clock.advance(timedelta(hours=1))
            results = at_once(
                lambda order=order: receipt.confirm_receipt(order.number, by=ben),
                lambda row=row: emergency_freeze.confirm(row, by=finn),
                deadlines.sweep,
            )
            assert not isinstance(results[1], Exception), results[1]
            hold = order.lines.get().hold
            is_open = Freeze.objects.filter(hold=hold, ended_at=None).exists()
            assert (hold.state, is_open) in [("released", False), ("frozen", True)]
            emergency_end.end(row, by=finn, words="It was right.")
        books.assert_right()


def test_an_order_paid_at_the_same_moment_stands_still(ben: User, lamp: Listing) -> None:
    fay, finn = finance("fay@example.com"), finance("finn@example.com")
    Variant.objects.filter(listing=lamp).update(on_hand=50)
    with clock.travel_to(MONDAY):
        for turn in range(6):
            placed = doings.place(ben, lamp)
            row = asked(lamp, fay, f"Reason {turn}")
            results = at_once(
                lambda placed=placed: doings.pay(placed),
                lambda row=row: emergency_freeze.confirm(row, by=finn),
            )
            assert not [each for each in results if isinstance(each, Exception)], results
            assert set(Hold.objects.values_list("state", flat=True)) == {"frozen"}
            emergency_end.end(row, by=finn, words="It was right.")
        books.assert_right()


def test_of_two_who_confirm_one_wins_and_the_other_is_told(ben: User, lamp: Listing) -> None:
    fay, finn, root = (finance(f"{name}@example.com") for name in ("fay", "finn", "root"))
    with clock.travel_to(MONDAY):
        doings.buy(ben, lamp)
        row = asked(lamp, fay, "Reason")
        results = at_once(
            *[lambda by=by: emergency_freeze.confirm(row, by=by) for by in (finn, root)]
        )
        told = [each for each in results if isinstance(each, emergency_freeze.CannotFreeze)]
        assert len(told) == 1
        assert Freeze.objects.count() == 1
        books.assert_right()
