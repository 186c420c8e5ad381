"""Fifty buyers at the same instant want the last one of a variant: exactly one has it."""

import pytest

from escrow import clock
from escrow.story import Refusal
from marketplace import carts, checkout
from marketplace.models import Cart, Category, Checkout, Listing, OrderLine, User, Variant
from marketplace.quotes import CannotBeBought
from sellers.models import Seller
from tests import doings, factories
from tests.cast import MONDAY
from tests.rivals import at_once

pytestmark = pytest.mark.django_db(transaction=True)
BUYERS, RIVALS = 50, 6


def test_fifty_rivals_want_the_last_one(ada: Seller, lamps: Category) -> None:
    shirt = factories.shirt(ada, lamps, stock=1)
    last, other = shirt.variants.get(choices__Colour="Ink"), shirt.variants.get(choices__Size="M")
    with clock.travel_to(MONDAY):
        rivals = [_cart(number, last) for number in range(BUYERS)]
        results = at_once(*[lambda cart=cart: _buy(cart) for cart in rivals])
    won = [result for result in results if not isinstance(result, Exception)]
    told = [result for result in results if isinstance(result, Refusal)]
    assert (len(won), len(told)) == (1, BUYERS - 1)
    assert "0 left" in str(told[0])
    last.refresh_from_db()
    assert (last.on_hand, last.reserved) == (1, 1)
    assert Variant.objects.get(pk=other.pk).available == 1
    assert OrderLine.objects.get().variant == last


def test_the_card_is_right_after_both_cheap_ones_went_at_once(ada: Seller, lamps: Category) -> None:
    shirt = factories.shirt(ada, lamps, stock=1)
    large = list(shirt.variants.filter(price_minor=4500))
    with clock.travel_to(MONDAY):
        rivals = [_cart(number, variant) for number, variant in enumerate(large)]
        results = at_once(*[lambda cart=cart: _buy(cart) for cart in rivals])
    assert not [result for result in results if isinstance(result, Exception)]
    shirt.refresh_from_db()
    assert (shirt.price_minor, shirt.prices_differ) == (4200, False)


def test_clicks_at_once_put_in_as_many(ben: User, lamp: Listing) -> None:
    cart = doings.fill_cart(ben)
    Variant.objects.update(on_hand=RIVALS)
    variant = lamp.variants.get()
    at_once(*[lambda: carts.put(cart, variant)] * (RIVALS + 2))
    assert cart.items.get().quantity == RIVALS


def test_one_cart_is_bought_once_however_many_buttons(ben: User, lamp: Listing) -> None:
    with clock.travel_to(MONDAY):
        cart = doings.fill_cart(ben, lamp)
        results = at_once(*[lambda: _buy(cart)] * RIVALS)
    assert sum(isinstance(result, Checkout) for result in results) == 1
    assert all(isinstance(result, Checkout | CannotBeBought) for result in results)
    assert OrderLine.objects.get().quantity == 1
    assert not cart.items.exists()


def test_what_is_put_in_during_a_purchase_stays_or_is_bought(
    ben: User, lamp: Listing, bowl: Listing
) -> None:
    """It may come too late for the purchase; it is never lost, and never bought unseen twice."""
    with clock.travel_to(MONDAY):
        cart, more = doings.fill_cart(ben, lamp, quantity=2), lamp.variants.get()
        at_once(lambda: _buy(cart), lambda: carts.put(cart, more), lambda: carts.put(cart, more))
    bought = sum(OrderLine.objects.values_list("quantity", flat=True))
    left = sum(cart.items.values_list("quantity", flat=True))
    assert bought + left == 4
    assert bought >= 2


def _cart(number: int, variant: Variant) -> Cart:
    buyer = factories.person(f"rival-{number}@example.com", "Rival")
    cart = Cart.objects.create(user=buyer, created_at=MONDAY)
    carts.put(cart, variant)
    return cart


def _buy(cart: Cart) -> object:
    return checkout.place(cart.items.all(), by=cart.user, address=doings.BERLIN)
