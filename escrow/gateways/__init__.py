"""How Holdfast speaks with whoever moves the money: one protocol, one registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from escrow.models import Chargeback, Operation
from escrow.money import Money


class Status(StrEnum):
    SUCCEEDED = "succeeded"
    PENDING = "pending"
    REQUIRES_ACTION = "requires_action"
    DECLINED = "declined"
    UNKNOWN = "unknown"
    RETURNED = "returned"


@dataclass(frozen=True)
class Answer:
    """What a provider said of one operation. A timeout or a broken answer is UNKNOWN, never a no.

    PENDING: under way, and nobody need do anything at once; of a charge, that the buyer has chosen
    a way whose money takes days. RETURNED: it was done, and the money came back to us afterwards.
    """

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
    """A provider's message after its signature was verified: something about this has changed.

    `kind` is charge, refund, payout or chargeback; `reference` names the provider's own object.
    """

    event_id: str
    operation_id: str
    kind: str
    reference: str = ""


# Known from the report and from nowhere else.
BOOKED_FROM_REPORT = ("fee", "settlement", "deposit")


@dataclass(frozen=True)
class ReportLine:
    """One movement in the provider's report; `amount` is positive when money came to us.

    `what` is charge, refund, payout, chargeback, fee, settlement or deposit (money that nothing is
    paid with yet; below zero when it is one no more), and other for what a person must explain; a
    refund or payout that came back is a second line of its kind. `operation_id` is empty where the
    provider knows no key of ours. `about` is the provider's refund, payout or chargeback, where the
    line has a reference of its own.
    """

    what: str
    reference: str
    amount: Money
    at: datetime
    operation_id: str = ""
    about: str = ""

    @property
    def object_reference(self) -> str:
        """What moved, by the provider's own name for it."""
        return self.about or self.reference

    def key(self, gateway: str) -> str:
        """Under which a fee, settlement or deposit is booked, once."""
        return f"{self.what}:{gateway}:{self.reference}"


class BankState(StrEnum):
    """Where a chargeback stands at the buyer's bank."""

    WARNING = "warning"
    TAKEN = "taken"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True)
class BankCase:
    """What the provider says of a chargeback. `operation_id` is the charge it takes back.

    `was_taken`: the bank has had the money at some time, whatever it decided then.
    """

    reference: str
    operation_id: str
    amount: Money
    state: BankState
    reason: str
    respond_by: datetime | None = None
    was_taken: bool = False

    @property
    def has_moved_money(self) -> bool:
        return self.was_taken or self.state in (BankState.TAKEN, BankState.LOST)


class Mode(StrEnum):
    """With whose money: a provider's test mode, a provider's live mode, or no provider at all."""

    TEST = "test"
    LIVE = "live"
    OURS = "ours"


@dataclass(frozen=True)
class Method:
    """One way to pay that a buyer can choose with a gateway: a card, iDEAL, a voucher.

    Where `currencies` or `countries` (of the buyer, ISO 3166) is None there is no limit.
    `takes_days`: the money comes after the buyer has left the page.
    """

    code: str
    title: Any
    currencies: frozenset[str] | None = None
    countries: frozenset[str] | None = None
    takes_days: bool = False

    def is_for(self, currency: str, country: str) -> bool:
        pays = self.currencies is None or currency in self.currencies
        return pays and (self.countries is None or country in self.countries)


@dataclass(frozen=True)
class Finding:
    """One thing that a gateway's check has proven, or has not: a key, the webhook, the clock."""

    what: str
    is_right: bool
    words: str


@dataclass(frozen=True)
class Capabilities:
    """What a gateway can do, and for how long it may keep money.

    `custody_cap_days`: so long the provider may keep a payment; with `settles_to_bank` the money
    then goes on in our own bank account, else something has to be decided before.
    `keeps_money`: it holds what it took until it is paid out or settled to our bank.
    `pays_out_of_custody`: payouts leave from the money it keeps for us, else from our bank.
    `methods`: what a buyer chooses from; a payment keeps the code of the chosen one, and an empty
    code means the first. A gateway without any is one way to pay by itself.
    `onboards_sellers`: they name their account on its own pages; it is an OnboardsSellers.
    """

    title: str
    currencies: frozenset[str] | None = None
    partial_refunds: bool = True
    custody_cap_days: int | None = None
    settles_to_bank: bool = True
    keeps_money: bool = True
    takes_payments: bool = True
    pays_out: bool = False
    pays_out_of_custody: bool = True
    has_chargebacks: bool = False
    mode: Mode = Mode.OURS
    methods: tuple[Method, ...] = ()
    onboards_sellers: bool = False

    def takes(self, currency: str) -> bool:
        return self.currencies is None or currency in self.currencies


class ForgedMessage(ValueError):
    """The signature does not fit the body: the message is not the provider's."""


class NotOffered(NotImplementedError):
    """This gateway cannot do that; its capabilities say so."""


class Gateway(Protocol):
    """What every way to move money must be able to do. Calls happen outside any transaction.

    Each call carries its operation's id as idempotency key: asked twice, done once.
    """

    name: str

    def capabilities(self) -> Capabilities: ...

    def start(self, operation: Operation) -> Answer:
        """Take the money, or say what the buyer must do first."""

    def void(self, operation: Operation) -> Answer:
        """Let a charge that waits for the buyer be waited for no longer.

        Answers what became of it: DECLINED, or SUCCEEDED when the money was taken already.
        """

    def refund(self, operation: Operation) -> Answer:
        """Send money back to where it came from."""

    def payout(self, operation: Operation) -> Answer:
        """Send a seller's money to the bank. PENDING while it is under way."""

    def fetch(self, operation: Operation) -> Answer:
        """What became of an operation that was sent before."""

    def captures(self, operation: Operation) -> Iterable[Answer]:
        """Every time the provider took money under this charge: once, if all is well."""

    def report(self, day: date) -> Iterable[ReportLine]:
        """Everything the provider did for us on that day (UTC)."""

    def bank_case(self, reference: str) -> BankCase:
        """What the provider says of a chargeback now."""

    def contest(self, chargeback: Chargeback, pack: Mapping[str, Any]) -> Answer:
        """Send the bank our evidence."""

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Verify and read a message. Raises ForgedMessage."""

    def check(self) -> Iterable[Finding]:
        """Prove keys, webhook secret and clock against the provider; nothing moves."""


class OnboardsSellers(Protocol):
    """A gateway at which each seller has an account of their own."""

    name: str

    def open_account(self, key: str, *, email: str, country: str) -> str:
        """An account for the seller of that key, once; returns the provider's name for it."""

    def onboarding_page(self, account: str, *, back: str, again: str) -> str:
        """Where the seller tells the provider who they are, for a few minutes."""

    def can_be_paid(self, account: str) -> bool:
        """Whether the provider knows enough to pay out."""


_gateways: dict[str, Gateway] = {}


def register(gateway: Gateway) -> None:
    _gateways[gateway.name] = gateway


def take_off(name: str) -> None:
    """It is not on any more."""
    _gateways.pop(name, None)


def get(name: str) -> Gateway:
    return _gateways[name]


def available() -> list[Gateway]:
    """Every way to move money that is switched on, in the order they were registered."""
    return list(_gateways.values())


def onboarding() -> Gateway | None:
    """The one at which sellers have accounts of their own, if it is on."""
    able = [each for each in available() if each.capabilities().onboards_sellers]
    return able[0] if able else None


def to_pay_with() -> list[Gateway]:
    """Those that a buyer can choose at checkout."""
    return [gateway for gateway in available() if gateway.capabilities().takes_payments]
