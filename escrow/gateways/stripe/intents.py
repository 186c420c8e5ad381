"""What Stripe's payment intents say: how far the money is, and with what it was paid."""

from __future__ import annotations

import stripe

from escrow.gateways import Answer, Status
from escrow.gateways.stripe import amounts
from escrow.gateways.stripe.client import KEY, client

WITH_CHARGE = ["latest_charge"]
# Where Stripe's word for why is not the one that we have a sentence for.
_OUR_WORDS = {
    "generic_decline": "card_declined",
    "payment_intent_authentication_failure": "authentication_failed",
}


def read(reference: str) -> stripe.PaymentIntent:
    return client().v1.payment_intents.retrieve(reference, {"expand": WITH_CHARGE})


def made_for(key: str) -> list[stripe.PaymentIntent]:
    """Everything that carries our key. Stripe's search learns of a payment within a minute."""
    found = client().v1.payment_intents.search(
        {"query": f"metadata['{KEY}']:'{key}'", "limit": 100, "expand": ["data.latest_charge"]}
    )
    return list(found.auto_paging_iter())


def is_taken(intent: stripe.PaymentIntent) -> bool:
    return intent.status == "succeeded"


def taken(intent: stripe.PaymentIntent) -> Answer:
    """The money is ours: so much of it as Stripe says."""
    return Answer(
        Status.SUCCEEDED,
        amount=amounts.from_stripe(intent.amount_received, intent.currency),
        reference=intent.id,
        instrument=_instrument(intent),
    )


def under_way(intent: stripe.PaymentIntent, session_id: str) -> Answer:
    """The page is done with, the money has not come: it takes days, or it failed since."""
    if intent.status == "processing":
        return Answer(Status.PENDING, reference=session_id)
    if intent.status == "requires_action":
        return Answer(Status.PENDING, reference=session_id, next_url=_voucher(intent))
    if intent.status in ("requires_payment_method", "canceled"):
        return refused(intent, "payment_failed", session_id)
    raise ValueError(intent.status)


def refused(intent: stripe.PaymentIntent | None, otherwise: str, session_id: str) -> Answer:
    """Why the last try failed, if there was one."""
    error = intent.last_payment_error if intent else None
    # Stripe leaves out of an error what does not apply.
    code = getattr(error, "decline_code", None) or getattr(error, "code", None)
    code = _OUR_WORDS.get(code or otherwise, code or otherwise)
    return Answer(Status.DECLINED, reference=session_id, code=code, retryable=True)


def cancel(intent: stripe.PaymentIntent) -> stripe.PaymentIntent:
    """A voucher is worth nothing any more; money that is on its way cannot be called back."""
    try:
        return client().v1.payment_intents.cancel(intent.id, {"expand": WITH_CHARGE})
    except stripe.InvalidRequestError:
        return read(intent.id)


def _instrument(intent: stripe.PaymentIntent) -> str:
    """As people call it: visa ··4242, ideal."""
    charge = intent.latest_charge
    if not isinstance(charge, stripe.Charge) or charge.payment_method_details is None:
        return ""
    details = charge.payment_method_details
    if details.type == "card" and details.card is not None:
        return f"{details.card.brand} ··{details.card.last4}"
    return details.type[:40]


def _voucher(intent: stripe.PaymentIntent) -> str:
    """Stripe's page with what the buyer shall pay at a counter or a bank."""
    details = getattr(intent.next_action, f"{_next(intent)}", None)
    return getattr(details, "hosted_voucher_url", None) or ""


def _next(intent: stripe.PaymentIntent) -> str:
    return intent.next_action.type if intent.next_action else ""
