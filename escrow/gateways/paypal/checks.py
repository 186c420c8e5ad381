"""Whether PayPal would work as it is set up: proven against PayPal, and nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime

import requests
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from escrow import clock
from escrow.gateways import Finding
from escrow.gateways.paypal import client, places, refusals, tokens

MOST_APART = timedelta(minutes=1)
# Without these we would hear late of money that came or went; the others only save a question.
NEEDED = {
    "CHECKOUT.ORDER.APPROVED",
    "PAYMENT.CAPTURE.COMPLETED",
    "PAYMENT.CAPTURE.PENDING",
    "PAYMENT.CAPTURE.REFUNDED",
    "PAYMENT.CAPTURE.REVERSED",
    "CUSTOMER.DISPUTE.CREATED",
    "CUSTOMER.DISPUTE.UPDATED",
    "CUSTOMER.DISPUTE.RESOLVED",
}
NEEDED_FOR_PAYOUTS = {
    "PAYMENT.PAYOUTS-ITEM.SUCCEEDED",
    "PAYMENT.PAYOUTS-ITEM.FAILED",
    "PAYMENT.PAYOUTS-ITEM.RETURNED",
}


def check(name: str) -> Iterator[Finding]:
    """The secret and its mode, the webhook with its address and events, and the clock."""
    try:
        tokens.forget()
        tokens.fetch()
        response = client.answer_to(f"/v1/notifications/webhooks/{settings.PAYPAL_WEBHOOK_ID}")
    except OSError as broken:
        words = _("PayPal (%(mode)s) does not accept the client id and the secret: %(why)s")
        yield Finding("key", False, words % {"mode": places.mode(), "why": broken})
        return
    words = _("PayPal (%(mode)s) accepts the client id and the secret.")
    yield Finding("key", True, words % {"mode": places.mode()})
    yield _webhook(name, response)
    yield _clock(response)


def _webhook(name: str, response: requests.Response) -> Finding:
    try:
        said = refusals.read(response)
    except OSError:
        return Finding("webhook", False, _("PayPal does not know the webhook PAYPAL_WEBHOOK_ID."))
    ours = settings.HOLDFAST_BASE_URL + reverse("webhook", args=[name])
    if said.get("url") != ours:
        words = _("PayPal's webhook leads to %(theirs)s, and not to %(ours)s.")
        return Finding("webhook", False, words % {"theirs": said.get("url"), "ours": ours})
    told = {str(each.get("name")) for each in said.get("event_types") or []}
    needed = NEEDED | (NEEDED_FOR_PAYOUTS if settings.PAYPAL_PAYS_OUT else set())
    missing = sorted(needed - told) if "*" not in told else []
    if missing:
        words = _("PayPal's webhook does not tell of: %(events)s.")
        return Finding("webhook", False, words % {"events": ", ".join(missing)})
    return Finding("webhook", True, _("PayPal's webhook leads here and tells of everything."))


def _clock(response: requests.Response) -> Finding:
    """Deadlines and signatures want the same time here and there."""
    try:
        theirs = parsedate_to_datetime(response.headers["Date"])
        apart = abs(clock.real_now() - theirs)
    except (KeyError, ValueError, TypeError):
        return Finding("clock", False, _("PayPal did not say what time it is."))
    words = _("Our clock and PayPal's differ by %(seconds)d seconds.")
    return Finding("clock", apart < MOST_APART, words % {"seconds": apart.total_seconds()})
