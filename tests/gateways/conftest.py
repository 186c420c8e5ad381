"""Gateways that are not on by themselves are at hand while they are tested, and for no longer."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from escrow import gateways
from escrow.registered import GATEWAYS
from tests.gateways.adapters import ADAPTERS


@pytest.fixture(autouse=True)
def at_hand(
    request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The gateway that a test of the suite is about, with its peer."""
    name = request.getfixturevalue("name") if "name" in request.fixturenames else ""
    with ExitStack() as stack:
        if name and name not in {known.name for known in gateways.available()}:
            stack.enter_context(ADAPTERS[name].at_hand(settings))
            monkeypatch.setitem(gateways._gateways, name, GATEWAYS[name]())
        yield
