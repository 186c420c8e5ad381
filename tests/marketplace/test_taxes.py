"""Taxes that the operator collects: seen before anybody pays, held, passed on, given back."""

import pytest
from django.test import Client

from escrow import ledger
from escrow.chart import Kind
from escrow.ledger import Place
from escrow.money import Money
from marketplace import checks, fulfilment, receipt, taxes
from marketplace.models import Listing, Order, User
from marketplace.quotes import quote
from tests import books, doings
from tests.marketplace.test_checkout_page import typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
PAYABLE = Place(Kind.TAX_PAYABLE, "")


@pytest.fixture
def vat(settings: object) -> None:
    settings.HOLDFAST_TAXES = ["DE:VAT:19", "US:Sales tax:8.25"]


def test_it_is_added_to_goods_and_sending_and_not_to_plus(
    vat: None, ben: User, lamp: Listing
) -> None:
    cart = doings.fill_cart(ben, lamp)
    made = quote(list(cart.items.all()), "DE", plus=True)
    assert (made.goods, made.shipping) == (Money(4200, "EUR"), Money(490, "EUR"))
    assert made.tax == Money(891, "EUR")  # 19 % of 46.90 is 8.911
    assert made.total == made.goods + made.shipping + made.tax + made.plus_fee


def test_nothing_is_added_where_nothing_is_named(vat: None, ben: User, lamp: Listing) -> None:
    assert not quote(list(doings.fill_cart(ben, lamp).items.all()), "FR").tax


@pytest.mark.parametrize("parts", [(1, 1, 1), (4200, 490, 33), (999, 0, 1)])
def test_shares_lose_no_cent(parts: tuple[int, ...]) -> None:
    rate = taxes.Tax("VAT", 1900)
    amounts = [Money(part, "EUR") for part in parts]
    shared = taxes.shares(rate, amounts, "EUR")
    assert sum(part.minor for part in shared) == rate.on(Money(sum(parts), "EUR")).minor


def test_every_page_on_the_way_says_it(vat: None, client: Client, ben: User, lamp: Listing) -> None:
    client.force_login(ben)
    assert "VAT of 19% is added" in client.get(lamp.get_absolute_url() + "?to=DE").content.decode()
    client.post("/cart/items/", {"listing": lamp.pk})
    form = typed(client)
    for path in ("/cart/?to=DE", "/checkout/?to=DE"):
        page = client.get(path).content.decode()
        assert "<dt>VAT<small>19%</small></dt>" in page
        assert "8.91" in page
    client.post("/checkout/", form)
    order = Order.objects.get()
    assert (order.tax_name, order.tax_bps, order.total) == ("VAT", 1900, Money(5581, "EUR"))
    assert "8.91" in client.get(order.get_absolute_url()).content.decode()


def test_an_order_keeps_its_rate_when_another_is_configured(
    vat: None, client: Client, ben: User, lamp: Listing, settings: object
) -> None:
    order = doings.buy(ben, lamp)
    settings.HOLDFAST_TAXES = []
    client.force_login(ben)
    assert "<dt>VAT<small>19%</small></dt>" in client.get(order.get_absolute_url()).content.decode()


def test_at_the_release_it_is_passed_on_without_commission(
    vat: None, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    receipt.confirm_receipt(order.number, by=ben)
    hold = order.lines.get().hold
    assert ledger.balance(PAYABLE, "EUR") == Money(891, "EUR")
    fee = Money(4690, "EUR").share(hold.commission_bps)
    assert hold.released - Money(891, "EUR") - fee == _earned(order)
    books.assert_right()


def _earned(order: Order) -> Money:
    """What the shop has of it, what is kept back from a new one included."""
    places = (order.seller.payable, order.seller.reserve)
    return sum((ledger.balance(place, "EUR") for place in places), Money.zero("EUR"))


def test_it_comes_back_with_the_money(vat: None, ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    assert order.lines.get().hold.refunded == Money(5581, "EUR")
    assert not ledger.balance(PAYABLE, "EUR")
    books.assert_right()


@pytest.mark.parametrize(
    "wrong", ["VAT", "ZZ:VAT:20", "GB::20", "GB:VAT:", "GB:VAT:100", "GB:VAT:-1"]
)
def test_what_nobody_can_read_stops_the_start(settings: object, wrong: str) -> None:
    settings.HOLDFAST_TAXES = [wrong]
    (error,) = checks.taxes_can_be_read()
    assert wrong in error.msg
    assert "GB:VAT:20" in error.hint
