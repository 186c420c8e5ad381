"""Here every gateway is on, with what it needs to know; elsewhere only those that the settings name."""

import pytest

from escrow import gateways
from escrow.registered import GATEWAYS
from tests.gateways.adapters import ADAPTERS


@pytest.fixture(autouse=True)
def every_gateway_is_on(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    for adapter in ADAPTERS.values():
        for name, value in adapter.settings.items():
            setattr(settings, name, value)
    for name in set(GATEWAYS) - {gateway.name for gateway in gateways.available()}:
        monkeypatch.setitem(gateways._gateways, name, GATEWAYS[name]())
