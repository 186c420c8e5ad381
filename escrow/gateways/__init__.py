"""How Holdfast speaks with whoever moves the money: one protocol, one registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from escrow.models import Operation
from escrow.money import Money


class Status(StrEnum):
    SUCCEEDED = "succeeded"
    PENDING = "pending"
    REQUIRES_ACTION = "requires_action"
    DECLINED = "declined"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """What a provider said of one operation. A timeout or a broken answer is UNKNOWN, never a no."""

    status: Status
    amount: Money | None = None
    reference: str = ""
    next_url: str = ""
    code: str = ""
    retryable: bool = False
    instrument: str = ""


UNKNOWN = Answer(Status.UNKNOWN)


@dataclass(frozen=True)
class Event:
    """A provider's message after its signature was verified."""

    event_id: str
    operation_id: str
    kind: str


@dataclass(frozen=True)
class ReportLine:
    """One thing that the provider says it did."""

    operation_id: str
    kind: str
    amount: Money


@dataclass(frozen=True)
class Capabilities:
    """What a gateway can do, and for how long it may keep money."""

    title: str
    currencies: frozenset[str] | None = None
    partial_refunds: bool = True
    custody_cap_days: int | None = None


class ForgedMessage(ValueError):
    """The signature does not fit the body: the message is not the provider's."""


class Gateway(Protocol):
    """What every way to pay must be able to do. Calls happen outside any transaction."""

    name: str

    def capabilities(self) -> Capabilities: ...

    def start(self, operation: Operation) -> Answer:
        """Take the money, or say what the buyer must do first."""

    def refund(self, operation: Operation) -> Answer:
        """Send money back to where it came from."""

    def fetch(self, operation: Operation) -> Answer:
        """What became of an operation that was sent before."""

    def report(self) -> Iterable[ReportLine]:
        """Everything the provider says it did for us."""

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Verify and read a message. Raises ForgedMessage."""


_gateways: dict[str, Gateway] = {}


def register(gateway: Gateway) -> None:
    _gateways[gateway.name] = gateway


def get(name: str) -> Gateway:
    return _gateways[name]


def available() -> list[Gateway]:
    """Every way to pay that is switched on, in the order they were registered."""
    return list(_gateways.values())
