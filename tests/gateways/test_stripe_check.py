"""Before money moves: the key, the webhook, the clock and the version are proven."""

from datetime import timedelta
from typing import Any

import pytest
import stripe as library

from escrow import clock, gateways
from escrow.gateways import Mode
from escrow.gateways.stripe import client, webhooks
from escrow.gateways.stripe.gateway import StripeGateway
from tests.peers.stripe import StripePeer
from tests.peers.stripe.peer import VERSION

OURS = "http://127.0.0.1:8000/webhooks/stripe/"


@pytest.fixture
def gateway(stripe: StripePeer) -> StripeGateway:
    return gateways.get("stripe")


def listen(peer: StripePeer, *events: str, url: str = OURS, **how: str) -> None:
    fields = {"status": "enabled", "api_version": VERSION, "enabled_events": list(events), **how}
    peer.book.write("we", "webhook_endpoint", url=url, **fields)


def wrong(gateway: StripeGateway) -> set[str]:
    return {finding.what for finding in gateway.check() if not finding.is_right}


def test_the_version_is_the_one_that_the_library_was_made_for() -> None:
    """A new library speaks another version: read Stripe's changelog, then pin that one here."""
    assert library._api_version._ApiVersion.CURRENT == client.API_VERSION


def test_all_is_well_with_two_endpoints_that_hear_everything_together(
    gateway: StripeGateway, stripe: StripePeer
) -> None:
    listen(stripe, *webhooks.NEEDED)
    listen(stripe, *webhooks.NEEDED_OF_SELLERS)
    assert wrong(gateway) == set()
    assert all(finding.words for finding in gateway.check())


def test_an_endpoint_that_is_deaf_to_something_is_named(
    gateway: StripeGateway, stripe: StripePeer
) -> None:
    listen(stripe, *webhooks.NEEDED)
    findings = {finding.what: finding for finding in gateway.check()}
    assert "payout.paid" in findings["webhook"].words
    assert not findings["webhook"].is_right


@pytest.mark.parametrize("how", [{"url": "https://elsewhere.example/"}, {"status": "disabled"}])
def test_an_endpoint_that_is_not_ours_or_off_is_none(
    gateway: StripeGateway, stripe: StripePeer, how: dict[str, str]
) -> None:
    listen(stripe, "*", **how)
    assert wrong(gateway) == {"webhook"}


def test_another_version_is_seen(gateway: StripeGateway, stripe: StripePeer) -> None:
    listen(stripe, "*", api_version="2024-06-20")
    assert wrong(gateway) == {"webhook version"}


def test_a_wrong_key_and_a_missing_secret_are_seen(gateway: StripeGateway, settings: Any) -> None:
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRETS = "sk_test_other", []
    assert wrong(gateway) == {"key", "webhook secret"}


def test_a_key_that_is_not_what_it_says_is_seen(
    gateway: StripeGateway, stripe: StripePeer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    listen(stripe, "*")
    settings.STRIPE_SECRET_KEY = "rk_live_peer"
    monkeypatch.setattr("tests.peers.stripe.peer.KEY", "rk_live_peer")
    assert gateway.capabilities().mode == Mode.LIVE
    assert wrong(gateway) == {"key"}


def test_a_clock_that_goes_wrong_is_seen(gateway: StripeGateway, stripe: StripePeer) -> None:
    listen(stripe, "*")
    with clock.travel_to(clock.real_now() + timedelta(minutes=2)):
        assert wrong(gateway) == {"clock"}
