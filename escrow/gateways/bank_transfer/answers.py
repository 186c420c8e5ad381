"""What our account's book says, in the words of the gateway protocol."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from escrow.gateways import Answer, Status
from escrow.gateways.bank_transfer import account, charges
from escrow.gateways.lateness import NEVER
from escrow.models import BankCharge, BankMovement, BankTransfer
from escrow.money import total

State = BankTransfer.State


def charged(charge: BankCharge) -> Answer:
    if charge.state == BankCharge.State.PAID:
        return captured(charges.capture(charge))
    if charge.is_waiting():
        page = reverse("bank_transfer", args=[charge.operation_key])
        return Answer(Status.PENDING, reference=charge.capture_reference, next_url=page)
    code = charge.decline_code
    return Answer(Status.DECLINED, code=code, retryable=code == NEVER.code)


def captured(taken: BankMovement) -> Answer:
    return Answer(
        Status.SUCCEEDED,
        amount=taken.amount,
        reference=taken.reference,
        instrument=_instrument(taken),
    )


def sent(parts: Sequence[BankTransfer]) -> Answer:
    """Of all the parts of a refund, or of the one payout."""
    first = parts[0]
    code = next((part.code for part in parts if part.code), "")
    status = _status({State(part.state) for part in parts})
    return Answer(
        status,
        amount=total((part.amount for part in parts), first.currency),
        reference=first.about,
        code=code if status in (Status.DECLINED, Status.RETURNED) else "",
        retryable=code == NEVER.code,
    )


def _status(states: set[State]) -> Status:
    """Under way until nothing of it is any more."""
    whole = {
        State.SENT: Status.SUCCEEDED,
        State.RETURNED: Status.RETURNED,
        State.REJECTED: Status.DECLINED,
    }
    return whole.get(next(iter(states)), Status.PENDING) if len(states) == 1 else Status.PENDING


def _instrument(taken: BankMovement) -> str:
    """From which account, as far as one line says it."""
    lines = [taken.line, *(part.line for part in taken.parts.select_related("line"))]
    numbers = {line.iban for line in lines if line and line.iban}
    hint = account.masked(numbers.pop()) if len(numbers) == 1 else ""
    return f"transfer {hint}".strip()
