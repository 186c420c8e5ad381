"""The imaginary provider: what would stand on somebody else's computer.

It keeps its own book (SandboxCharge), answers by idempotency key, and posts signed messages.
A timeout is an answer that never arrives, whatever was done.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from escrow import clock
from escrow.gateways.sandbox import cards, messages
from escrow.models import SandboxCharge
from escrow.money import Money

State = SandboxCharge.State


class NoAnswer(TimeoutError):
    """The line went dead; nobody knows yet what happened."""


def open_session(key: UUID, amount: Money, return_url: str) -> SandboxCharge:
    """A page of the provider's on which the buyer will type a card."""
    return _once(key, "charge", State.WAITING, amount, return_url=return_url)


def charge_card(key: UUID, amount: Money, number: str) -> SandboxCharge:
    """Charge a card directly. Raises NoAnswer for cards whose plot is a timeout."""
    known = look_up(key)
    if known:
        return known
    card = cards.card(number)
    charge = _once(key, "charge", _ending(card), amount, card=card.last4, decline_code=_code(card))
    return _tell(charge, card)


def pay(charge: SandboxCharge, number: str) -> SandboxCharge:
    """The buyer has typed this card on the provider's page."""
    card = cards.card(number)
    with transaction.atomic():
        charge = _locked(charge)
        if charge.state == State.WAITING:
            charge.state, charge.card, charge.decline_code = _ending(card), card.last4, _code(card)
            charge.save()
    return _tell(charge, card)


def finish_challenge(charge: SandboxCharge, *, passed: bool) -> SandboxCharge:
    """The buyer's bank has asked its question."""
    with transaction.atomic():
        charge = _locked(charge)
        if charge.state == State.CHALLENGED:
            charge.state = State.SUCCEEDED if passed else State.DECLINED
            charge.decline_code = "" if passed else "authentication_failed"
            charge.save()
    _tell_if_final(charge)
    return charge


def abandon(charge: SandboxCharge) -> SandboxCharge:
    """The buyer went back without paying."""
    with transaction.atomic():
        charge = _locked(charge)
        if charge.state in (State.WAITING, State.CHALLENGED):
            charge.state, charge.decline_code = State.DECLINED, "abandoned"
            charge.save()
    return charge


def refund(key: UUID, amount: Money, charge_key: UUID) -> SandboxCharge:
    """Send money back; never more than was taken."""
    with transaction.atomic():
        charge = SandboxCharge.objects.select_for_update().get(operation_key=charge_key)
        known = SandboxCharge.objects.filter(operation_key=key).first()
        if known:
            return known
        fits = refundable(charge) >= amount
        made = _once(
            key,
            "refund",
            State.SUCCEEDED if fits else State.DECLINED,
            amount,
            refunds_key=charge_key,
            decline_code="" if fits else "refund_exceeds_charge",
        )
    _tell_if_final(made)
    return made


def refundable(charge: SandboxCharge) -> Money:
    sent = SandboxCharge.objects.filter(refunds_key=charge.operation_key, state=State.SUCCEEDED)
    taken = charge.amount_minor if charge.state == State.SUCCEEDED else 0
    return Money(taken - sum(r.amount_minor for r in sent), charge.currency)


def look_up(key: UUID) -> SandboxCharge | None:
    return SandboxCharge.objects.filter(operation_key=key).first()


def _ending(card: cards.Card) -> str:
    """What the card's plot makes of a charge."""
    return {
        cards.SUCCEED: State.SUCCEEDED,
        cards.CHALLENGE: State.CHALLENGED,
        cards.TIMEOUT_TAKEN: State.SUCCEEDED,
    }.get(card.plot, State.DECLINED)


def _code(card: cards.Card) -> str:
    return "processing_error" if card.plot == cards.TIMEOUT_LOST else card.code


def _tell(charge: SandboxCharge, card: cards.Card) -> SandboxCharge:
    """The message goes out, and the answer too, unless the line is dead."""
    _tell_if_final(charge)
    if card.plot in (cards.TIMEOUT_TAKEN, cards.TIMEOUT_LOST):
        raise NoAnswer(card.plot)
    return charge


def _once(key: UUID, kind: str, state: str, amount: Money, **more: object) -> SandboxCharge:
    """The same key is the same charge, however often it is asked for."""
    charge = SandboxCharge(
        operation_key=key,
        kind=kind,
        state=state,
        amount_minor=amount.minor,
        currency=amount.currency,
        at=clock.now(),
        **more,
    )
    SandboxCharge.objects.bulk_create([charge], ignore_conflicts=True)
    return SandboxCharge.objects.get(operation_key=key)


def _locked(charge: SandboxCharge) -> SandboxCharge:
    return SandboxCharge.objects.select_for_update().get(pk=charge.pk)


def _tell_if_final(charge: SandboxCharge) -> None:
    if charge.state in (State.SUCCEEDED, State.DECLINED):
        messages.send(charge)
