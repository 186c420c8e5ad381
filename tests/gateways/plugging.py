"""A gateway that is not on by itself is at hand, with what stands in for its provider."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from escrow import gateways
from escrow.registered import GATEWAYS
from tests.gateways.adapters import ADAPTERS, Adapter


@contextmanager
def plugged_in(name: str, settings: Any, directory: Path) -> Iterator[type[Adapter]]:
    """Until the block ends it can be got by its name, as if it had been switched on."""
    adapter = ADAPTERS[name]
    is_on = name in {known.name for known in gateways.available()}
    with adapter.at_hand(settings, directory):
        if not is_on:
            gateways.register(GATEWAYS[name]())
        try:
            yield adapter
        finally:
            if not is_on:
                gateways.take_off(name)
