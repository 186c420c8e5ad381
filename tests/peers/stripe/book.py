"""Stripe's memory: every object by its id, what moved each balance, and what was told of it."""

from __future__ import annotations

import copy
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from tests.peers.stripe.refused import missing

Thing = dict[str, Any]
PLATFORM = ""


class Book:
    """`fee_bps`, `dispute_fee`: what Stripe keeps; nothing unless a test wants it."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.moment = now
        self.things: dict[str, Thing] = {}
        self.owners: dict[str, str] = {}
        self.events: list[Thing] = []
        self.fee_bps = self.fee_each = self.dispute_fee = 0
        # What sellers can be paid from; None: as much as anybody wants.
        self.available: dict[str, int] | None = None
        self.search_lags = 0
        self.settles_in: str | None = None
        self.exchange_rate = 1.0

    @property
    def now(self) -> int:
        return int(self.moment().timestamp())

    def write(self, prefix: str, noun: str, owner: str = PLATFORM, **fields: Any) -> Thing:
        identifier = f"{prefix}_{secrets.token_hex(12)}"
        thing = {
            "id": identifier,
            "object": noun,
            "created": self.now,
            "livemode": False,
            "metadata": {},
            **fields,
        }
        self.things[identifier] = thing
        self.owners[identifier] = owner
        return thing

    def get(self, noun: str, identifier: str, owner: str = PLATFORM) -> Thing:
        thing = self.things.get(identifier)
        if thing is None or thing["object"] != noun or self.owners[identifier] != owner:
            raise missing(noun, identifier)
        return thing

    def all(self, noun: str, owner: str = PLATFORM) -> list[Thing]:
        """The newest first, as Stripe lists them."""
        mine = [thing for thing in self.things.values() if thing["object"] == noun]
        return [thing for thing in reversed(mine) if self.owners[thing["id"]] == owner]

    def move(self, kind: str, source: str, amount: int, currency: str, fee: int = 0) -> Thing:
        """One transaction of our balance, in the currency that the account settles in."""
        settled = self.settles_in or currency
        if settled != currency:
            amount = round(amount * self.exchange_rate)
        if self.available is not None:
            self.available[settled] = self.available.get(settled, 0) + amount - fee
        return self.write(
            "txn",
            "balance_transaction",
            amount=amount,
            currency=settled,
            fee=fee,
            fee_details=[],
            net=amount - fee,
            source=source,
            status="available",
            type=kind,
            reporting_category=kind,
        )

    def tell(self, kind: str, thing: Thing, account: str = PLATFORM) -> None:
        """An event with the thing as it is now."""
        event = self.write(
            "evt",
            "event",
            owner=account,
            type=kind,
            api_version="",
            pending_webhooks=1,
            request=None,
            data={"object": copy.deepcopy(thing)},
        )
        if account:
            event["account"] = account
        self.events.append(event)


def first(things: Iterable[Thing]) -> Thing | None:
    return next(iter(things), None)
