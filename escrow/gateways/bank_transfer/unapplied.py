"""Money that no rule could place, and the stories by which staff place it; each leaves its trace."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext as _

from escrow import audit, ledger
from escrow.gateways.bank_transfer import charges, matching, movements, reference, transfers
from escrow.gateways.bank_transfer.account import CLEARING
from escrow.gateways.bank_transfer.sources import Source
from escrow.models import BankCharge, BankLine, BankMovement, BankTransfer
from escrow.story import Refusal, require, step, story


class NotPlaced(Refusal):
    """The money lies where it lay."""


@story
def assign(deposit_id: int, typed: str, *, by: Any) -> str:
    """It was sent for this purchase; says what it then was: paid, over, under or late."""
    came = _lying(deposit_id)
    charge = _purchase(typed)
    require(
        charge.currency == came.currency,
        NotPlaced,
        _("That purchase is in another currency."),
    )
    movements.end(came, f"assigned_{charge.pk}")
    made = charges.receive(charge, _line(came), came.amount)
    audit.record(by, "deposit_assigned", came, charge, made=made)
    return made


@story
def send_back(deposit_id: int, *, by: Any) -> BankTransfer:
    """It goes back to the account that it came from, with the next payment file."""
    came = _lying(deposit_id)
    line = _line(came)
    require(bool(line.iban), NotPlaced, _("The statement does not say from which account it came."))
    to = Source(line.name, line.iban, came.amount)
    transfer = transfers.order(movements.DEPOSIT, uuid.uuid4(), to, capture=came)
    audit.record(by, "deposit_sent_back", came, transfer)
    return transfer


@story
def call_ours(deposit_id: int, *, by: Any, note: str) -> None:
    """It is the operator's own money: topped up from another account, interest, a bonus."""
    came = _lying(deposit_id)
    _require_note(note)
    line = _line(came)
    movements.end(came, "ours")
    movements.write(movements.SETTLEMENT, f"own_{line.key[:32]}", came.amount, line=line)
    audit.record(by, "deposit_is_ours", came, note=note.strip())


@story
def explain(line_id: int, what: str, *, by: Any, note: str) -> None:
    """Money left, and somebody knows why: the bank's fee, or to our own other account."""
    ledger.alone(CLEARING)
    line = movements.unexplained().filter(pk=line_id).first()
    if line is None:
        raise NotPlaced(_("This line is explained already."))
    _require_note(note)
    name = "own" if what == movements.SETTLEMENT else movements.FEE
    movements.write(what, f"{name}_{line.key[:32]}", line.amount, line=line)
    audit.record(by, "debit_explained", line, what=what, note=note.strip())


@story
def reject(transfer_id: int, *, by: Any) -> BankTransfer:
    """The bank has said no to it. One of several parts of a refund is tried again."""
    ledger.alone(CLEARING)
    transfer = BankTransfer.objects.select_for_update().get(pk=transfer_id)
    require(
        transfer.may_be_rejected() and not transfer.code,
        NotPlaced,
        _("The statement has shown this transfer already, or it was refused before."),
    )
    if len(transfers.parts_of(transfer.operation_key)) > 1:
        transfer.state, transfer.file = transfers.State.WAITING, None
    else:
        transfer.state, transfer.code = transfers.State.REJECTED, "refused_by_bank"
    transfer.save(update_fields=["state", "code", "file"])
    audit.record(by, "transfer_rejected", transfer)
    return transfer


@step
def _lying(deposit_id: int) -> BankMovement:
    """A deposit that nothing has ended and that is not on its way back."""
    ledger.alone(CLEARING)
    came = movements.unmatched().filter(pk=deposit_id).first()
    if came is None or matching.is_promised(came):
        raise NotPlaced(_("This money was placed already, or is on its way back."))
    return came


def _purchase(typed: str) -> BankCharge:
    found = reference.find_in(typed)
    charge = BankCharge.objects.select_for_update().filter(reference__in=found[:1]).first()
    if charge is None:
        raise NotPlaced(_("No purchase has this reference. Compare it letter by letter."))
    return charge


def _line(came: BankMovement) -> BankLine:
    assert came.line is not None
    return came.line


def _require_note(note: str) -> None:
    require(bool(note.strip()), NotPlaced, _("Say what it was, in a sentence."))
