"""Charges: a page at Stripe, and what has become of it."""

from __future__ import annotations

import stripe
from stripe.checkout import Session

from escrow.gateways import Answer, Status
from escrow.gateways.lateness import may_not_be_sent, nothing_there
from escrow.gateways.stripe import amounts, intents, sessions
from escrow.gateways.stripe.refusals import NOT_PAYABLE, refusal
from escrow.models import Operation


def start(operation: Operation) -> Answer:
    """Open the page, and send the buyer there."""
    if may_not_be_sent(operation):
        return look_up(operation)
    try:
        return answered(sessions.open_page(operation))
    except amounts.NotPayable:
        return NOT_PAYABLE
    except stripe.IdempotencyError:
        return look_up(operation)
    except (stripe.InvalidRequestError, stripe.CardError) as refused:
        return refusal(refused)


def void(operation: Operation) -> Answer:
    """Close the page, and a voucher with it. What was paid already stays paid."""
    session = sessions.find(operation)
    if session is None:
        return nothing_there(operation)
    if session.status == "open":
        session = sessions.close(session)
    intent = _intent(session)
    if intent is not None and intent.status == "requires_action":
        return _of(session, intents.cancel(intent))
    return answered(session)


def look_up(operation: Operation) -> Answer:
    """What has become of it."""
    if operation.provider_reference.startswith("pi_"):
        intent = intents.read(operation.provider_reference)
        return intents.taken(intent)
    session = sessions.find(operation)
    return answered(session) if session else nothing_there(operation)


def captures(operation: Operation) -> list[Answer]:
    """Every time Stripe took money with our key in it: what the charge names, and others."""
    known = look_up(operation)
    found = {intent.id: intent for intent in intents.made_for(str(operation.pk))}
    others = [intents.taken(intent) for intent in found.values() if intents.is_taken(intent)]
    taken = [known] if known.status == Status.SUCCEEDED else []
    return taken + [each for each in others if each.reference != known.reference]


def answered(session: Session) -> Answer:
    """What a page says. A declined card leaves it open: the buyer may try another there."""
    return _of(session, _intent(session))


def _of(session: Session, intent: stripe.PaymentIntent | None) -> Answer:
    if intent is not None and intents.is_taken(intent):
        return intents.taken(intent)
    if session.status == "open":
        url = session.url or ""
        return Answer(Status.REQUIRES_ACTION, reference=session.id, next_url=url)
    if session.status == "complete" and intent is not None:
        return intents.under_way(intent, session.id)
    if session.status == "expired":
        return intents.refused(intent, "abandoned", session.id)
    raise ValueError(session.status)


def _intent(session: Session) -> stripe.PaymentIntent | None:
    """The money behind the page; there is none before the buyer has tried to pay."""
    intent = session.payment_intent
    if intent is None or isinstance(intent, stripe.PaymentIntent):
        return intent
    return intents.read(intent)
