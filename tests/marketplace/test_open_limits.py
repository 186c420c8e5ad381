"""How much may be on its way from a new shop, or a restricted one."""

from datetime import datetime

import pytest

from escrow import policy
from escrow.money import Money
from marketplace import checkout, open_limits, receipt
from marketplace.models import Category, Checkout, Listing, User
from marketplace.quotes import CannotBeBought
from sellers.models import Seller
from tests import doings, factories, rivals

pytestmark = pytest.mark.django_db


@pytest.fixture
def wardrobe(monday: datetime, cleo: Seller, lamps: Category) -> Listing:
    """1,400.00 each, with 4.90 for sending, from a new shop."""
    return factories.listing(cleo, lamps, "Wardrobe", price_minor=140_000, stock=9)


def test_a_new_shop_can_take_three_thousand_at_once(ben: User, wardrobe: Listing) -> None:
    first = doings.buy(ben, wardrobe)
    doings.buy(ben, wardrobe)
    assert open_limits.open_money(wardrobe.seller, "EUR") == Money(280_980, "EUR")
    with pytest.raises(CannotBeBought, match=r"can take orders for €190\.20 more"):
        doings.buy(ben, wardrobe)
    doings.arrive(doings.send(first))
    receipt.confirm_receipt(first.number, by=ben)
    # What was refused is still in the cart.
    checkout.place(ben.cart.items.all(), by=ben, address=doings.BERLIN)


def test_what_is_not_paid_yet_counts_too(ben: User, wardrobe: Listing) -> None:
    doings.place(ben, wardrobe)
    doings.place(ben, wardrobe)
    with pytest.raises(CannotBeBought):
        doings.place(ben, wardrobe)


def test_a_standard_shop_has_no_limit(ben: User, wardrobe: Listing, cleo: Seller) -> None:
    Seller.objects.filter(pk=cleo.pk).update(level="standard")
    for _ in range(3):
        doings.buy(ben, wardrobe)
    assert open_limits.limit_of(Seller.objects.get(pk=cleo.pk), "EUR", policy.in_force()) is None


def test_a_restricted_shop_has_a_smaller_one_and_a_reserve(
    ben: User, wardrobe: Listing, cleo: Seller, bowl: Listing
) -> None:
    Seller.objects.filter(pk=cleo.pk).update(level="restricted")
    with pytest.raises(CannotBeBought, match=r"can take orders for €500\.00 more"):
        doings.buy(ben, wardrobe)
    order = doings.buy(factories.person("amy@example.com", "Amy"), bowl)
    assert order.lines.get().hold.reserve_bps == 1000
    assert order.hold_tier == "hold_careful"


@pytest.mark.django_db(transaction=True)
def test_of_two_purchases_at_the_same_instant_one_is_too_much(ben: User, wardrobe: Listing) -> None:
    doings.buy(ben, wardrobe)
    amy = factories.person("amy@example.com", "Amy")
    people = [ben, amy]

    def place(person: User) -> object:
        try:
            return doings.place(person, wardrobe)
        except CannotBeBought as refusal:
            return refusal

    ends = rivals.at_once(*[lambda person=person: place(person) for person in people])
    assert sum(isinstance(end, Checkout) for end in ends) == 1
    assert sum(isinstance(end, CannotBeBought) for end in ends) == 1
