"""Sales, held money and claims over time: bars that say what happened, and a table below."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from escrow import clock
from escrow.money import Money
from marketplace import charts, receipt, takings
from marketplace.chart_drawing import BASE, TOP, drawn
from marketplace.models import Listing, User
from tests import doings

pytestmark = pytest.mark.django_db
PAID = 4690


def of(lamp: Listing, span: str = "30d") -> list[charts.Chart]:
    return charts.charts(lamp.seller, "EUR", charts.SPANS[span])


def values(chart: charts.Chart) -> list[int]:
    return [bar.value.minor if isinstance(bar.value, Money) else bar.value for bar in chart.bars]


def test_each_day_says_what_was_paid_held_and_claimed(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    first = doings.delivered(ben, lamp)
    doings.complain(first)
    second = doings.buy(ben, lamp)
    clock.advance(timedelta(days=2))
    sales, held, claims = of(lamp)
    # Monday: the first; Friday: the second, and the claim; today is Sunday
    assert values(sales)[-7:] == [PAID, 0, 0, 0, PAID, 0, 0]
    assert values(held)[-7:] == [PAID, PAID, PAID, PAID, 2 * PAID, 2 * PAID, 2 * PAID]
    assert values(claims)[-7:] == [0, 0, 0, 0, 1, 0, 0]
    assert sales.whole == Money(2 * PAID, "EUR")
    shipment = doings.send(second)
    doings.arrive(shipment)
    receipt.confirm_receipt(second.number, by=ben)
    [known] = takings.of(lamp.seller)
    assert of(lamp)[1].whole == known.held + known.waiting == Money(PAID, "EUR")


@pytest.mark.parametrize(("span", "bars"), [("30d", 30), ("90d", 13), ("12m", 12)])
def test_each_span_adds_up(
    monday: datetime, ben: User, lamp: Listing, span: str, bars: int
) -> None:
    doings.buy(ben, lamp)
    clock.advance(timedelta(days=20))
    doings.buy(ben, lamp)
    sales = of(lamp, span)[0]
    assert len(sales.bars) == bars
    assert sum(values(sales)) == 2 * PAID


def test_the_first_step_is_not_cut_off(monday: datetime, ben: User, lamp: Listing) -> None:
    doings.buy(ben, lamp)
    clock.advance(timedelta(days=29))
    assert values(of(lamp)[0])[0] == PAID
    clock.advance(timedelta(days=1))
    assert sum(values(of(lamp)[0])) == 0


def test_the_highest_bar_reaches_the_top_and_half_of_it_half(monday: datetime) -> None:
    full, half, none = drawn("claims", "Claims", [monday] * 3, [4, 2, 0]).bars
    assert (full.y, full.height) == (TOP, BASE - TOP)
    assert (half.height, none.height) == ((BASE - TOP) // 2, 0)
    assert full.x + full.width < half.x


def test_the_page_is_drawn_without_scripts_and_can_be_read_as_a_table(
    monday: datetime, ben: User, lamp: Listing, client: Client
) -> None:
    doings.buy(ben, lamp)
    client.force_login(lamp.seller.user)
    page = client.get("/desk/charts/?span=90d").content.decode()
    assert page.count("<rect ") == 2
    assert not re.search(r"<rect[^>]*style=", page)
    assert "€46.90" in page
    assert 'aria-current="true">90 days' in page
    assert "Nothing in this time." in page
    assert client.get("/desk/charts/?span=nonsense").status_code == 200
