"""Stripe's messages: forged, late, doubled, reordered, signed with an old secret, about others."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from stripe import WebhookSignature
from stripe.params import WebhookEndpointCreateParams

from escrow import clock, gateways, inbox
from escrow.gateways import ForgedMessage
from escrow.gateways.stripe import webhooks
from escrow.gateways.stripe.gateway import StripeGateway
from escrow.models import Operation, PaymentEvent
from escrow.money import Money
from marketplace.models import User
from tests.gateways import asked
from tests.peers.stripe import StripePeer, accepts
from tests.peers.stripe.peer import SECRET

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def gateway(stripe: StripePeer) -> StripeGateway:
    return gateways.get("stripe")


@pytest.fixture
def paid(ben: User, gateway: StripeGateway, stripe: StripePeer) -> Operation:
    charge = asked.charge(ben, "stripe", Money(4690, "EUR"), {})
    stripe.deeds.pay(gateway.start(charge).reference)
    return asked.know(charge, gateway.fetch(charge))


def signed(event: dict[str, Any], secret: str = SECRET) -> tuple[dict[str, str], bytes]:
    body = json.dumps(event)
    moment = int(clock.now().timestamp())
    header = WebhookSignature.generate_signature_header(body, secret, timestamp=moment)
    return {"Stripe-Signature": header}, body.encode()


def about(thing: dict[str, Any], told: str = "x", **more: Any) -> dict[str, Any]:
    return {"id": "evt_1", "type": told, "livemode": False, "data": {"object": thing}, **more}


def test_we_ask_for_no_event_that_stripe_does_not_have() -> None:
    asked_for = [*webhooks.NEEDED, *webhooks.NEEDED_OF_SELLERS]
    endpoint = {"url": "https://x", "enabled_events": asked_for}
    assert accepts.checked(WebhookEndpointCreateParams, endpoint)


def test_everything_that_stripe_tells_of_a_purchase_leads_to_it(
    gateway: StripeGateway, stripe: StripePeer, paid: Operation
) -> None:
    asked_back = asked.refund(paid, Money(100, "EUR"))
    gateway.refund(asked_back)
    case = stripe.deeds.go_to_bank(str(paid.pk))
    read = [gateway.parse_webhook(*message) for message in stripe.messages()]
    leads = {(event.kind, event.operation_id, event.reference) for event in read}
    assert leads == {
        ("charge", str(paid.pk), paid.provider_reference),
        ("refund", str(asked_back.pk), stripe.deeds.of("refund", str(asked_back.pk))["id"]),
        ("chargeback", webhooks.NOBODY, case["id"]),
    }


def test_a_signature_of_another_secret_is_refused(gateway: StripeGateway) -> None:
    with pytest.raises(ForgedMessage):
        gateway.parse_webhook(*signed(about({"object": "charge"}), "whsec_other"))


def test_while_a_secret_is_changed_both_are_good(gateway: StripeGateway, settings: Any) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new", SECRET]
    for secret in ("whsec_new", SECRET):
        message = signed(about({"object": "customer", "id": "cus_1"}), secret)
        assert gateway.parse_webhook(*message).operation_id == webhooks.NOBODY


def test_without_a_secret_nothing_is_believed(gateway: StripeGateway, settings: Any) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = []
    for secret in ("", SECRET):
        with pytest.raises(ForgedMessage):
            gateway.parse_webhook(*signed(about({"object": "charge"}), secret))


def test_sent_again_it_is_known_however_old_it_is(
    gateway: StripeGateway, stripe: StripePeer, paid: Operation
) -> None:
    message = stripe.messages()[0]
    assert inbox.receive("stripe", *message)
    clock.advance(timedelta(days=5))
    assert not inbox.receive("stripe", *message)
    assert PaymentEvent.objects.count() == 1


@pytest.mark.parametrize(
    "thing",
    [
        {"object": "customer", "id": "cus_1"},
        {"object": "payout", "id": "po_1", "metadata": {}},
        {"object": "payout", "id": "po_1", "metadata": None},
        {"object": "refund", "id": "re_1", "metadata": {"operation": "by hand; DROP TABLE"}},
        {"object": "payment_intent", "id": "pi_1", "metadata": {"operation": ["x"]}},
        {
            "object": "checkout.session",
            "id": "cs_1",
            "client_reference_id": None,
            "payment_status": "paid",
            "payment_intent": "pi_1",
        },
    ],
    ids=lambda thing: thing["object"],
)
def test_what_is_not_about_us_is_stored_and_leads_to_nothing(
    gateway: StripeGateway, thing: dict[str, Any]
) -> None:
    assert inbox.receive("stripe", *signed(about(thing)))
    assert inbox.process() == 1


def test_a_live_endpoint_that_hears_of_tests_does_nothing_about_them(
    gateway: StripeGateway, settings: Any, paid: Operation
) -> None:
    settings.STRIPE_SECRET_KEY = "sk_live_x"
    thing = {"object": "refund", "id": "re_1", "metadata": {"operation": str(paid.pk)}}
    assert gateway.parse_webhook(*signed(about(thing))).operation_id == webhooks.NOBODY


@pytest.mark.parametrize("body", [about({}), {"id": "evt_1"}, [], "x", {"data": {"object": 1}}])
def test_a_true_signature_over_nonsense_is_refused_and_not_kept(
    gateway: StripeGateway, body: Any
) -> None:
    with pytest.raises(ForgedMessage):
        inbox.receive("stripe", *signed(body))
    assert not PaymentEvent.objects.exists()


def test_the_address_takes_true_messages_and_refuses_forged_ones(
    client: Client, stripe: StripePeer, paid: Operation
) -> None:
    headers, body = stripe.messages()[0]
    for header, expected in ((headers["Stripe-Signature"], 200), ("t=1,v1=0", 400)):
        answer = client.post(
            "/webhooks/stripe/",
            body,
            content_type="application/json",
            headers={"Stripe-Signature": header},
        )
        assert answer.status_code == expected
