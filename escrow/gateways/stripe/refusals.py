"""When Stripe says no: a clear answer that nothing was done, and why."""

from __future__ import annotations

import stripe

from escrow.gateways import Answer, Status

# It is still at work on the same key, or had no time: not a no.
_NO_ANSWER = {"idempotency_key_in_use", "lock_timeout", "rate_limit"}


NOT_PAYABLE = Answer(Status.DECLINED, code="amount_not_payable")


def refusal(refused: stripe.StripeError) -> Answer:
    """Raises what was refused again if it was no refusal."""
    if refused.http_status not in (400, 402, 404) or refused.code in _NO_ANSWER:
        raise refused
    code = getattr(refused, "decline_code", None) or refused.code or "invalid_request"
    return Answer(Status.DECLINED, code=str(code)[:60])
