"""Every amount that belongs to a case: what may be named in the reasons of its decision."""

from __future__ import annotations

from collections.abc import Iterator

from disputes import arithmetic, named_amounts
from disputes.models import Dispute
from disputes.models.return_ import Return
from escrow.money import Money


def stray(dispute: Dispute, refund: Money, text: str) -> str:
    """The first amount named in the text that is none of the case's; empty when there is none."""
    named = list(named_amounts.found_in(text, dispute.currency))
    known = of(dispute, refund) if named else set()
    return next((one.text for one in named if one.amount not in known), "")


def of(dispute: Dispute, refund: Money) -> set[Money]:
    """Claimed, paid, held, offered, decided, what the decision would move, and what the two named."""
    moved = arithmetic.work_out(dispute, refund).every()
    there = {*_of_lines(dispute), *_of_the_order(dispute), *_said(dispute)}
    return {refund, dispute.claimed, *moved, *there}


def _of_lines(dispute: Dispute) -> Iterator[Money]:
    for claimed in dispute.lines.all():
        line, hold = claimed.line, claimed.line.hold
        yield from (
            claimed.amount,
            claimed.cap,
            line.unit_price,
            line.unit_price * claimed.quantity,
        )
        yield from (line.unit_price * line.quantity, hold.held, hold.total)
        yield from (hold.goods, hold.shipping, hold.tax, hold.plus, hold.refunded)


def _of_the_order(dispute: Dispute) -> Iterator[Money]:
    order = dispute.order
    yield order.total
    for offer in dispute.offers.all():
        yield offer.amount
    for decision in dispute.decisions.all():
        yield decision.refund
    for sent in Return.objects.filter(dispute=dispute):
        if sent.cost:
            yield sent.cost


def _said(dispute: Dispute) -> Iterator[Money]:
    """The two may name what they like, and staff may answer it."""
    for text in [dispute.description, *(one.text for one in dispute.statements.all() if one.by_id)]:
        found = named_amounts.found_in(text, dispute.currency)
        yield from (one.amount for one in found if one.amount is not None)
