"""Chargebacks at the imaginary provider: a bank warns, takes, reads our evidence and decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from escrow import clock
from escrow.gateways.sandbox import book, messages
from escrow.gateways.sandbox.cards import Plot
from escrow.models import SandboxChargeback, SandboxMove

State = SandboxChargeback.State
ANSWER_WITHIN = timedelta(days=7)
DECIDES_AFTER = timedelta(days=1)
REASON = "product_not_received"


class NothingLeft(ValueError):
    """Everything that was taken has gone back already."""


def open_chargeback(capture: SandboxMove, *, warning: bool = False) -> SandboxChargeback:
    """The buyer has gone to the bank about what is left of a capture. Raises NothingLeft."""
    with messages.afterwards() as tell:
        locked = SandboxMove.objects.select_for_update().get(pk=capture.pk)
        return write(locked, Plot.WARNED if warning else Plot.CHARGED_BACK, tell)


def write(capture: SandboxMove, plot: str, tell: messages.Tell) -> SandboxChargeback:
    """A new case inside the caller's transaction: a warning, or the money is taken at once."""
    left = book.left_of(capture)
    if left.minor <= 0:
        raise NothingLeft(capture.reference)
    case = SandboxChargeback.objects.create(
        reference=f"{capture.reference}_cb{capture.chargebacks.count() + 1}",
        capture=capture,
        state=State.WARNING,
        reason=REASON,
        plot=plot,
        amount_minor=left.minor,
        currency=left.currency,
        at=clock.now(),
        respond_by=clock.now() + ANSWER_WITHIN,
    )
    if plot == Plot.WARNED:
        _tell(case, tell)
    else:
        _take(case, tell)
    return case


def take(case: SandboxChargeback) -> SandboxChargeback:
    """After the warning the bank takes the money. Raises NothingLeft."""
    with messages.afterwards() as tell:
        case = _locked(case)
        if case.state == State.WARNING:
            _take(case, tell)
    return case


def contest(reference: str, pack: Mapping[str, Any]) -> SandboxChargeback:
    """Our evidence arrives; the first pack counts, and a decided case takes none."""
    with messages.afterwards():
        case = SandboxChargeback.objects.select_for_update().get(reference=reference)
        if case.is_open() and case.answered_at is None:
            case.pack, case.answered_at = dict(pack), clock.now()
            case.save()
    return case


def decide(case: SandboxChargeback, *, won: bool) -> SandboxChargeback:
    """The bank gives the money back to us, or keeps it for the buyer."""
    with messages.afterwards() as tell:
        case = _locked(case)
        if case.is_open() and (won or case.state == State.TAKEN):
            if won and case.state == State.TAKEN:
                _move(case, case.amount_minor, "won")
            case.state = State.WON if won else State.LOST
            case.save()
            _tell(case, tell)
    return case


def decide_due() -> int:
    """Answered cases by their plot a day later; unanswered ones when their time is over."""
    now = clock.now()
    cases = SandboxChargeback.objects.filter(state__in=[State.WARNING, State.TAKEN])
    scripted = cases.filter(
        answered_at__lte=now - DECIDES_AFTER,
        plot__in=[Plot.CHARGED_BACK_WON, Plot.CHARGED_BACK_LOST],
    )
    silent = cases.filter(respond_by__lte=now, answered_at=None)
    decided = [decide(case, won=case.plot == Plot.CHARGED_BACK_WON) for case in scripted]
    decided += [decide(case, won=case.state == State.WARNING) for case in silent]
    return len(decided)


def look_up(reference: str) -> SandboxChargeback:
    return SandboxChargeback.objects.select_related("capture").get(reference=reference)


def was_taken(case: SandboxChargeback) -> bool:
    """Whether the money has been away, back by now or not."""
    return case.capture.later.filter(about=case.reference).exists()


def _take(case: SandboxChargeback, tell: messages.Tell) -> None:
    left = book.left_of(case.capture)
    if left.minor <= 0:
        raise NothingLeft(case.reference)
    case.amount_minor = min(case.amount_minor, left.minor)
    case.state = State.TAKEN
    case.respond_by = clock.now() + ANSWER_WITHIN
    case.save()
    _move(case, -case.amount_minor, "taken")
    _tell(case, tell)


def _move(case: SandboxChargeback, minor: int, turn: str) -> None:
    amount = case.amount * (1 if minor > 0 else -1)
    key, capture = case.capture.operation_key, case.capture
    book.write(book.CHARGEBACK, case.reference, amount, key, capture=capture, turn=turn)


def _tell(case: SandboxChargeback, tell: messages.Tell) -> None:
    tell(book.CHARGEBACK, case.capture.operation_key, case.reference, case.state)


def _locked(case: SandboxChargeback) -> SandboxChargeback:
    """The capture first, as a refund locks it."""
    SandboxMove.objects.select_for_update().get(pk=case.capture_id)
    return SandboxChargeback.objects.select_for_update().get(pk=case.pk)
