"""Which column of a CSV says what: by the titles that banks give them, or as the operator says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

TITLES: dict[str, tuple[str, ...]] = {
    "day": ("booking date", "buchungstag", "buchungsdatum", "date", "datum", "fecha", "day"),
    "amount": ("amount", "betrag", "importe", "betrag (eur)", "amount (eur)", "umsatz"),
    "currency": ("currency", "währung", "waehrung", "moneda", "divisa"),
    "name": (
        "name",
        "counterparty",
        "counterparty name",
        "payer",
        "beguenstigter/zahlungspflichtiger",
        "name zahlungsbeteiligter",
        "zahlungspflichtige*r",
        "auftraggeber",
        "ordenante",
        "nombre",
    ),
    "iban": (
        "iban",
        "counterparty iban",
        "kontonummer/iban",
        "iban zahlungsbeteiligter",
        "account number",
        "cuenta",
    ),
    "text": (
        "remittance information",
        "remittance",
        "verwendungszweck",
        "payment reference",
        "description",
        "details",
        "text",
        "concepto",
    ),
    "reference": ("reference", "creditor reference", "kundenreferenz", "referencia"),
    "end_to_end": (
        "end-to-end id",
        "end to end id",
        "endtoendid",
        "kundenreferenz (end-to-end)",
    ),
    "bank_reference": ("bank reference", "transaction id", "acctsvcrref", "bankreferenz"),
}
NEEDED = ("day", "amount")


@dataclass(frozen=True)
class Columns:
    """Where each thing stands. Those that the file does not have are missing."""

    places: dict[str, int]

    @classmethod
    def of(cls, titles: Sequence[str]) -> Columns | None:
        """None where these are no titles."""
        plain = [title.strip().casefold() for title in titles]
        places: dict[str, int] = {}
        for what, known in TITLES.items():
            own = settings.BANK_TRANSFER_CSV_COLUMNS.get(what, "").strip().casefold()
            names = (own,) if own else known
            found = [plain.index(name) for name in names if name in plain]
            if found:
                places[what] = found[0]
        return cls(places) if all(what in places for what in NEEDED) else None

    @property
    def width(self) -> int:
        """So many cells a row must have to be whole."""
        return max(self.places.values()) + 1

    def value(self, row: Sequence[str], what: str) -> str:
        at = self.places.get(what)
        return row[at] if at is not None and at < len(row) else ""
