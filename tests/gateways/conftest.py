"""Gateways that are off by default, each at a peer of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.gateways.adapters.paypal import at_its_peer
from tests.peers.paypal import PayPal


@pytest.fixture
def paypal(settings: Settings, tmp_path: Path) -> Iterator[PayPal]:
    with at_its_peer(settings, tmp_path) as peer:
        yield peer
