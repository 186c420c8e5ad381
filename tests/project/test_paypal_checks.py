"""What PayPal's settings must be before Holdfast starts with them."""

import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from tests.project.files import ROOT


@pytest.fixture
def ready(settings: Settings) -> Settings:
    settings.PRODUCTION = True
    settings.HOLDFAST_GATEWAYS = ["balance", "paypal"]
    settings.HOLDFAST_BASE_URL = "https://shop.example.com"
    settings.PAYPAL_MODE = "live"
    settings.PAYPAL_CLIENT_ID, settings.PAYPAL_CLIENT_SECRET = "id", "secret"
    settings.PAYPAL_WEBHOOK_ID = "8PT597110X687430LKGECATA"
    settings.PAYPAL_API_URL = settings.PAYPAL_TRUSTS = ""
    return settings


def found() -> set[str]:
    ids = {message.id for message in run_checks()}
    return {each for each in ids if each.startswith("holdfast.E03")}


@pytest.mark.usefixtures("ready")
def test_a_complete_one_is_accepted() -> None:
    assert found() == set()


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("PAYPAL_MODE", "production", "holdfast.E030"),
        ("PAYPAL_CLIENT_ID", "", "holdfast.E031"),
        ("PAYPAL_CLIENT_SECRET", "", "holdfast.E031"),
        ("PAYPAL_WEBHOOK_ID", "", "holdfast.E032"),
        ("PAYPAL_MODE", "sandbox", "holdfast.E033"),
        ("PAYPAL_API_URL", "http://127.0.0.1:9", "holdfast.E034"),
        ("PAYPAL_TRUSTS", "own.pem", "holdfast.E034"),
        ("HOLDFAST_BASE_URL", "http://shop.example.com", "holdfast.E035"),
    ],
)
def test_what_is_wrong_is_said(ready: Settings, name: str, value: str, error: str) -> None:
    setattr(ready, name, value)
    assert found() == {error}
    ready.HOLDFAST_GATEWAYS = ["balance"]
    assert found() == set()


@pytest.mark.parametrize(
    ("gateways", "mode", "pages"),
    [
        ("balance,paypal", "live", "['https://www.paypal.com']"),
        ("paypal", "sandbox", "['https://www.sandbox.paypal.com']"),
        ("balance", "live", "[]"),
    ],
)
def test_a_form_may_lead_to_paypal_only_where_it_is_on(
    gateways: str, mode: str, pages: str
) -> None:
    """The settings are read once, when the process begins."""
    command = "from marketplace import payment_settings as read; print(read.PAGES)"
    said = {"HOLDFAST_GATEWAYS": gateways, "PAYPAL_MODE": mode}
    out = subprocess.check_output(
        [sys.executable, "-c", command], cwd=ROOT, env={**os.environ, **said}, text=True
    )
    assert out.strip() == pages
