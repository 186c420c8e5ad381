"""Refunds at the imaginary provider: sent, refused, or sent and come back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from escrow import clock
from escrow.gateways.sandbox import book, messages
from escrow.gateways.sandbox.cards import Plot
from escrow.gateways.sandbox.faults import NoAnswer
from escrow.models import SandboxCharge, SandboxMove, SandboxRefund
from escrow.money import Money

State = SandboxRefund.State
BOUNCES_AFTER = timedelta(days=2)


def refund(key: UUID, amount: Money, capture_reference: str) -> SandboxRefund:
    """Send money back; never more than is left of what was taken. Raises NoAnswer by plot."""
    with messages.afterwards() as tell:
        capture = _locked_capture(capture_reference)
        plot = _plot(capture)
        code = _refusal(capture, amount, plot)
        made, is_new = _once(key, amount, code, capture=capture)
        if is_new and not code:
            _send(made, capture, plot)
        if is_new:
            tell(book.REFUND, key, made.reference, made.state)
    if is_new and plot in (Plot.REFUND_TIMEOUT_DONE, Plot.REFUND_TIMEOUT_LOST):
        raise NoAnswer(plot)
    return made


def bounce(made: SandboxRefund) -> SandboxRefund:
    """The card was closed: the money comes back to us."""
    with messages.afterwards() as tell:
        made = SandboxRefund.objects.select_for_update().get(pk=made.pk)
        if made.state == State.SUCCEEDED:
            made.state, made.decline_code, made.bounces_at = State.BOUNCED, "card_closed", None
            made.save()
            key = made.operation_key
            book.write(
                book.REFUND, made.reference, made.amount, key, capture=made.capture, turn="bounced"
            )
            tell(book.REFUND, key, made.reference, made.state)
    return made


def bounce_due() -> int:
    """Those whose plot wants it and whose day has come."""
    due = SandboxRefund.objects.filter(bounces_at__lte=clock.now(), state=State.SUCCEEDED)
    return len([bounce(made) for made in due.order_by("pk")])


def close(key: UUID, amount: Money) -> SandboxRefund:
    """What became of the key; one that never arrived is closed, so that it cannot arrive later."""
    made, _is_new = _once(key, amount, "never_arrived", capture=None)
    return made


def _refusal(capture: SandboxMove | None, amount: Money, plot: str) -> str:
    if capture is None:
        return "no_such_charge"
    if plot == Plot.REFUND_DECLINED:
        return "refund_refused"
    if plot == Plot.REFUND_TIMEOUT_LOST:
        return "processing_error"
    return "" if amount <= book.left_of(capture) else "refund_exceeds_charge"


def _send(made: SandboxRefund, capture: SandboxMove | None, plot: str) -> None:
    book.write(book.REFUND, made.reference, -made.amount, made.operation_key, capture=capture)
    if plot == Plot.REFUND_BOUNCES:
        made.bounces_at = clock.now() + BOUNCES_AFTER
        made.save()


def _once(
    key: UUID, amount: Money, code: str, *, capture: SandboxMove | None
) -> tuple[SandboxRefund, bool]:
    """The same key is the same refund, however often it is asked for."""
    return SandboxRefund.objects.get_or_create(
        operation_key=key,
        defaults={
            "capture": capture,
            "state": State.DECLINED if code else State.SUCCEEDED,
            "decline_code": code,
            "amount_minor": amount.minor,
            "currency": amount.currency,
            "at": clock.now(),
        },
    )


def _locked_capture(reference: str) -> SandboxMove | None:
    """Under its lock, so that two refunds cannot both take the last of it."""
    captures = SandboxMove.objects.filter(what=book.CHARGE, reference=reference)
    return captures.select_for_update().first()


def _plot(capture: SandboxMove | None) -> str:
    if capture is None:
        return ""
    charges = SandboxCharge.objects.filter(operation_key=capture.operation_key)
    return charges.values_list("plot", flat=True).first() or ""
