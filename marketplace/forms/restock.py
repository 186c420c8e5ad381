"""Prices and numbers of many things, as they are typed into one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from escrow.money import Money
from marketplace.forms.amounts import amount_of, as_typed
from marketplace.forms.variants import MOST_OF_ONE
from marketplace.models import Variant
from marketplace.restocking import Restock


@dataclass
class StockRow:
    """A variant with what is typed beside it; `wrong` says what cannot be used."""

    variant: Variant
    price: str
    on_hand: str
    wrong: str = ""

    @property
    def price_was(self) -> str:
        return as_typed(self.variant.price)


class RestockForm:
    """Rows that are right are saved even where others are wrong; those keep what was typed.

    A cell that was not touched changes nothing, whatever has become of the number meanwhile.
    """

    def __init__(self, variants: Sequence[Variant], typed: Mapping[str, str] | None = None) -> None:
        self.typed = typed
        self.changes: dict[int, Restock] = {}
        self.rows = [self._row(variant) for variant in variants]

    @property
    def wrong(self) -> list[StockRow]:
        return [row for row in self.rows if row.wrong]

    def _row(self, variant: Variant) -> StockRow:
        row = StockRow(variant, as_typed(variant.price), str(variant.on_hand))
        if self.typed is None or f"price-{variant.pk}" not in self.typed:
            return row
        said = {name: self._cell(name, variant) for name in ("price", "on_hand")}
        touched = {name: cell for name, cell in said.items() if cell != self._was(name, variant)}
        try:
            change = _read(touched, variant.listing.currency)
        except ValidationError as wrong:
            return StockRow(variant, said["price"], said["on_hand"], " ".join(wrong.messages))
        if touched:
            self.changes[variant.pk] = change
        return row

    def _cell(self, name: str, variant: Variant) -> str:
        return (self.typed or {}).get(f"{name}-{variant.pk}", "").strip()

    def _was(self, name: str, variant: Variant) -> str:
        return (self.typed or {}).get(f"{name}_was-{variant.pk}", "")


def _read(touched: Mapping[str, str], currency: str) -> Restock:
    price: Money | None = None
    on_hand: int | None = None
    if "price" in touched:
        price = amount_of(touched["price"], currency)
        if not price:
            raise ValidationError(_("The price must be more than nothing."))
    if "on_hand" in touched:
        typed = touched["on_hand"]
        if not (typed.isdecimal() and len(typed) < 7 and int(typed) <= MOST_OF_ONE):
            raise ValidationError(_("Write a whole number from 0 to %d.") % MOST_OF_ONE)
        on_hand = int(typed)
    return Restock(price, on_hand)
