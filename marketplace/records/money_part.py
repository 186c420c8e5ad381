"""Every entry that moved the order's money, and where each cent of it is now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from escrow.money import Money
from marketplace import money_path
from marketplace.models import Order
from marketplace.moments import told
from marketplace.money_path import Amount, Entry
from marketplace.printing.paper import Paper
from marketplace.records.parts import Part, Piece, Reader


def files(order: Order, reader: Reader) -> Iterator[Piece]:
    """Each entry's postings come to nothing; paid and added come to what is there now."""
    path = money_path.of(order, reader.side)
    entries = [_entry(entry, step.at) for step in path.steps for entry in step.entries]
    summed = {"added": _amounts(path.added), "now": _amounts(path.now)}
    yield Piece(
        "money.json",
        {"currency": order.currency, "paid_minor": path.paid.minor, "entries": entries, **summed},
    )


def tell(paper: Paper, order: Order, reader: Reader) -> None:
    path = money_path.of(order, reader.side)
    paper.draw_rule()
    paper.write_line(_("Where the money went"), size=12, bold=True)
    paper.write_line(path.sentence)
    for step in path.steps:
        paper.write_sum(f"{told(step.at, for_years=True)} · {step.title}", _figure(step.amount))
    paper.ln(2)
    for part in path.now:
        paper.write_sum(
            _("Now: %(place)s") % {"place": part.words}, _figure(part.amount), bold=True
        )


def _entry(entry: Entry, at: Any) -> dict[str, Any]:
    """Debits are positive, credits negative, as in the books."""
    out = [(part, part.amount.minor) for part in entry.out_of]
    into = [(part, -part.amount.minor) for part in entry.into]
    postings = [
        {"account": part.account, "words": part.words, "amount_minor": minor}
        for part, minor in out + into
    ]
    return {"key": entry.key, "kind": entry.kind, "at": at, "postings": postings}


def _amounts(parts: Sequence[Amount]) -> list[dict[str, Any]]:
    return [
        {"account": part.account, "words": part.words, "amount_minor": part.amount.minor}
        for part in parts
    ]


def _figure(amount: Money) -> str:
    return amount.format()


PART = Part("money", files, tell)
