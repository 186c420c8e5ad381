"""Payouts at the imaginary provider: on their way for a day, paid, refused, or sent back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from escrow import clock
from escrow.gateways.sandbox import accounts, book, messages
from escrow.gateways.sandbox.accounts import Plot
from escrow.gateways.sandbox.faults import NoAnswer
from escrow.models import SandboxPayout
from escrow.money import Money

State = SandboxPayout.State
TAKES = timedelta(days=1)
RETURNED_AFTER = timedelta(days=2)


def pay_out(key: UUID, amount: Money, account: str) -> SandboxPayout:
    """Bring money to a bank account, whose number decides. Raises NoAnswer by plot."""
    chosen = accounts.account(account)
    code = "processing_error" if chosen.plot == Plot.TIMEOUT_LOST else ""
    code = chosen.code if chosen.plot == Plot.DECLINE else code
    with messages.afterwards() as tell:
        payout, is_new = _once(key, amount, code, account=account, goes_on_at=_arrives(chosen))
        if is_new:
            tell(book.PAYOUT, key, payout.reference, payout.state)
    if is_new and chosen.plot in (Plot.TIMEOUT_TAKEN, Plot.TIMEOUT_LOST):
        raise NoAnswer(chosen.plot)
    return payout


def arrive(payout: SandboxPayout) -> SandboxPayout:
    """The bank has it."""
    with messages.afterwards() as tell:
        payout = _locked(payout)
        if payout.state == State.IN_TRANSIT:
            returns = accounts.account(payout.account).plot == Plot.RETURN
            after = clock.now() + RETURNED_AFTER if returns else None
            _become(payout, State.PAID, tell, goes_on_at=after)
            book.write(book.PAYOUT, payout.reference, -payout.amount, payout.operation_key)
    return payout


def refuse(payout: SandboxPayout, code: str = "account_closed") -> SandboxPayout:
    """The bank would not take it after all."""
    with messages.afterwards() as tell:
        payout = _locked(payout)
        if payout.state == State.IN_TRANSIT:
            _become(payout, State.DECLINED, tell, code=code)
    return payout


def come_back(payout: SandboxPayout) -> SandboxPayout:
    """The bank said it was paid and sends it back."""
    with messages.afterwards() as tell:
        payout = _locked(payout)
        if payout.state == State.PAID:
            code = accounts.account(payout.account).code or "account_closed"
            _become(payout, State.RETURNED, tell, code=code)
            key = payout.operation_key
            book.write(book.PAYOUT, payout.reference, payout.amount, key, turn="returned")
    return payout


def go_on_due() -> int:
    """Those on their way arrive, and those that the plot wants back come back."""
    due = SandboxPayout.objects.filter(goes_on_at__lte=clock.now()).order_by("goes_on_at", "pk")
    for payout in list(due):
        arrive(payout) if payout.state == State.IN_TRANSIT else come_back(payout)
    return len(due)


def close(key: UUID, amount: Money) -> SandboxPayout:
    """What became of the key; one that never arrived is closed, so that it cannot arrive later."""
    payout, _is_new = _once(key, amount, "never_arrived")
    return payout


def _arrives(account: accounts.BankAccount) -> datetime | None:
    waits = account.plot in (Plot.DECLINE, Plot.TIMEOUT_LOST, Plot.LINGER)
    return None if waits else clock.now() + TAKES


def _become(
    payout: SandboxPayout,
    state: str,
    tell: messages.Tell,
    *,
    code: str = "",
    goes_on_at: datetime | None = None,
) -> None:
    payout.state, payout.decline_code, payout.goes_on_at = state, code, goes_on_at
    payout.save()
    tell(book.PAYOUT, payout.operation_key, payout.reference, state)


def _once(key: UUID, amount: Money, code: str, **more: Any) -> tuple[SandboxPayout, bool]:
    """The same key is the same payout, however often it is asked for."""
    return SandboxPayout.objects.get_or_create(
        operation_key=key,
        defaults={
            "state": State.DECLINED if code else State.IN_TRANSIT,
            "decline_code": code,
            "amount_minor": amount.minor,
            "currency": amount.currency,
            "at": clock.now(),
            **more,
        },
    )


def _locked(payout: SandboxPayout) -> SandboxPayout:
    return SandboxPayout.objects.select_for_update().get(pk=payout.pk)
