"""Charges at the imaginary provider: a page to pay on, a card, a bank's question."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from escrow import clock
from escrow.gateways.sandbox import book, cards, chargebacks, messages
from escrow.gateways.sandbox.cards import Card, Plot
from escrow.gateways.sandbox.faults import NoAnswer
from escrow.models import SandboxCharge
from escrow.money import Money

State = SandboxCharge.State
MESSAGE_LATE_BY = timedelta(minutes=10)
CHARGED_BACK = {Plot.WARNED, Plot.CHARGED_BACK, Plot.CHARGED_BACK_WON, Plot.CHARGED_BACK_LOST}


def open_session(key: UUID, amount: Money, return_url: str) -> SandboxCharge:
    """A page of the provider's on which the buyer will choose how to pay."""
    charge, _is_new = _once(key, amount, State.WAITING, return_url=return_url)
    return charge


def charge_card(key: UUID, amount: Money, number: str) -> SandboxCharge:
    """Charge a card directly. Raises NoAnswer for cards whose plot is a timeout."""
    card = cards.card(number)
    with messages.afterwards() as tell:
        charge, is_new = _once(key, amount, State.WAITING)
        if is_new:
            _play(charge, card, tell)
    return _answered(charge, card) if is_new else charge


def pay(charge: SandboxCharge, number: str) -> SandboxCharge:
    """The buyer has typed this card on the provider's page. Raises NoAnswer like `charge_card`."""
    card = cards.card(number)
    with messages.afterwards() as tell:
        charge = locked(charge)
        if charge.state != State.WAITING:
            return charge
        _play(charge, card, tell)
    return _answered(charge, card)


def finish_challenge(charge: SandboxCharge, *, passed: bool) -> SandboxCharge:
    """The buyer's bank has asked its question."""
    with messages.afterwards() as tell:
        charge = locked(charge)
        if charge.state == State.CHALLENGED:
            capture(charge, tell) if passed else _decline(charge, "authentication_failed", tell)
    return charge


def abandon(charge: SandboxCharge) -> SandboxCharge:
    """The buyer went back without paying, or we wait no longer; a voucher is refused from now on."""
    with messages.afterwards():
        charge = locked(charge)
        if charge.state in (State.WAITING, State.CHALLENGED, State.VOUCHER):
            charge.state, charge.decline_code = State.DECLINED, "abandoned"
            charge.save()
    return charge


def close(key: UUID, amount: Money) -> SandboxCharge:
    """What became of the key; one that never arrived is closed, so that it cannot arrive later."""
    charge, _is_new = _once(key, amount, State.DECLINED, decline_code="never_arrived")
    return charge


def look_up(key: UUID) -> SandboxCharge | None:
    return SandboxCharge.objects.filter(operation_key=key).first()


def capture(charge: SandboxCharge, tell: messages.Tell) -> None:
    """The money is ours, with what the card's plot adds to that."""
    charge.amount_minor += {Plot.TAKES_LESS: -1, Plot.TAKES_MORE: 1}.get(_plot(charge), 0)
    charge.state, charge.decline_code = State.SUCCEEDED, ""
    charge.save()
    key, reference = charge.operation_key, charge.reference
    taken = book.write(book.CHARGE, reference, charge.amount, key)
    tell(book.CHARGE, key, reference, charge.state, **_posted(charge))
    if charge.plot == Plot.TAKEN_TWICE:
        book.write(book.CHARGE, f"{reference}_2", charge.amount, key)
        tell(book.CHARGE, key, f"{reference}_2", charge.state)
    if charge.plot in CHARGED_BACK:
        chargebacks.write(taken, charge.plot, tell)


def locked(charge: SandboxCharge) -> SandboxCharge:
    """As it is now, until the transaction ends."""
    return SandboxCharge.objects.select_for_update().get(pk=charge.pk)


def _play(charge: SandboxCharge, card: Card, tell: messages.Tell) -> None:
    """What the card's plot makes of a charge."""
    charge.card, charge.plot = card.last4, card.plot
    if card.plot == Plot.CHALLENGE:
        charge.state = State.CHALLENGED
        charge.save()
    elif card.plot in (Plot.DECLINE, Plot.TIMEOUT_LOST):
        _decline(charge, card.code or "processing_error", tell)
    else:
        capture(charge, tell)


def _plot(charge: SandboxCharge) -> Plot:
    return Plot(charge.plot or Plot.SUCCEED)


def _posted(charge: SandboxCharge) -> dict[str, Any]:
    if charge.plot == Plot.MESSAGE_LATE:
        return {"late": MESSAGE_LATE_BY}
    return {"copies": 2} if charge.plot == Plot.MESSAGE_TWICE else {}


def _decline(charge: SandboxCharge, code: str, tell: messages.Tell) -> None:
    charge.state, charge.decline_code = State.DECLINED, code
    charge.save()
    tell(book.CHARGE, charge.operation_key, charge.reference, charge.state)


def _answered(charge: SandboxCharge, card: Card) -> SandboxCharge:
    if card.plot in (Plot.TIMEOUT_TAKEN, Plot.TIMEOUT_LOST):
        raise NoAnswer(card.plot)
    return charge


def _once(key: UUID, amount: Money, state: str, **more: Any) -> tuple[SandboxCharge, bool]:
    """The same key is the same charge, however often it is asked for."""
    return SandboxCharge.objects.get_or_create(
        operation_key=key,
        defaults={
            "state": state,
            "amount_minor": amount.minor,
            "currency": amount.currency,
            "at": clock.now(),
            **more,
        },
    )
