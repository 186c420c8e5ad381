"""Whether PayPal would work as it is set up, said before somebody pays."""

import pytest
from pytest_django import Settings

from escrow import gateways
from escrow.gateways.paypal import checks, messages
from tests.peers.paypal import PayPal
from tests.peers.server import Response

pytestmark = [pytest.mark.django_db]
WEBHOOK = "/v1/notifications/webhooks/8PT597110X687430LKGECATA"


def found() -> dict[str, bool]:
    return {each.what: each.is_right for each in gateways.get("paypal").check()}


def test_everything_is_right(paypal: PayPal) -> None:
    assert found() == {"key": True, "webhook": True, "clock": True}


def test_a_wrong_secret_is_said_and_nothing_else_is_tried(
    paypal: PayPal, settings: Settings
) -> None:
    assert found()["key"]
    settings.PAYPAL_CLIENT_SECRET = "wrong"
    assert found() == {"key": False}


def test_an_unreachable_paypal_is_said(paypal: PayPal) -> None:
    with paypal.losing_calls():
        assert found() == {"key": False}


def test_a_webhook_of_somebody_else_is_said(paypal: PayPal, settings: Settings) -> None:
    settings.PAYPAL_WEBHOOK_ID = "1JE4291016473214C"
    assert not found()["webhook"]


def test_a_webhook_that_leads_elsewhere_is_said(paypal: PayPal) -> None:
    paypal.notifications.webhook["url"] = "https://old.example.com/webhooks/paypal/"
    assert not found()["webhook"]


@pytest.mark.parametrize("pays_out", [True, False])
def test_a_webhook_that_keeps_something_back_is_said(
    paypal: PayPal, settings: Settings, pays_out: bool
) -> None:
    settings.PAYPAL_PAYS_OUT = pays_out
    names = checks.NEEDED | (checks.NEEDED_FOR_PAYOUTS if pays_out else set())
    assert names <= set(messages.KINDS)
    for name in sorted(names):
        listed = [{"name": each} for each in sorted(names - {name})]
        paypal.notifications.webhook["event_types"] = listed
        (finding,) = [each for each in gateways.get("paypal").check() if each.what == "webhook"]
        assert not finding.is_right
        assert name in finding.words
    listed.append({"name": name})
    assert found()["webhook"]


@pytest.mark.parametrize("date", ["Mon, 02 Mar 2026 09:00:00 GMT", "soon"])
def test_a_clock_that_differs_is_said(paypal: PayPal, date: str) -> None:
    paypal.instead[WEBHOOK] = Response(200, b"{}", {"Date": date})
    assert not found()["clock"]
