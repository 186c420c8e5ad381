"""What can be proven of our account at Stripe without moving anything."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import stripe
from django.conf import settings
from django.utils.translation import gettext as _

from escrow import clock
from escrow.gateways import Finding, Mode
from escrow.gateways.stripe import webhooks
from escrow.gateways.stripe.client import API_VERSION, client
from escrow.gateways.stripe.keys import mode
from escrow.gateways.stripe.sessions import CLOCKS_DIFFER


def findings() -> Iterator[Finding]:
    """The key, the clock, the secret, and where Stripe sends its messages."""
    secrets = bool(settings.STRIPE_WEBHOOK_SECRETS)
    words = _("A webhook secret is set.") if secrets else _("STRIPE_WEBHOOK_SECRETS is empty.")
    yield Finding("webhook secret", secrets, words)
    try:
        balance = client().v1.balance.retrieve()
        yield _key(balance)
        yield _clock(balance)
        yield from _endpoints()
    except stripe.StripeError as silence:
        words = _("Stripe does not answer, or refuses the key: %(why)s")
        yield Finding("key", False, words % {"why": type(silence).__name__})


def _key(balance: stripe.Balance) -> Finding:
    fits = balance.livemode == (mode() == Mode.LIVE)
    right = _("The key answers, with live money.") if balance.livemode else _("A test key answers.")
    return Finding("key", fits, right if fits else _("The key's prefix and its money differ."))


def _clock(balance: stripe.Balance) -> Finding:
    said = balance.last_response
    theirs = parsedate_to_datetime(said.headers["Date"]) if said else clock.now()
    apart = abs(theirs - clock.now())
    words = _("Our clocks differ by %(seconds)d seconds.") % {"seconds": apart.total_seconds()}
    return Finding("clock", apart < CLOCKS_DIFFER, words)


def _endpoints() -> Iterator[Finding]:
    """All that listen at our address together: one for us, one for the sellers' accounts."""
    ours = urljoin(settings.HOLDFAST_BASE_URL, "/webhooks/stripe/")
    known = client().v1.webhook_endpoints.list({"limit": 100}).auto_paging_iter()
    listening = [each for each in known if each.url == ours and each.status == "enabled"]
    if not listening:
        words = _("No enabled webhook endpoint sends to %(url)s.") % {"url": ours}
        yield Finding("webhook", False, words)
        return
    yield _events(listening)
    other = {each.api_version or _("the account's own") for each in listening} - {API_VERSION}
    words = _("The webhook speaks another version: %(other)s.") % {"other": ", ".join(other)}
    right = _("The webhook speaks our version.")
    yield Finding("webhook version", not other, words if other else right)


def _events(listening: list[stripe.WebhookEndpoint]) -> Finding:
    heard = {event for each in listening for event in each.enabled_events}
    needed = {*webhooks.NEEDED, *(webhooks.NEEDED_OF_SELLERS if settings.STRIPE_CONNECT else ())}
    missing = set() if "*" in heard else needed - heard
    if not missing:
        return Finding("webhook", True, _("The webhook hears everything that we need."))
    words = _("The webhook does not hear: %(missing)s.")
    return Finding("webhook", False, words % {"missing": ", ".join(sorted(missing))})
