"""The last quarter of an hour of the demo: two freeze one shop; another waits for its second person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from marketplace import emergency_freeze
from marketplace.demo.errands import Stage
from marketplace.demo.people import ADMIN, SECOND

FROZEN, ASKED = "pieter@example.com", "eoin@example.com"
BEFORE_NOW = timedelta(minutes=15)
NUMBERS = "Three buyers were given the same tracking number within an hour."
NUMBERS_TOLD = "We are checking the tracking numbers of your last parcels with the carrier."
PRICES = "Since this morning every price is a tenth of what it was, from a new device."
PRICES_TOLD = "Somebody has signed in to your shop from a new device. We make sure that it was you."


def moves(stage: Stage, now: datetime) -> Iterator[datetime]:
    """Asked and confirmed; and asked alone. Begun again, both are found."""
    yield now - BEFORE_NOW
    pieter, eoin = stage.users[FROZEN].seller, stage.users[ASKED].seller
    admin, second = stage.users[ADMIN.email], stage.users[SECOND.email]
    if not pieter.emergency_freezes.exists():
        asked = emergency_freeze.ask(pieter, by=admin, reason=NUMBERS, words=NUMBERS_TOLD)
        emergency_freeze.confirm(asked, by=second)
    if not eoin.emergency_freezes.exists():
        emergency_freeze.ask(eoin, by=second, reason=PRICES, words=PRICES_TOLD)
