"""Vouchers of the imaginary provider: paid at a counter some day, or never, or too late."""

from __future__ import annotations

from datetime import timedelta

from escrow import clock
from escrow.gateways.sandbox import book, charges, messages
from escrow.models import SandboxCharge

State = SandboxCharge.State
VOUCHER_LASTS = timedelta(days=3)


def print_voucher(charge: SandboxCharge) -> SandboxCharge:
    """The buyer will pay at a counter, within three days."""
    with messages.afterwards() as tell:
        charge = charges.locked(charge)
        if charge.state == State.WAITING:
            charge.state, charge.expires_at = State.VOUCHER, clock.now() + VOUCHER_LASTS
            charge.save()
            tell(book.CHARGE, charge.operation_key, charge.reference, charge.state)
    return charge


def pay_voucher(charge: SandboxCharge) -> SandboxCharge:
    """Money at the counter is taken, whether or not the voucher still runs."""
    with messages.afterwards() as tell:
        charge = charges.locked(charge)
        if charge.state in (State.VOUCHER, State.EXPIRED):
            charges.capture(charge, tell)
    return charge


def expire_voucher(charge: SandboxCharge) -> SandboxCharge:
    """Nobody came to the counter in time."""
    with messages.afterwards() as tell:
        charge = charges.locked(charge)
        if charge.state == State.VOUCHER:
            charge.state, charge.decline_code = State.EXPIRED, "voucher_expired"
            charge.save()
            tell(book.CHARGE, charge.operation_key, charge.reference, charge.state)
    return charge


def expire_due() -> int:
    """Those whose three days are over."""
    due = SandboxCharge.objects.filter(state=State.VOUCHER, expires_at__lte=clock.now())
    return len([expire_voucher(charge) for charge in due])
