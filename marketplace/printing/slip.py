"""Packing slips: what goes into each parcel, to whom, with boxes to tick; no prices, it may be a gift."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from escrow import clock
from marketplace import countries
from marketplace.models import Order
from marketplace.moments import told
from marketplace.packed import to_pack
from marketplace.printing.paper import Paper

BOX, DIGITS = 4, 6


def drawn(orders: Sequence[Order]) -> bytes:
    """A PDF with a page for each, in the order given. For orders loaded `to_print()`."""
    foot = _("%(shop)s, sold through Holdfast") % {"shop": orders[0].seller.name}
    language = get_language() or "en"
    paper = Paper(_("Packing slip"), language=language, at=clock.now(), foot=foot)
    for place, order in enumerate(orders):
        if place:
            paper.add_page()
            paper.write_line(_("Packing slip"), size=17, bold=True)
        _write(paper, order)
    return bytes(paper.output())


def _write(paper: Paper, order: Order) -> None:
    paper.write_line(_("Send it by %(when)s") % {"when": told(order.ship_by)}, grey=True)
    paper.ln(6)
    to, shop = order.checkout, order.seller
    place = f"{to.postcode} {to.city}"
    paper.write_columns(
        [
            (_("To"), [to.name, to.street, place, countries.name_of(to.country)]),
            (_("From"), [shop.name, shop.city, countries.name_of(shop.country)]),
            (_("Order"), [order.number, told(order.placed_at, for_years=True), order.sent_with]),
        ]
    )
    paper.draw_rule()
    for line, units in to_pack(order):
        paper.write_tick(f"{units} × {line.title}")
    paper.draw_rule()
    _write_code(paper, order)
    paper.write_line(_about_help(order), size=8.5, grey=True)


def _write_code(paper: Paper, order: Order) -> None:
    """Where it is given by hand: six boxes for the code that only the buyer knows."""
    if not any(parcel.open_handover for parcel in order.first_parcels()):
        return
    paper.write_line(_("The buyer's code, when you give it to them:"))
    paper.ln(2)
    paper.draw_boxes(DIGITS)
    paper.ln(4)


def _about_help(order: Order) -> str:
    return _(
        "Is something missing or wrong? Open order %(number)s on Holdfast and say so: your payment is "
        "protected."
    ) % {"number": order.number}
