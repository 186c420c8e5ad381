"""PayPal, against the peer: the buyer goes to its page and agrees, in the way the details say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from escrow import gateways
from escrow.gateways import Answer, Gateway
from escrow.gateways.lateness import PATIENCE
from escrow.gateways.paypal import tokens
from escrow.models import Operation
from tests.gateways import asked
from tests.gateways.adapters.base import Adapter, Message
from tests.peers.paypal import PayPal as Peer
from tests.peers.paypal import peer as door
from tests.peers.paypal import signing, telling


class PayPal(Adapter):
    declines = {"buyer": "declines"}
    waits = {"buyer": "pays"}
    pays_to, refuses_to = "ada@example.com", "closed@example.com"
    patience = PATIENCE
    peer: Peer

    @classmethod
    @contextmanager
    def at_hand(cls, settings: Any, directory: Path) -> Iterator[None]:
        with at_its_peer(settings, directory) as cls.peer:
            yield

    def pay(self, gateway: Gateway, charge: Operation) -> Answer:
        gateway.start(charge)
        self.peer.orders.buyer_agrees(charge.pk, charge.details.get("buyer", "pays"))
        return gateway.fetch(charge)

    def lose_calls(self) -> AbstractContextManager[object]:
        return self.peer.losing_calls()

    def lose_answers(self) -> AbstractContextManager[object]:
        return self.peer.losing_answers()

    def finish(self, operation: Operation) -> None:
        self.peer.orders.buyer_agrees(operation.pk)

    def take_again(self) -> dict[str, str]:
        self.cannot("take money twice: PayPal captures an order once, and we make one order")
        return {}

    def bounce(self, refund: Operation) -> None:
        asked.know(refund, gateways.get("paypal").fetch(refund))
        self.peer.refunds.come_back(refund.pk)

    def arrive(self, payout: Operation) -> None:
        self.peer.payouts.go_on(payout.pk, "SUCCESS")

    def come_back(self, payout: Operation) -> None:
        self.peer.payouts.go_on(payout.pk, "RETURNED")

    def charge_back(self, charge: Operation) -> str:
        return self.peer.disputes.open(charge.pk)

    def decide(self, reference: str, *, won: bool) -> None:
        self.peer.disputes.decide(reference, won=won)

    def messages(self) -> list[Message]:
        return self.peer.messages


@contextmanager
def at_its_peer(settings: Any, directory: Path) -> Iterator[Peer]:
    """PayPal speaks to a peer of its own, until the block ends."""
    peer, trusts = Peer(), directory / "authority.pem"
    trusts.write_bytes(signing.authority().pem)
    settings.PAYPAL_MODE, settings.PAYPAL_API_URL = "sandbox", peer.url
    settings.PAYPAL_CLIENT_ID, settings.PAYPAL_CLIENT_SECRET = door.CLIENT_ID, door.SECRET
    settings.PAYPAL_WEBHOOK_ID, settings.PAYPAL_TRUSTS = telling.WEBHOOK_ID, str(trusts)
    settings.PAYPAL_PAYS_OUT = True
    tokens.token()  # so that a line that breaks loses the call, and not the token before it
    try:
        yield peer
    finally:
        peer.close()
