"""Refunds and payouts: they wait for a payment file, and are done when the statement shows them."""

from __future__ import annotations

from uuid import UUID

from escrow import clock, ledger
from escrow.gateways.bank_transfer import account, charges, sources
from escrow.gateways.bank_transfer.account import CLEARING
from escrow.gateways.bank_transfer.sources import Source
from escrow.gateways.lateness import NEVER
from escrow.models import BankMovement, BankTransfer, Operation
from escrow.money import Money
from escrow.story import step, story

State = BankTransfer.State
REFUND, PAYOUT = Operation.Kind.REFUND.value, Operation.Kind.PAYOUT.value


@story
def give_back(key: UUID, amount: Money, capture_reference: str) -> list[BankTransfer]:
    """A refund to the account, or the accounts, that paid; never more than is left of it."""
    ledger.alone(CLEARING)
    if known := parts_of(key):
        return known
    taken = BankMovement.objects.filter(reference=capture_reference).first()
    if taken is None:
        return [_refused(REFUND, key, amount, "no_such_charge")]
    if amount > sources.left_of(taken):
        return [_refused(REFUND, key, amount, "refund_exceeds_charge")]
    shares = sources.share(amount, sources.sources(taken))
    if not shares:
        return [_refused(REFUND, key, amount, "payer_account_unknown")]
    return [
        order(REFUND, key, each, part=number, capture=taken)
        for number, each in enumerate(shares, start=1)
    ]


@story
def pay_out(key: UUID, amount: Money, to: Source, bic: str) -> list[BankTransfer]:
    """Money to a seller's bank account."""
    ledger.alone(CLEARING)
    if known := parts_of(key):
        return known
    if not account.is_iban(to.iban):
        return [_refused(PAYOUT, key, amount, "no_such_account")]
    return [order(PAYOUT, key, to, bic=bic)]


@story
def look_up(kind: str, key: UUID, amount: Money) -> list[BankTransfer]:
    """What became of the key; one that never arrived is closed, so that it cannot arrive later."""
    ledger.alone(CLEARING)
    return parts_of(key) or [_refused(kind, key, amount, NEVER.code)]


@step
def order(
    kind: str,
    key: UUID,
    to: Source,
    *,
    part: int = 1,
    bic: str = "",
    capture: BankMovement | None = None,
) -> BankTransfer:
    """It waits for the next payment file."""
    return BankTransfer.objects.create(
        kind=kind,
        operation_key=key,
        part=part,
        end_to_end=key.hex if part == 1 else f"{key.hex}-{part}",
        reference=charges.unused(),
        holder=to.holder,
        iban=to.iban,
        bic=bic,
        capture=capture,
        amount_minor=to.left.minor,
        currency=to.left.currency,
        at=clock.now(),
    )


def parts_of(key: UUID) -> list[BankTransfer]:
    return list(BankTransfer.objects.filter(operation_key=key).order_by("part"))


def _refused(kind: str, key: UUID, amount: Money, code: str) -> BankTransfer:
    return BankTransfer.objects.create(
        kind=kind,
        operation_key=key,
        end_to_end=key.hex,
        state=State.REJECTED,
        code=code,
        amount_minor=amount.minor,
        currency=amount.currency,
        at=clock.now(),
    )
