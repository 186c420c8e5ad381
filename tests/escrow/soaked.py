"""What a soak needs of a provider: pay, lose lines, bring payouts to their banks, be counted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.request import Request, urlopen

import pytest
from django.db.models import Count

from escrow import clock, gateways, inbox
from escrow.gateways.sandbox import faults, provider
from escrow.gateways.stripe.gateway import StripeGateway
from escrow.models import Operation, SandboxMove, SandboxPayout
from marketplace import paying
from marketplace.models import Checkout
from sellers.models import PayoutMethod, Seller
from tests import doings
from tests.peers.stripe.peer import KEY, SECRET


class SandboxSoak:
    """In the same process and in the same database."""

    name = "sandbox"
    cards = [doings.GOOD_CARD] * 6 + ["4000000000000341", "4000000000000358", "4000000000000002"]

    def name_account(self, seller: Seller) -> None:
        doings.name_account(seller)

    def pay(self, placed: Checkout, card: str) -> None:
        doings.pay(placed, card)

    def lines_go_dead(self, *, calls: int, answers: int) -> None:
        """The next so many calls are lost, whoever makes them."""
        faults.set_weather(holds_messages=False, calls_to_lose=calls, answers_to_lose=answers)

    def banks_take_all(self) -> None:
        for under_way in SandboxPayout.objects.filter(state="in_transit"):
            provider.arrive(under_way)

    def post_messages(self) -> None:
        """They leave by themselves."""

    def doubled(self) -> list[Any]:
        kinds = SandboxMove.objects.filter(what__in=["charge", "refund", "payout"])
        return list(kinds.values("what", "operation_key").annotate(n=Count("pk")).filter(n__gt=1))

    def mistakes(self) -> list[Any]:
        return []

    def tally(self) -> str:
        counts = SandboxMove.objects.values_list("what").annotate(n=Count("pk")).order_by("what")
        return ", ".join(f"{what} {n}" for what, n in counts)


class StripeSoak:
    """A program of its own, over HTTP; the workers speak with it as well."""

    name = "stripe"
    cards = [doings.GOOD_CARD] * 6 + ["4000000000000002"]

    def __init__(self, url: str) -> None:
        self.url, self.heard = url, 0

    def name_account(self, seller: Seller) -> None:
        account = f"acct_1{seller.pk}"
        self.tell("deeds/account", identifier=account)
        PayoutMethod.objects.create(
            seller=seller,
            gateway=self.name,
            holder=seller.name,
            account=account,
            created_at=clock.now(),
            usable_from=clock.now(),
        )

    def pay(self, placed: Checkout, card: str) -> None:
        """Its clock goes back with ours for as long as the purchase is made."""
        self.tell("clock", behind=(clock.real_now() - clock.now()).total_seconds())
        try:
            paying.pay(placed, by=placed.buyer, details={"return_url": "/back/"})
            for operation in Operation.objects.filter(payment__tender__checkout=placed):
                self.tell("deeds/pay_for", operation_id=str(operation.pk), card=card)
            paying.refresh(placed)
        finally:
            self.tell("clock", behind=timedelta().total_seconds())

    def lines_go_dead(self, *, calls: int, answers: int) -> None:
        self.tell("weather", calls=calls, answers=answers)

    def banks_take_all(self) -> None:
        self.tell("deeds/banks_take_all")

    def post_messages(self) -> None:
        news = self.tell(f"messages?after={self.heard}")
        for headers, body in news:
            inbox.receive(self.name, headers, body.encode())
        self.heard += len(news)

    def doubled(self) -> list[Any]:
        return list(self.tell("deeds/done_more_than_once"))

    def mistakes(self) -> list[Any]:
        """What the provider itself got wrong: it looks like a dead line from here."""
        return list(self.tell("mistakes"))

    def tally(self) -> str:
        return ", ".join(f"{what} {n}" for what, n in self.tell("deeds/tally").items())

    def tell(self, what: str, **how: Any) -> Any:
        request = Request(f"{self.url}/_peer/{what}", json.dumps(how).encode())  # noqa: S310
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.load(answer)


Soaked = SandboxSoak | StripeSoak


@contextmanager
def soaked(name: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Soaked]:
    """The provider of that name, for us and for the workers that are started from now on."""
    if name == SandboxSoak.name:
        yield SandboxSoak()
        return
    command = [sys.executable, "-m", "tests.peers.stripe"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            _switch_on(url, settings, monkeypatch)
            yield StripeSoak(url)
        finally:
            process.kill()


def _switch_on(url: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {
        "STRIPE_SECRET_KEY": KEY,
        "STRIPE_WEBHOOK_SECRETS": SECRET,
        "STRIPE_API_URL": url,
        "STRIPE_FILES_URL": url,
        "STRIPE_CONNECT": "1",
        "HOLDFAST_GATEWAYS": "sandbox,balance,stripe",
    }
    for key, value in values.items():
        monkeypatch.setenv(key, value)
        setattr(settings, key, value)
    settings.STRIPE_WEBHOOK_SECRETS, settings.STRIPE_CONNECT = [SECRET], True
    settings.HOLDFAST_GATEWAYS = values["HOLDFAST_GATEWAYS"].split(",")
    monkeypatch.setitem(gateways._gateways, "stripe", StripeGateway())
