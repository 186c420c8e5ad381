"""Stripe's messages: known by their signature, read for what has changed, and no further."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import stripe
from django.conf import settings
from stripe import WebhookSignature

from escrow.gateways import Event, ForgedMessage, Mode
from escrow.gateways.stripe.client import KEY
from escrow.gateways.stripe.keys import mode

SIGNATURE = "Stripe-Signature"
NEEDED = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "payment_intent.succeeded",
    "payment_intent.payment_failed",
    "charge.refunded",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
)
# Of the sellers' accounts: a second endpoint that listens to connected accounts.
NEEDED_OF_SELLERS = ("payout.paid", "payout.failed")
NOBODY = str(UUID(int=0))


def read(headers: Mapping[str, str], body: bytes) -> Event:
    """Verify and read a message. Raises ForgedMessage."""
    _verify(headers.get(SIGNATURE, ""), body)
    try:
        said = json.loads(body)
        what, is_live = said["data"]["object"], said["livemode"]
        if is_live != (mode() == Mode.LIVE):
            # An endpoint for connected accounts hears of their tests as well.
            return Event(said["id"], NOBODY, "other")
        return _event(said["id"], said["type"], what)
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise ForgedMessage("stripe") from wrong


def _verify(signature: str, body: bytes) -> None:
    """Any of our secrets will do: while one is changed both are in use.

    How old a message is does not matter. It is read again when it is acted on, which may be much
    later; one that is sent again is known by its id; and it says only that something has changed.
    """
    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            WebhookSignature.verify_header(body.decode(), signature, secret, tolerance=None)
        except (stripe.SignatureVerificationError, ValueError):
            continue
        return
    raise ForgedMessage("stripe")


def _event(event_id: str, told: str, what: Mapping[str, Any]) -> Event:
    noun = what["object"]
    if noun == "dispute":
        return Event(event_id, NOBODY, "chargeback", what["id"])
    if noun == "checkout.session":
        paid = what["payment_intent"] if what["payment_status"] == "paid" else ""
        return Event(event_id, _ours(what["client_reference_id"]), "charge", paid or "")
    if noun == "payment_intent":
        taken = what["id"] if told == "payment_intent.succeeded" else ""
        return Event(event_id, _key(what), "charge", taken)
    if noun == "charge":
        taken = what["payment_intent"] if what["paid"] else ""
        return Event(event_id, _key(what), "charge", taken or "")
    if noun in ("refund", "payout"):
        return Event(event_id, _key(what), noun, what["id"])
    return Event(event_id, NOBODY, "other")


def _key(what: Mapping[str, Any]) -> str:
    return _ours((what.get("metadata") or {}).get(KEY))


def _ours(key: Any) -> str:
    """Our operation's id; what is not about one of ours leads to nobody."""
    try:
        return str(UUID(key))
    except (ValueError, TypeError, AttributeError):
        return NOBODY
