"""Charts for the living page of looks: money, a count, and one in which nothing happened."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from escrow.money import Money
from marketplace.chart_drawing import Chart, drawn

SALES = [0, 4200, 9900, 0, 12_600, 7400, 0, 0, 21_300, 4200, 0, 8800, 15_900]
HELD = [
    0,
    4200,
    14_100,
    14_100,
    26_700,
    29_900,
    25_700,
    20_000,
    33_400,
    37_600,
    21_700,
    30_500,
    31_800,
]
CLAIMS = [0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1]


def charts(now: datetime) -> list[Chart]:
    begins = [now - timedelta(weeks=12 - week) for week in range(13)]
    return [
        drawn("sales", _("Sales"), begins, [Money(each, "EUR") for each in SALES]),
        drawn("held", _("Held at the end"), begins, [Money(each, "EUR") for each in HELD]),
        drawn("claims", _("Orders with a claim"), begins, CLAIMS),
        drawn("claims", _("Orders with a claim"), begins, [0] * 13),
    ]
