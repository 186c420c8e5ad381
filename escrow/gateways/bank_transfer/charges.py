"""Transfers that buyers were asked for: waited for, paid, or waited for no more.

A transfer pays a purchase once all of it is here; less waits, and more goes back by itself. What
comes for a purchase that has ended is taken all the same, and goes back by itself too.
"""

from __future__ import annotations

from uuid import UUID

from escrow import clock, ledger
from escrow.gateways.bank_transfer import movements, reference
from escrow.gateways.bank_transfer.account import CLEARING
from escrow.gateways.lateness import NEVER
from escrow.models import BankCharge, BankLine, BankMovement, BankTransfer
from escrow.money import Money
from escrow.story import step, story

State = BankCharge.State


@story
def ask_for(key: UUID, amount: Money, return_url: str) -> BankCharge:
    """From now on this transfer is waited for; the same key is the same transfer.

    Nobody who buys waits for a long import: only the key is locked.
    """
    return _once(key, amount, reference=unused(), return_url=return_url)


@story
def look_up(key: UUID, amount: Money) -> BankCharge:
    """What became of the key; one that never arrived is closed, so that it cannot arrive later."""
    return _once(key, amount, state=State.CLOSED, decline_code=NEVER.code)


@story
def stop_waiting(charge: BankCharge) -> BankCharge:
    """The purchase has ended. A part that came is the buyer's, and is taken so that it goes back."""
    ledger.alone(CLEARING)
    charge = BankCharge.objects.select_for_update().get(pk=charge.pk)
    if not charge.is_waiting():
        return charge
    if kept := movements.kept_for(charge):
        return _pay(charge, movements.sum_of(kept, charge.currency), kept, line=None)
    charge.state, charge.decline_code = State.CLOSED, "transfer_never_came"
    charge.save(update_fields=["state", "decline_code"])
    return charge


@step
def receive(charge: BankCharge, line: BankLine, amount: Money) -> str:
    """Money came for this purchase; says what it was: paid, over, under, or late."""
    if not charge.is_waiting():
        _take_extra(charge, line, amount)
        return "late" if charge.state == State.CLOSED else "again"
    before = movements.kept_for(charge)
    came = movements.sum_of(before, charge.currency) + amount
    if came < charge.amount:
        movements.deposit(line, amount, charge)
        return "under"
    _pay(charge, charge.amount, before, line=line)
    if came > charge.amount:
        _take_extra(charge, line, came - charge.amount)
        return "over"
    return "paid"


def captures(charge: BankCharge) -> list[BankMovement]:
    """Every time money was taken for this purchase; what was asked for is the first."""
    taken = BankMovement.objects.filter(what=movements.CHARGE, charge=charge)
    return list(taken.order_by("pk"))


def capture(charge: BankCharge) -> BankMovement:
    return BankMovement.objects.get(reference=charge.capture_reference)


def unused() -> str:
    """A reference that nobody has, whether money is to come in or to leave under it."""
    while True:
        fresh = reference.new()
        charges = BankCharge.objects.filter(reference=fresh).exists()
        if not charges and not BankTransfer.objects.filter(reference=fresh).exists():
            return fresh


@step
def _pay(
    charge: BankCharge, amount: Money, kept: list[BankMovement], *, line: BankLine | None
) -> BankCharge:
    taken = movements.write(
        movements.CHARGE,
        charge.capture_reference,
        amount,
        line=line,
        charge=charge,
        key=charge.operation_key,
    )
    for deposit in kept:
        movements.end(deposit, "used", into=taken)
    charge.state = State.PAID
    charge.save(update_fields=["state"])
    return charge


def _take_extra(charge: BankCharge, line: BankLine, amount: Money) -> None:
    """Taken under the same charge once too often: it goes back by itself."""
    name = f"{charge.capture_reference}_{line.key[:16]}"
    key = charge.operation_key
    movements.write(movements.CHARGE, name, amount, line=line, charge=charge, key=key)


def _once(key: UUID, amount: Money, **more: str) -> BankCharge:
    charge, _is_new = BankCharge.objects.get_or_create(
        operation_key=key,
        defaults={
            "amount_minor": amount.minor,
            "currency": amount.currency,
            "at": clock.now(),
            **more,
        },
    )
    return charge
