"""The square that banking apps read (EPC069-12): to whom, how much and what for, with nothing to type.

Only for euros. It is drawn as one path of an SVG, because no page of ours may bring its own style.
"""

from __future__ import annotations

from dataclasses import dataclass

import qrcode
from qrcode.constants import ERROR_CORRECT_M

from escrow.gateways.bank_transfer import account
from escrow.money import Money

MOST_NAME, MOST_BYTES = 70, 331
LEAST, MOST = Money(1, "EUR"), Money(99_999_999_999, "EUR")
QUIET = 4


@dataclass(frozen=True)
class Drawing:
    """Squares of one unit on a field of `size` units, the quiet zone around them included."""

    size: int
    path: str


def payload(amount: Money, text: str) -> str:
    """The twelve lines of the standard; the reference stands where people would type it."""
    lines = ["BCD", "002", "1", "SCT", account.bic(), account.holder()[:MOST_NAME], account.iban()]
    return "\n".join([*lines, f"EUR{amount.decimal}", "", "", text])


def drawing(amount: Money, text: str) -> Drawing | None:
    """None where the standard has no square for it."""
    if amount.currency != "EUR" or not LEAST <= amount <= MOST:
        return None
    content = payload(amount, text).encode()
    if len(content) > MOST_BYTES:
        return None
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(content)
    rows: list[list[bool]] = code.get_matrix()
    return Drawing(len(rows), "".join(_runs(rows)))


def _runs(rows: list[list[bool]]) -> list[str]:
    """A rectangle for every run of dark squares in a row."""
    found = []
    for y, row in enumerate(rows):
        start = None
        for x, is_dark in enumerate([*row, False]):
            if is_dark and start is None:
                start = x
            elif not is_dark and start is not None:
                found.append(f"M{start} {y}h{x - start}v1H{start}z")
                start = None
    return found
