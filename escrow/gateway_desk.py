"""How each way to move money stands: on or off, whose money, its caps, the last we heard of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from escrow import gateways
from escrow.gateways import Capabilities, Finding, Gateway, Mode
from escrow.models import Operation, PaymentEvent, PaymentEventOutcome
from escrow.models.operation import UNANSWERED


@dataclass(frozen=True)
class Standing:
    """A gateway as staff see it. `waiting`: messages nobody has acted on; `unanswered`: calls."""

    name: str
    able: Capabilities
    heard_at: datetime | None
    waiting: int
    unanswered: int

    @property
    def sends_messages(self) -> bool:
        return self.able.mode != Mode.OURS

    @property
    def is_pretend(self) -> bool:
        """No real money: its buyers pay with nothing."""
        return self.able.mode == Mode.TEST


def standings() -> list[Standing]:
    """Every gateway that is switched on, in the order in which buyers see them."""
    return [_standing(gateway) for gateway in gateways.available()]


def findings(gateway: Gateway) -> Iterator[Finding]:
    """What its check proves. Who cannot be reached is a finding, and no fault of ours."""
    try:
        yield from gateway.check()
    except OSError as silence:
        yield Finding("line", False, f"{gateway.name} does not answer: {type(silence).__name__}")


def _standing(gateway: Gateway) -> Standing:
    heard = PaymentEvent.objects.filter(gateway=gateway.name)
    waiting = PaymentEventOutcome.objects.filter(outcome="", event__gateway=gateway.name)
    asked = Operation.objects.filter(gateway=gateway.name, state__in=UNANSWERED)
    return Standing(
        name=gateway.name,
        able=gateway.capabilities(),
        heard_at=heard.aggregate(at=Max("received_at"))["at"],
        waiting=waiting.count(),
        unanswered=asked.count(),
    )
