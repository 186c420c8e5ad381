"""What a line of the statement is: the published rules, in their order. docs/gateways-bank-transfer.md

A reference decides, found anywhere in the text. An amount and a name are a suggestion to staff and
never decide. What no rule knows stays where it is: money that came is a deposit, and money that
left waits for somebody to say why.
"""

from __future__ import annotations

import re
from enum import StrEnum

from django.db.models import Q

from escrow.gateways.bank_transfer import charges, departures, movements, reference
from escrow.models import BankCharge, BankLine, BankMovement, BankTransfer
from escrow.story import step

State = BankTransfer.State
UNDER_WAY = [State.WRITTEN, State.SENT]
OUR_ID = re.compile(r"[0-9a-f]{32}(?:-\d)?")


class Made(StrEnum):
    """What became of a line."""

    PAID = "paid"
    OVER = "over"
    UNDER = "under"
    LATE = "late"
    AGAIN = "again"
    UNMATCHED = "unmatched"
    LEFT = "left"
    CAME_BACK = "came_back"
    FEE = "fee"
    TAKEN_BACK = "taken_back"
    UNEXPLAINED = "unexplained"


@step
def make(line: BankLine) -> Made:
    """Write down what the line is, and say it."""
    if line.is_fee:
        movements.write(movements.FEE, f"fee_{line.key[:32]}", line.amount, line=line)
        return Made.FEE
    return _came(line) if line.comes_in() else _left(line)


def _came(line: BankLine) -> Made:
    transfer = _transfer(line)
    is_whole = transfer and not transfer.code and transfer.amount == line.amount
    if transfer and is_whole and transfer.state in UNDER_WAY:
        departures.has_come_back(transfer, line)
        return Made.CAME_BACK
    charge = None if line.is_reversal else _charge(line)
    if charge:
        return Made(charges.receive(charge, line, line.amount))
    came = movements.deposit(line, line.amount)
    if undone := movements.unexplained().filter(_undoes(line), is_reversal=True).first():
        movements.end(came, "taken_back", line=undone)
        return Made.TAKEN_BACK
    return Made.UNMATCHED


def _left(line: BankLine) -> Made:
    if line.is_reversal:
        return _taken_back(line)
    transfer = _transfer(line)
    is_ours = transfer and transfer.state != State.REJECTED and transfer.amount == -line.amount
    if transfer and is_ours and not departures.was_seen(transfer):
        departures.has_left(transfer, line)
        return Made.LEFT
    return Made.UNEXPLAINED


def _taken_back(line: BankLine) -> Made:
    """The bank undoes a credit. Only of money that still lies there as it came can we say what."""
    same = _undoes(line, "line__")
    came = movements.deposits().filter(same).first()
    if came is None or is_promised(came):
        return Made.UNEXPLAINED
    movements.end(came, "taken_back", line=line)
    return Made.TAKEN_BACK


def _undoes(line: BankLine, of: str = "") -> Q:
    """The other half of a credit and its reversal; files may come out of order."""
    same = {"end_to_end": line.end_to_end, "text": line.text, "iban": line.iban}
    same |= {"currency": line.currency}
    alike = Q(**{f"{of}{name}": value for name, value in same.items()})
    return alike & Q(amount_minor=-line.amount_minor)


def is_promised(came: BankMovement) -> bool:
    """A deposit that is on its way back already."""
    return came.transfers.exclude(state__in=[State.REJECTED, State.RETURNED]).exists()


def _charge(line: BankLine) -> BankCharge | None:
    """The one purchase whose reference stands in the text. Two are none: somebody has to look."""
    found = reference.find_in(line.text, line.reference, line.end_to_end)
    named = BankCharge.objects.filter(reference__in=found, currency=line.currency)
    known = list(named.select_for_update()[:2])
    return known[0] if len(known) == 1 else None


def _transfer(line: BankLine) -> BankTransfer | None:
    """What we sent, by its end-to-end id, else by the reference in its text."""
    ids = OUR_ID.findall(f"{line.end_to_end} {line.text}".lower())
    rows = BankTransfer.objects.select_for_update(of=("self",))
    by_id = Q(end_to_end__in=ids)
    by_text = Q(reference__in=reference.find_in(line.text, line.reference))
    sent = rows.select_related("capture")
    of_self = sent.filter(by_id).first() if ids else None
    return of_self or sent.filter(by_text).first()
