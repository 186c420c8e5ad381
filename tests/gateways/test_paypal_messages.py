"""PayPal's messages: only its own count, in whatever order, and none is lost."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from django.core.cache import cache
from pytest_django import Settings
from requests.exceptions import ConnectionError

from escrow import gateways, inbox
from escrow.gateways import ForgedMessage, Status
from escrow.gateways.paypal import certificates, messages
from escrow.models import Operation, PaymentEvent, PaymentEventOutcome
from escrow.money import Money
from marketplace.models import User
from tests.gateways import asked
from tests.peers.paypal import PayPal, signing, telling
from tests.peers.server import Response

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LAMP = Money(4690, "EUR")
CERTS = "/v1/notifications/certs"
BODY = b'{"id": "WH-1", "event_type": "PAYMENT.CAPTURE.COMPLETED", "resource": {"id": "3C67"}}'


def parse(headers: dict[str, str], body: bytes = BODY) -> Any:
    return gateways.get("paypal").parse_webhook(headers, body)


def chain(keeper: signing.Keeper) -> Response:
    return Response(200, keeper.pem + signing.between().pem)


def asked_for_certificates(paypal: PayPal) -> list[str]:
    return [each.path for each in paypal.requests if each.path.startswith(CERTS)]


def test_a_true_one_is_believed_and_its_certificate_is_fetched_once_a_day(paypal: PayPal) -> None:
    for _ in range(3):
        parse(telling.signed(BODY))
    assert asked_for_certificates(paypal) == [f"{CERTS}/CERT-signer"]


def test_a_server_may_write_the_headers_names_as_it_likes(paypal: PayPal) -> None:
    parse({name.upper(): value for name, value in telling.signed(BODY).items()})


@pytest.mark.parametrize(
    "address",
    [
        "http://api.sandbox.paypal.com/v1/notifications/certs/CERT-signer",
        "https://api.paypal.com/v1/notifications/certs/CERT-signer",
        "https://api.sandbox.paypal.com.evil.example/v1/notifications/certs/CERT-signer",
        "https://evil.example/v1/notifications/certs/CERT-signer",
        "https://api.sandbox.paypal.com@evil.example/v1/notifications/certs/CERT-signer",
        "https://evil.example/api.sandbox.paypal.com/v1/notifications/certs/CERT-signer",
        "https://x:y@api.sandbox.paypal.com/v1/notifications/certs/CERT-signer",
        "https://api.sandbox.paypal.com:8443/v1/notifications/certs/CERT-signer",
        "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-signer?to=evil.example",
        "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-signer#evil",
        "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-../../upload",
        "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-signer\n",
        "https://api.sandbox.paypal.com\\@evil.example/v1/notifications/certs/CERT-signer",
        "HTTPS://API.SANDBOX.PAYPAL.COM/v1/notifications/certs/CERT-signer",
        "https://www.paypal.com/v1/notifications/certs/CERT-signer",
        "ftp://api.sandbox.paypal.com/v1/notifications/certs/CERT-signer",
        "",
    ],
)
def test_a_certificate_from_anywhere_else_is_not_even_looked_at(
    paypal: PayPal, address: str
) -> None:
    with pytest.raises(ForgedMessage):
        parse(telling.signed(BODY, certificate=address))
    assert asked_for_certificates(paypal) == []


def test_in_live_mode_only_the_live_host_counts(paypal: PayPal, settings: Settings) -> None:
    settings.PAYPAL_MODE = "live"
    with pytest.raises(ForgedMessage):
        parse(telling.signed(BODY))
    live = signing.signer("messageverificationcerts.paypal.com")
    paypal.certificates["CERT-live"] = chain(live)
    parse(telling.signed(BODY, by=live, certificate=f"https://api.paypal.com{CERTS}/CERT-live"))


def test_a_redirect_is_not_followed(paypal: PayPal) -> None:
    elsewhere = {"Location": f"{paypal.url}{CERTS}/CERT-signer"}
    paypal.certificates["CERT-moved"] = Response(302, headers=elsewhere)
    with pytest.raises(ForgedMessage):
        parse(telling.signed(BODY, certificate=f"{telling.HOST}{CERTS}/CERT-moved"))
    assert asked_for_certificates(paypal) == [f"{CERTS}/CERT-moved"]


@pytest.mark.parametrize(
    "keeper",
    [
        pytest.param(signing.self_signed, id="vouched for by itself"),
        pytest.param(signing.forger, id="vouched for by a stranger"),
        pytest.param(lambda: signing.signer(days=-1), id="run out yesterday"),
        pytest.param(lambda: signing.signer("api.evil.example"), id="made out to somebody else"),
        pytest.param(
            lambda: signing.signer("messageverificationcerts.paypal.com"), id="of the other mode"
        ),
    ],
)
def test_a_certificate_that_nobody_vouches_for_is_refused(paypal: PayPal, keeper: Any) -> None:
    """It signs rightly, and comes from the right host."""
    paypal.certificates["CERT-bad"] = chain(keeper())
    address = f"{telling.HOST}{CERTS}/CERT-bad"
    for _ in range(2):
        with pytest.raises(ForgedMessage):
            parse(telling.signed(BODY, by=keeper(), certificate=address))
    assert len(asked_for_certificates(paypal)) == 2, "a bad one was kept"


@pytest.mark.parametrize("content", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----"])
def test_what_is_no_certificate_is_refused(paypal: PayPal, content: bytes) -> None:
    paypal.certificates["CERT-none"] = Response(200, content)
    with pytest.raises(ForgedMessage):
        parse(telling.signed(BODY, certificate=f"{telling.HOST}{CERTS}/CERT-none"))


def test_one_that_never_ends_is_not_read_to_its_end(paypal: PayPal) -> None:
    much = signing.signer().pem + b"#" * certificates.MOST_BYTES
    paypal.certificates["CERT-long"] = Response(200, much)
    with pytest.raises(ForgedMessage):
        parse(telling.signed(BODY, certificate=f"{telling.HOST}{CERTS}/CERT-long"))


def test_a_certificate_that_cannot_be_had_now_is_no_forgery(paypal: PayPal) -> None:
    """The view answers with an error, and PayPal sends the message again."""
    with paypal.losing_calls(), pytest.raises(ConnectionError) as silence:
        parse(telling.signed(BODY))
    assert not isinstance(silence.value, ForgedMessage)
    parse(telling.signed(BODY))


def test_another_webhook_algorithm_body_or_signature_is_refused(paypal: PayPal) -> None:
    true = telling.signed(BODY)
    wrong = [
        (telling.signed(BODY, webhook_id="1JE4291016473214C"), BODY),
        (telling.signed(BODY, algorithm="SHA1withRSA"), BODY),
        (telling.signed(BODY, algorithm="none"), BODY),
        (telling.signed(BODY, by=signing.forger()), BODY),
        (true, BODY.replace(b"3C67", b"3C68")),
        (true | {"Paypal-Transmission-Sig": "*"}, BODY),
        (true | {"Paypal-Transmission-Sig": ""}, BODY),
        (true | {"Paypal-Transmission-Id": "another"}, BODY),
        (true | {"Paypal-Transmission-Time": "2020-01-01T00:00:00Z"}, BODY),
        *[({n: v for n, v in true.items() if n != name}, BODY) for name in list(true)[:5]],
    ]
    for headers, body in wrong:
        with pytest.raises(ForgedMessage):
            parse(headers, body)
    parse(true)


def test_a_weaker_digest_under_the_right_name_is_refused(paypal: PayPal) -> None:
    class Weak(signing.Keeper):
        def sign(self, text: bytes, digest: Any = None) -> bytes:
            return super().sign(text, SHA1())  # noqa: S303

    weak = Weak(signing.signer().certificate, signing.signer().key)
    with pytest.raises(ForgedMessage):
        parse(telling.signed(BODY, by=weak))


def test_without_a_webhook_id_nothing_is_believed(paypal: PayPal, settings: Settings) -> None:
    settings.PAYPAL_WEBHOOK_ID = ""
    with pytest.raises(ForgedMessage):
        parse(telling.signed(BODY, webhook_id=""))


def test_a_stored_one_is_acted_on_after_its_certificate_ran_out(
    paypal: PayPal, ben: User, settings: Settings
) -> None:
    charge = asked.charge(ben, "paypal", LAMP, {})
    headers, body = told_of(charge)
    inbox.receive("paypal", headers, body)
    cache.clear()
    paypal.certificates.clear()
    settings.PAYPAL_WEBHOOK_ID = "rotated"
    event = parse(headers, body)
    assert event.operation_id == str(charge.pk)
    with pytest.raises(ForgedMessage):
        parse(headers, body.replace(b"3C67", b"3C68"))


def test_what_pretends_to_be_a_stored_one_of_another_gateway_is_verified(paypal: PayPal) -> None:
    PaymentEvent.objects.create(
        gateway="sandbox", event_id="WH-1", headers={}, body=BODY, received_at="2026-03-02T09:00Z"
    )
    with pytest.raises(ForgedMessage):
        parse({})


@pytest.mark.parametrize(
    ("event_type", "resource"),
    [
        ("BILLING.SUBSCRIPTION.CREATED", {"id": "I-1"}),
        ("PAYMENT.CAPTURE.COMPLETED", {"id": "3C67", "custom_id": "another shop's 7"}),
        ("PAYMENT.CAPTURE.COMPLETED", {"id": "3C67"}),
        ("PAYMENT.PAYOUTS-ITEM.SUCCEEDED", {"payout_item": {}}),
    ],
)
def test_what_is_none_of_ours_is_kept_and_leads_to_nothing(
    paypal: PayPal, event_type: str, resource: dict[str, Any]
) -> None:
    inbox.receive("paypal", *telling.message(event_type, resource))
    assert inbox.process() == 1
    assert PaymentEventOutcome.objects.get().outcome == "unknown operation"


@pytest.mark.parametrize("event_type", sorted(messages.KINDS))
@pytest.mark.parametrize("resource", [None, [], "x", 7, {"disputed_transactions": []}])
def test_a_resource_that_is_not_one_is_no_reason_to_fall_over(
    paypal: PayPal, event_type: str, resource: Any
) -> None:
    body = json.dumps({"id": "WH-7", "event_type": event_type, "resource": resource}).encode()
    try:
        parse(telling.signed(body), body)
    except ForgedMessage:
        return
    assert resource == {"disputed_transactions": []}


def test_doubled_and_reordered_ones_end_in_the_same_state(paypal: PayPal, ben: User) -> None:
    charge = asked.charge(ben, "paypal", LAMP, {})
    gateway = gateways.get("paypal")
    gateway.start(charge)
    paypal.orders.buyer_agrees(charge.pk)
    gateway.fetch(charge)
    for message in [*reversed(paypal.messages), *paypal.messages]:
        inbox.receive("paypal", *message)
    assert PaymentEvent.objects.count() == 2
    assert gateway.fetch(charge).status == Status.SUCCEEDED
    assert len(paypal.orders.captures) == 1


def told_of(charge: Operation) -> telling.Message:
    return telling.message("PAYMENT.CAPTURE.COMPLETED", {"id": "3C67", "custom_id": str(charge.pk)})
