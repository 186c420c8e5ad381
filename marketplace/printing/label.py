"""Address labels: one small sheet (A6) for each parcel, for a label printer or to cut out."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from escrow import clock
from marketplace import countries
from marketplace.models import Order
from marketplace.printing.paper import A6, Paper

BARS_HIGH, BARS_WIDE = 12, 0.9


def drawn(orders: Sequence[Order]) -> bytes:
    """A PDF with a label for each, in the order given. For orders loaded `to_print()`."""
    language = get_language() or "en"
    paper = Paper("", language=language, at=clock.now(), foot="", size=A6)
    for place, order in enumerate(orders):
        if place:
            paper.add_page()
        _write(paper, order)
    return bytes(paper.output())


def _write(paper: Paper, order: Order) -> None:
    to, shop = order.checkout, order.seller
    sender = ", ".join([shop.name, shop.city, countries.name_of(shop.country)])
    paper.write_line(_("From: %(sender)s") % {"sender": sender}, size=8, grey=True)
    paper.draw_rule()
    paper.ln(6)
    paper.write_line(to.name, size=15, bold=True)
    for text in (to.street, f"{to.postcode} {to.city}"):
        paper.write_line(text, size=15)
    paper.ln(2)
    paper.write_line(_in_capitals(to.country), size=13, bold=True)
    paper.draw_bars(order.number, high=BARS_HIGH, wide=BARS_WIDE)
    if order.sent_with:
        paper.write_line(order.sent_with, size=9, bold=True)


def _in_capitals(country: str) -> str:
    """As posts ask for it: in English, which sorting offices abroad read."""
    with override("en"):
        return countries.name_of(country).upper()
