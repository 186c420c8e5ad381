"""A provider's cap on keeping money: an alert in time, and a decision only where there is no bank."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from escrow import gateways
from escrow.gateways import Capabilities
from escrow.gateways.sandbox.gateway import SandboxGateway
from escrow.models import AuditEntry
from marketplace.models import Listing, User
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


class Capped(SandboxGateway):
    """A sandbox that may keep money for 28 days."""

    banked = True

    def capabilities(self) -> Capabilities:
        able = super().capabilities()
        return replace(able, custody_cap_days=28, settles_to_bank=self.banked)


@pytest.fixture
def capped() -> Iterator[Capped]:
    gateway = Capped()
    gateways.register(gateway)
    yield gateway
    gateways.register(SandboxGateway())


def alerts() -> int:
    return AuditEntry.objects.filter(action="custody_alert").count()


def test_staff_are_told_two_weeks_before_while_the_hold_goes_on(
    capped: Capped, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    parcel = doings.send(order)
    doings.travel(parcel, days=13)
    assert alerts() == 0
    doings.travel(parcel, days=2)
    assert alerts() == 1
    doings.travel(parcel, days=20)
    assert order.lines.get().hold.state == "held"
    books.assert_right()


def test_nobody_is_told_of_what_is_settled(capped: Capped, ben: User, lamp: Listing) -> None:
    doings.delivered(ben, lamp)
    doings.let_pass(days=20)
    assert alerts() == 0
    books.assert_right()


@pytest.mark.parametrize(("arrived", "ending"), [(True, "released"), (False, "refunded")])
def test_without_a_bank_delivered_or_not_decides_three_days_before(
    capped: Capped, ben: User, lamp: Listing, arrived: bool, ending: str
) -> None:
    capped.banked = False
    order = doings.buy(ben, lamp)
    shipment = doings.send(order)
    doings.travel(shipment, days=23)
    if arrived:
        doings.arrive(shipment)
    doings.let_pass(days=3)
    assert order.lines.get().hold.state == ending
    books.assert_right()


def test_what_is_in_dispute_is_left_to_the_dispute(
    capped: Capped, ben: User, lamp: Listing
) -> None:
    capped.banked = False
    order = doings.delivered(ben, lamp)
    doings.complain(order)
    doings.let_pass(days=27)
    assert order.lines.get().hold.state == "frozen"
    books.assert_right()
