"""What we keep of each call, so that a question never sends what was given up.

PayPal cannot be told to close a key. We close it: under the lock of the row either something leaves
or it is closed, never one after the other. Calls that left and were not answered are open for good.
"""

from __future__ import annotations

from escrow import clock
from escrow.gateways import UNKNOWN, Answer, Status
from escrow.gateways.lateness import NEVER, PATIENCE, may_not_be_sent, nothing_there
from escrow.models import Operation, PaypalCall
from escrow.models.payment import GIVEN_UP
from escrow.story import story

ABANDONED = "abandoned"
RETRYABLE = {NEVER.code, ABANDONED, "INSUFFICIENT_FUNDS", "INTERNAL_SERVICE_ERROR"}


def of(operation: Operation) -> PaypalCall:
    """What is kept of it so far; an empty row if nothing is."""
    found = PaypalCall.objects.filter(operation=operation).first()
    return found or PaypalCall(operation=operation)


@story
def may_leave(operation: Operation) -> bool:
    """Write down that its call leaves now; no if it was closed, or is too old to begin with."""
    call = _locked(operation)
    if call.closed_at or (call.sent_at is None and may_not_be_sent(operation)):
        return False
    call.sent_at = call.sent_at or clock.now()
    call.save()
    return True


@story
def may_capture(operation: Operation) -> bool:
    """Write down that its order is captured now; no if nobody waits for the money any more."""
    call, now = _locked(operation), Operation.objects.select_related("payment").get(pk=operation.pk)
    if not now.is_unanswered() or now.the_payment.state in GIVEN_UP:
        call.close(ABANDONED, clock.now())
    if not call.closed_at:
        call.capture_sent_at = clock.now()
    call.save()
    return call.closed_at is None


@story
def keep(operation: Operation, *, reference: str = "", capture: str = "") -> PaypalCall:
    """PayPal has a name for it now."""
    call = _locked(operation)
    call.reference, call.capture = reference or call.reference, capture or call.capture
    call.save()
    return call


@story
def not_captured(operation: Operation, code: str = "") -> PaypalCall:
    """PayPal refused to capture; with a code for good, else the buyer may choose another way."""
    call = _locked(operation)
    call.capture_sent_at = None
    if code:
        call.close(code, clock.now())
    call.save()
    return call


@story
def close(operation: Operation, code: str) -> PaypalCall:
    """Nothing leaves under this key any more."""
    call = _locked(operation)
    call.close(code, clock.now())
    call.save()
    return call


@story
def close_when_late(operation: Operation, *, is_harmless: bool = False) -> Answer:
    """What to say of a call without an answer: that we wait, and after a while that it never came.

    Never of one that has left the house, unless what was sent is harmless by itself.
    """
    call, answer = _locked(operation), nothing_there(operation)
    if call.closed_at or (call.sent_at and not is_harmless):
        return refusal(call)
    if answer.status == Status.DECLINED:
        call.close(NEVER.code, clock.now())
        call.save()
    return answer


def refusal(call: PaypalCall) -> Answer:
    """No, and why; while a capture may still be under way, we do not know."""
    if call.closed_at is None or _is_being_captured(call):
        return UNKNOWN
    code = call.closed_because
    return Answer(Status.DECLINED, code=code, retryable=code in RETRYABLE)


def _is_being_captured(call: PaypalCall) -> bool:
    return call.capture_sent_at is not None and clock.now() < call.capture_sent_at + PATIENCE


def _locked(operation: Operation) -> PaypalCall:
    PaypalCall.objects.get_or_create(operation=operation)
    return PaypalCall.objects.select_for_update(no_key=True).get(operation=operation)
