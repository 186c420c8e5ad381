"""What Holdfast refuses to start with where Stripe is switched on."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from tests.project.files import ROOT

ENOUGH = {"STRIPE_SECRET_KEY": "sk_live_x", "STRIPE_WEBHOOK_SECRETS": ["whsec_x"]}


def found() -> set[str]:
    return {message.id for message in run_checks() if message.id.startswith("holdfast.")}


@pytest.fixture
def stripe_on(settings: Settings) -> Settings:
    settings.PRODUCTION = True
    settings.SECRET_KEY = "a-b-c-d-e-" * 6
    settings.REDIS_IS_NAMED = True
    settings.DATABASE_OWNER_URL = "postgres://owner@db/holdfast"
    settings.HOLDFAST_GATEWAYS = ["stripe"]
    settings.HOLDFAST_BASE_URL = "https://shop.example.com"
    settings.HTTPS_ONLY = True
    settings.EMAIL_BACKEND = "marketplace.mailing.AnsweringBackend"
    settings.DEFAULT_FROM_EMAIL = "Shop <shop@shop.example.com>"
    for name, value in ENOUGH.items():
        setattr(settings, name, value)
    return settings


@pytest.mark.usefixtures("stripe_on")
def test_a_complete_one_is_accepted() -> None:
    assert found() == set()


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("STRIPE_SECRET_KEY", "", "E020"),
        ("STRIPE_SECRET_KEY", "pk_live_x", "E020"),
        ("STRIPE_SECRET_KEY", "sk_test_x", "E021"),
        ("STRIPE_WEBHOOK_SECRETS", [], "E022"),
        ("STRIPE_WEBHOOK_SECRETS", ["whsec_x", "sk_live_x"], "E022"),
        ("STRIPE_API_URL", "http://127.0.0.1:9000", "E023"),
        ("STRIPE_PAGE", "checkout.stripe.com", "E023"),
        ("HOLDFAST_BASE_URL", "http://shop.example.com", "E023"),
        ("STRIPE_METHODS", [], "E024"),
        ("STRIPE_CURRENCIES", ["EUR", "XTS"], "E025"),
        ("STRIPE_CURRENCIES", ["EUR", "KWD"], "W020"),
    ],
)
def test_what_is_wrong_is_named(stripe_on: Settings, name: str, value: Any, error: str) -> None:
    setattr(stripe_on, name, value)
    # An address without TLS is refused for everybody (E053), and for Stripe once more.
    assert found() - {"holdfast.E053"} == {f"holdfast.{error}"}


def test_switched_off_it_needs_nothing(stripe_on: Settings) -> None:
    stripe_on.HOLDFAST_GATEWAYS = ["balance"]
    stripe_on.STRIPE_SECRET_KEY = ""
    assert found() == set()


@pytest.mark.parametrize(("gateways", "is_allowed"), [("stripe,balance", True), ("sandbox", False)])
def test_a_form_may_lead_to_stripes_page_only_where_it_is_on(
    gateways: str, *, is_allowed: bool
) -> None:
    page = "https://checkout.stripe.com"
    script = f"from marketplace import payment_settings as p; print({page!r} in p.PAGES)"
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "HOLDFAST_GATEWAYS": gateways},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == str(is_allowed)
