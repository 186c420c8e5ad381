"""A gateway that is not on by itself is at hand, with what stands in for its provider."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from escrow import gateways
from escrow.registered import GATEWAYS
from tests.gateways.adapters import ADAPTERS, Adapter


@contextmanager
def plugged_in(
    name: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[type[Adapter]]:
    """Until the block ends it can be got by its name, as if it had been switched on."""
    adapter = ADAPTERS[name]
    with adapter.at_hand(settings):
        monkeypatch.setitem(gateways._gateways, name, GATEWAYS[name]())
        yield adapter
