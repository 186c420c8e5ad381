"""What the statement shows of money that we sent: it has left, or it has come back."""

from __future__ import annotations

from escrow.gateways.bank_transfer import movements, transfers
from escrow.models import BankLine, BankMovement, BankTransfer
from escrow.story import step

State = BankTransfer.State


@step
def has_left(transfer: BankTransfer, line: BankLine) -> None:
    """It may be told after its own return, when files come out of order."""
    if transfer.capture and transfer.kind == movements.DEPOSIT:
        movements.end(transfer.capture, "sent_back", line=line)
    elif len(parts := transfers.parts_of(transfer.operation_key)) == 1:
        _move(transfer, transfer.about, line)
    else:
        _part_has_left(transfer, parts, line)
    if transfer.state != State.RETURNED:
        transfer.state = State.SENT
        transfer.save(update_fields=["state"])


@step
def has_come_back(transfer: BankTransfer, line: BankLine) -> None:
    """The other bank would not keep it. A part of a refund becomes a deposit, for a person to see."""
    is_whole = len(transfers.parts_of(transfer.operation_key)) == 1
    transfer.code = line.return_code or "returned"
    transfer.state = State.RETURNED if is_whole else State.SENT
    transfer.save(update_fields=["state", "code"])
    if is_whole and transfer.kind != movements.DEPOSIT:
        _move(transfer, f"{transfer.about}_back", line)
    else:
        movements.deposit(line, line.amount)


def was_seen(transfer: BankTransfer) -> bool:
    """Its debit stands in a statement that we have."""
    left = BankMovement.objects.filter(amount_minor__lt=0)
    if transfer.capture and transfer.kind == movements.DEPOSIT:
        return left.filter(reference=f"{transfer.capture.about}_sent_back").exists()
    return left.filter(reference__in=[transfer.about, _part_name(transfer)]).exists()


def _part_has_left(transfer: BankTransfer, parts: list[BankTransfer], line: BankLine) -> None:
    """The last one makes the refund whole."""
    key = transfer.operation_key
    name = _part_name(transfer)
    movements.write(movements.PART, name, line.amount, about=transfer.about, line=line, key=key)
    gone = BankMovement.objects.filter(what=movements.PART, operation_key=key)
    if gone.count() == len(parts):
        whole = movements.sum_of(list(gone), transfer.currency)
        movements.write(transfer.kind, transfer.about, whole, key=key)


def _part_name(transfer: BankTransfer) -> str:
    return f"{transfer.about}_{transfer.part}"


def _move(transfer: BankTransfer, name: str, line: BankLine) -> None:
    key, about = transfer.operation_key, transfer.about
    movements.write(transfer.kind, name, line.amount, about=about, line=line, key=key)
