"""Our gateway against a Stripe that nobody here wrote, as far as that one reaches.

It knows payment intents, refunds and signed messages; no Checkout, no Connect, no disputes.
"""

import time
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest

from escrow import clock, gateways
from escrow.gateways import Status
from escrow.gateways.stripe import intents
from escrow.gateways.stripe.client import client
from escrow.gateways.stripe.gateway import StripeGateway
from escrow.models import Operation
from escrow.money import Money
from marketplace.models import User
from tests.gateways import asked
from tests.peers import localstripe
from tests.peers.server import Peer, Request, Response

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("stripe"),
    pytest.mark.skipif(find_spec("localstripe") is None, reason="localstripe is not installed"),
]
LAMP, SECRET = Money(4690, "EUR"), "whsec_localstripe"


class Postbox(Peer):
    """Where messages are posted to."""

    def respond(self, request: Request) -> Response:
        return Response(200, b"{}")


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    box = Postbox()
    yield box
    box.close()


@pytest.fixture
def gateway(postbox: Postbox, settings: Any) -> Iterator[StripeGateway]:
    with localstripe.running(postbox.url, SECRET) as url:
        settings.STRIPE_API_URL = settings.STRIPE_FILES_URL = url
        settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRETS = "sk_test_x", [SECRET]
        yield gateways.get("stripe")


@pytest.fixture
def paid(ben: User, gateway: StripeGateway) -> Operation:
    """Paid without the page, which it does not have."""
    charge = asked.charge(ben, "stripe", LAMP, {})
    intent = _intent(str(charge.pk))
    charge.succeed(intent, clock.now())
    charge.save()
    return charge


def test_it_does_not_say_how_much_came_and_nothing_is_assumed(
    gateway: StripeGateway, paid: Operation
) -> None:
    intent = intents.read(paid.provider_reference)
    assert (intent.id, intents.is_taken(intent)) == (paid.provider_reference, True)
    assert not hasattr(intent, "amount_received")
    with pytest.raises(ConnectionError):
        gateway.fetch(paid)


def test_it_is_refunded_in_parts_and_found_again(gateway: StripeGateway, paid: Operation) -> None:
    for minor in (1, 4000):
        back = asked.refund(paid, Money(minor, "EUR"))
        answer = gateway.refund(back)
        assert (answer.status, answer.amount) == (Status.SUCCEEDED, back.amount)
        assert gateway.fetch(back) == answer


def test_its_messages_are_believed_and_lead_to_the_charge(
    gateway: StripeGateway, paid: Operation, postbox: Postbox
) -> None:
    sent = _message(postbox, b'"payment_intent.succeeded"')
    event = gateway.parse_webhook({"Stripe-Signature": sent.headers["stripe-signature"]}, sent.body)
    assert (event.operation_id, event.reference) == (str(paid.pk), paid.provider_reference)
    with pytest.raises(gateways.ForgedMessage):
        gateway.parse_webhook({"Stripe-Signature": sent.headers["stripe-signature"]}, b"{}")


def _intent(key: str) -> str:
    card = {"number": "4242424242424242", "exp_month": 12, "exp_year": 2040, "cvc": "123"}
    method = client().v1.payment_methods.create({"type": "card", "card": card})
    intent = client().v1.payment_intents.create(
        {
            "amount": LAMP.minor,
            "currency": "eur",
            "payment_method": method.id,
            "confirm": True,
            "metadata": {"operation": key},
        }
    )
    assert intents.is_taken(intent)
    return intent.id


def _message(postbox: Postbox, about: bytes) -> Request:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        for request in postbox.requests:
            if about in request.body:
                return request
        time.sleep(0.1)
    raise AssertionError("it sent no such message")
