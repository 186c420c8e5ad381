"""Amounts as banks write them: 1.234,56 or 1,234.56, and never a guess between the two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from escrow.currencies import UnknownCurrency, exponent
from escrow.gateways.bank_transfer.lines import BadStatement
from escrow.money import Money, NotAnAmount

SHAPE = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{3})*(?:[.,]\d+)?|[+-]?\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Amounts:
    """`decimal` is the sign before the decimals in this file; empty where no amount tells."""

    decimal: str

    @classmethod
    def of(cls, written: Sequence[str]) -> Amounts:
        """The last of two different signs, or one that fewer or more than three digits follow."""
        told = {sign for text in written if (sign := _told(_plain(text)))}
        if len(told) > 1:
            raise BadStatement(_("Some amounts have a point before the decimals, others a comma."))
        return cls(told.pop() if told else "")

    def read(self, text: str, currency: str, number: int) -> Money:
        try:
            amount = Money.parse(self._without_groups(_plain(text), exponent(currency)), currency)
            if not amount:
                raise NotAnAmount(text)
        except (NotAnAmount, UnknownCurrency) as wrong:
            raise BadStatement(
                _("Line %(number)d: “%(text)s” is no amount of %(currency)s.")
                % {"number": number, "text": text.strip()[:30], "currency": currency[:10] or "?"}
            ) from wrong
        return amount

    def _without_groups(self, text: str, decimals: int) -> str:
        """With a point before the decimals and nothing else between the digits."""
        if not SHAPE.fullmatch(text):
            raise NotAnAmount(text)
        decimal = self.decimal or _told(text)
        if not decimal:
            return self._of_three(text, decimals)
        other = "." if decimal == "," else ","
        whole, sign, rest = text.partition(decimal)
        if other in rest or (sign and decimal in rest):
            raise NotAnAmount(text)
        return whole.replace(other, "") + (f".{rest}" if sign else "")

    def _of_three(self, text: str, decimals: int) -> str:
        """1,234 alone is a thousand, unless the currency has three decimals: then nobody knows."""
        if re.search(r"[.,]", text) and decimals == 3:
            raise NotAnAmount(text)
        return re.sub(r"[.,]", "", text)


def _plain(text: str) -> str:
    """Without spaces and apostrophes between thousands; a minus behind the digits goes before."""
    bare = re.sub(r"[\s'’\u00a0\u202f]", "", text).replace("\u2212", "-")
    return f"-{bare[:-1]}" if bare.endswith("-") else bare


def _told(text: str) -> str:
    """Which sign stands before the decimals, if this amount says it."""
    signs: list[str] = re.findall(r"[.,]", text)
    if len(set(signs)) == 2:
        return signs[-1]
    if len(signs) == 1 and not re.search(r"[.,]\d{3}$", text):
        return signs[0]
    return ""
