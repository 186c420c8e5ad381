"""A whole purchase without cents and with thousandths: nothing is rounded away, nothing converted."""

from dataclasses import dataclass

import pytest
from django.test import Client

from disputes import agreeing, answering, offering
from disputes.execution import Terms
from escrow import ledger
from escrow.chart import Kind
from escrow.models import Refund
from escrow.money import Money
from marketplace import receipt
from marketplace.models import Listing, Order, ShippingLane, User
from marketplace.quotes import CannotBeBought
from sellers.models import Seller
from tests import books, doings, factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@dataclass
class Priced:
    """A lamp and its sending in a currency, with an offer that no percentage makes even."""

    currency: str
    lamp: int
    sending: int
    offered: int
    shown: str

    def money(self, minor: int) -> Money:
        return Money(minor, self.currency)


YEN = Priced("JPY", 7_001, 333, 1_237, "¥7,334")
DINAR = Priced("KWD", 12_345, 1_001, 4_567, "KWD13.346")


@pytest.fixture(params=[YEN, DINAR], ids=lambda priced: priced.currency)
def priced(request: pytest.FixtureRequest) -> Priced:
    return request.param


@pytest.fixture
def foreign(priced: Priced, ada: Seller, lamp: Listing) -> Listing:
    ShippingLane.objects.create(
        seller=ada, price_minor=priced.sending, currency=priced.currency, days_min=2, days_max=5
    )
    kind = lamp.category
    return factories.listing(
        ada, kind, "Lantern", price_minor=priced.lamp, currency=priced.currency
    )


@pytest.fixture
def order(foreign: Listing, ben: User) -> Order:
    return doings.delivered(ben, foreign)


def test_it_is_shown_and_held_exactly(
    client: Client, order: Order, ben: User, priced: Priced
) -> None:
    hold = order.lines.get().hold
    assert hold.held == priced.money(priced.lamp + priced.sending)
    client.force_login(ben)
    assert priced.shown in client.get(f"/orders/{order.number}/").content.decode().replace(
        "\N{NO-BREAK SPACE}", ""
    )


def test_a_settled_part_goes_back_and_the_rest_is_released_to_the_last_unit(
    order: Order, ben: User, ada: Seller, priced: Priced
) -> None:
    case = doings.complain(order)
    answering.contest(case, by=ada.user, text="It left whole.")
    terms = Terms(priced.money(priced.offered), "partial")
    offer = offering.make_offer(case, terms, by=ada.user)
    agreeing.accept_offer(offer, by=ben, typed=terms.amount)
    doings.let_pass(hours=2)
    hold = order.lines.get().hold
    assert (hold.state, hold.refunded) == ("split", terms.amount)
    assert hold.released == hold.captured - terms.amount
    assert Refund.objects.get().amount == terms.amount
    fee = books.of(Kind.COMMISSION, currency=priced.currency)
    assert ledger.balance(ada.payable, priced.currency) + fee == hold.released
    books.assert_right()


def test_released_money_leaves_in_its_own_currency(
    order: Order, ben: User, ada: Seller, priced: Priced
) -> None:
    receipt.confirm_receipt(order.number, by=ben)
    assert ledger.balance(ada.payable, "EUR") == Money.zero("EUR")
    assert ledger.balance(ada.payable, priced.currency).minor > 0
    books.assert_right()


def test_two_currencies_are_never_paid_together(foreign: Listing, lamp: Listing, ben: User) -> None:
    with pytest.raises(CannotBeBought, match="one currency"):
        doings.place(ben, foreign, lamp)
    books.assert_right()
