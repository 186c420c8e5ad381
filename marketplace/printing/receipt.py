"""The receipt of an order: from whom, what, for how much, paid with what, and what came back."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from escrow import clock
from escrow.models import HoldFunding
from escrow.money import Money
from marketplace import countries, papers, price_words
from marketplace.instruments import in_words
from marketplace.models import Order
from marketplace.moments import told
from marketplace.printing.paper import Paper


def drawn(order: Order) -> bytes:
    """A PDF. For a paid order loaded `with_money()`, in the active language and time zone."""
    foot = _("Holdfast · order %(number)s · written %(when)s") % {
        "number": order.number,
        "when": _told(clock.now()),
    }
    language = get_language() or "en"
    paper = Paper(_("Receipt"), language=language, at=clock.now(), foot=foot)
    _write_parties(paper, order)
    _write_things(paper, order)
    _write_payments(paper, order)
    _write_rules(paper, order)
    return bytes(paper.output())


def _write_parties(paper: Paper, order: Order) -> None:
    paper.write_line(_("Paid on %(when)s") % {"when": _told(order.paid_at)}, grey=True)
    paper.ln(6)
    to, seller = order.checkout, order.seller
    place = f"{to.postcode} {to.city}"
    columns = [
        (_("Sold by"), [seller.name, seller.city, countries.name_of(seller.country)]),
        (_("Sent to"), [to.name, to.street, place, countries.name_of(to.country)]),
        (_("Order"), [order.number, _told(order.placed_at)]),
    ]
    paper.write_columns(columns)


def _write_things(paper: Paper, order: Order) -> None:
    paper.draw_rule()
    for line in order.lines.all():
        named = {"n": line.quantity, "thing": line.title, "price": _figure(line.unit_price)}
        words = _("%(n)s × %(thing)s, at %(price)s each") % named
        paper.write_sum(words if line.quantity > 1 else line.title, _figure(line.hold.goods))
    paper.draw_rule()
    sums = papers.of(order)
    if sums.shipping:
        paper.write_sum(_("Sending it"), _figure(sums.shipping))
    if sums.tax:
        rate = price_words.percent(order.tax_bps)
        paper.write_sum(f"{order.tax_name}, {rate}", _figure(sums.tax))
    paper.write_sum(_("Buyer protection"), _("included"))
    if sums.plus:
        paper.write_sum(_("Buyer protection Plus"), _figure(sums.plus))
    paper.write_sum(_("Together"), _figure(order.total), bold=True)


def _write_payments(paper: Paper, order: Order) -> None:
    paper.draw_rule()
    for instrument, amount in _paid_with(order).items():
        paper.write_sum(_("Paid with %(what)s") % {"what": in_words(instrument)}, _figure(amount))
    given = _given_back(order)
    if given:
        paper.write_sum(_("Given back to you until now"), _figure(given))
        paper.write_sum(_("So you paid"), _figure(order.total - given), bold=True)


def _write_rules(paper: Paper, order: Order) -> None:
    paper.draw_rule()
    named = {"number": order.policy_id, "shop": order.seller.name}
    sentence = _(
        "Your money was taken when you ordered and held by Holdfast. %(shop)s gets it when you have "
        "the thing and are content, or have had a fair time to say otherwise (policy %(number)s)."
    )
    paper.write_line(sentence % named, size=8.5, grey=True)
    until = _told(order.claim_until)
    if until:
        words = _("You can complain until %(until)s.") % {"until": until}
        paper.write_line(words, size=8.5, grey=True)
    words = _(
        "This is a receipt for what you paid. A tax invoice, where you need one, is the shop's."
    )
    paper.write_line(words, size=8.5, grey=True)


def _paid_with(order: Order) -> dict[str, Money]:
    parts: dict[str, Money] = defaultdict(lambda: Money.zero(order.currency))
    for line in order.lines.all():
        for funding in line.hold.fundings.all():
            if funding.in_force:
                parts[_instrument(funding)] += funding.amount
    return parts


def _given_back(order: Order) -> Money:
    holds = [line.hold for line in order.lines.all()]
    return Money(sum(hold.refunded_minor + hold.recovered_minor for hold in holds), order.currency)


def _instrument(funding: HoldFunding) -> str:
    return funding.payment.instrument or funding.payment.gateway


def _told(moment: datetime | None) -> str:
    return told(moment, for_years=True)


def _figure(amount: Money) -> str:
    return amount.format()
