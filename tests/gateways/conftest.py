"""Gateways that are off by default, each with a peer of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.gateways.adapters.paypal import PayPal
from tests.gateways.adapters.stripe import Stripe
from tests.gateways.plugging import plugged_in
from tests.peers import paypal as paypal_peer
from tests.peers.server import Peer
from tests.peers.stripe import StripePeer


@pytest.fixture(autouse=True)
def no_peer_falls_over() -> Iterator[None]:
    """Its own mistake looks like a dead line to us, and a test of dead lines would be content."""
    yield
    mistakes, Peer.fell_over = Peer.fell_over, []
    assert mistakes == []


@pytest.fixture
def paypal(settings: Settings, tmp_path: Path) -> Iterator[paypal_peer.PayPal]:
    with plugged_in("paypal", settings, tmp_path):
        yield PayPal.peer


@pytest.fixture
def stripe(settings: Settings, tmp_path: Path) -> Iterator[StripePeer]:
    """Stripe is on, and this stands in for it."""
    with plugged_in("stripe", settings, tmp_path):
        yield Stripe.peer


@pytest.fixture
def bank_transfer(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Bank transfers to an account of ours are on."""
    with plugged_in("bank_transfer", settings, tmp_path):
        yield
