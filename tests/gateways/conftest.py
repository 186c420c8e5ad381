"""Gateways that are not on by themselves are at hand while they are tested, and for no longer."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from escrow import gateways
from tests.gateways.adapters.stripe import Stripe
from tests.gateways.plugging import plugged_in
from tests.peers.stripe import StripePeer


@pytest.fixture(autouse=True)
def at_hand(
    request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The gateway that a test of the suite is about, with its peer."""
    name = request.getfixturevalue("name") if "name" in request.fixturenames else ""
    with ExitStack() as stack:
        if name and name not in {known.name for known in gateways.available()}:
            stack.enter_context(plugged_in(name, settings, monkeypatch))
        yield


@pytest.fixture
def stripe(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[StripePeer]:
    """Stripe is on, and this stands in for it."""
    with plugged_in("stripe", settings, monkeypatch):
        yield Stripe.peer
