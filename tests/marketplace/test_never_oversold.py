"""Fifty buyers at the same instant want the last one of a variant: exactly one has it."""

import pytest

from escrow import clock
from escrow.story import Refusal
from marketplace import carts, checkout
from marketplace.models import Cart, Category, OrderLine, Variant
from sellers.models import Seller
from tests import doings, factories
from tests.cast import MONDAY
from tests.rivals import at_once

pytestmark = pytest.mark.django_db(transaction=True)
BUYERS = 50


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


def _cart(number: int, variant: Variant) -> Cart:
    buyer = factories.person(f"rival-{number}@example.com", "Rival")
    cart = Cart.objects.create(user=buyer, created_at=MONDAY)
    carts.put(cart, variant)
    return cart


def _buy(cart: Cart) -> object:
    return checkout.place(cart, by=cart.user, address=doings.BERLIN)
