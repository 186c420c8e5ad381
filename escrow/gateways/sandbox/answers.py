"""What the provider's rows say, in the words of the gateway protocol."""

from __future__ import annotations

from django.urls import reverse

from escrow.gateways import Answer, Status
from escrow.gateways.sandbox.cards import RETRYABLE
from escrow.models import (
    SandboxCharge,
    SandboxChargeback,
    SandboxMove,
    SandboxPayout,
    SandboxRefund,
)

_CHARGE = {
    SandboxCharge.State.WAITING: Status.REQUIRES_ACTION,
    SandboxCharge.State.CHALLENGED: Status.REQUIRES_ACTION,
    SandboxCharge.State.VOUCHER: Status.PENDING,
    SandboxCharge.State.EXPIRED: Status.DECLINED,
    SandboxCharge.State.SUCCEEDED: Status.SUCCEEDED,
    SandboxCharge.State.DECLINED: Status.DECLINED,
}
_REFUND = {
    SandboxRefund.State.SUCCEEDED: Status.SUCCEEDED,
    SandboxRefund.State.DECLINED: Status.DECLINED,
    SandboxRefund.State.BOUNCED: Status.RETURNED,
}
_PAYOUT = {
    SandboxPayout.State.IN_TRANSIT: Status.PENDING,
    SandboxPayout.State.PAID: Status.SUCCEEDED,
    SandboxPayout.State.RETURNED: Status.RETURNED,
    SandboxPayout.State.DECLINED: Status.DECLINED,
}


def charged(charge: SandboxCharge) -> Answer:
    status = _CHARGE[SandboxCharge.State(charge.state)]
    return Answer(
        status,
        amount=charge.amount,
        reference=charge.reference,
        next_url=page(charge) if status in (Status.REQUIRES_ACTION, Status.PENDING) else "",
        code=charge.decline_code,
        retryable=charge.decline_code in (*RETRYABLE, "never_arrived"),
        instrument=_instrument(charge),
    )


def captured(move: SandboxMove, charge: SandboxCharge) -> Answer:
    return Answer(
        Status.SUCCEEDED,
        amount=move.amount,
        reference=move.reference,
        instrument=_instrument(charge),
    )


def refunded(made: SandboxRefund) -> Answer:
    return _answer(_REFUND[SandboxRefund.State(made.state)], made)


def paid_out(payout: SandboxPayout) -> Answer:
    return _answer(_PAYOUT[SandboxPayout.State(payout.state)], payout)


def contested(case: SandboxChargeback) -> Answer:
    """The bank has our evidence, or it has not and may still take some, or it is too late."""
    if case.answered_at:
        return Answer(Status.SUCCEEDED, reference=case.reference)
    code = "never_arrived" if case.is_open() else "too_late"
    return Answer(Status.DECLINED, code=code, retryable=case.is_open())


def page(charge: SandboxCharge) -> str:
    """Where the buyer goes on: the provider's own page."""
    return reverse("sandbox_pay", args=[charge.operation_key])


def _instrument(charge: SandboxCharge) -> str:
    if charge.card:
        return f"card ··{charge.card}"
    return "voucher" if charge.expires_at else ""


def _answer(status: Status, row: SandboxRefund | SandboxPayout) -> Answer:
    code = row.decline_code
    return Answer(
        status,
        amount=row.amount,
        reference=row.reference,
        code=code,
        retryable=code in (*RETRYABLE, "never_arrived"),
    )
