"""What Holdfast refuses to start with."""

import pytest
from django.core.checks import run_checks
from pytest_django import Settings


def found() -> set[str]:
    return {message.id for message in run_checks() if message.id.startswith("holdfast.")}


@pytest.fixture
def production(settings: Settings) -> Settings:
    settings.PRODUCTION = True
    settings.SECRET_KEY = "a-b-c-d-e-" * 6
    settings.REDIS_IS_NAMED = True
    settings.DATABASE_OWNER_URL = "postgres://owner@db/holdfast"
    settings.HOLDFAST_GATEWAYS = []
    settings.ALLOWED_HOSTS = ["shop.example.com"]
    settings.HTTPS_ONLY = True
    settings.HOLDFAST_BASE_URL = "https://shop.example.com"
    settings.EMAIL_BACKEND = "marketplace.mailing.AnsweringBackend"
    settings.DEFAULT_FROM_EMAIL = "Shop <shop@shop.example.com>"
    return settings


@pytest.mark.usefixtures("production")
def test_a_complete_production_is_accepted() -> None:
    assert found() == set()


@pytest.mark.parametrize("key", ["short", "x" * 60, "django-insecure-" + "abcdefgh" * 6])
def test_a_weak_key_is_refused(production: Settings, key: str) -> None:
    production.SECRET_KEY = key
    assert found() == {"holdfast.E001"}


def test_a_demo_that_others_can_reach_must_be_asked_for_twice(settings: Settings) -> None:
    settings.HOLDFAST_DEMO = True
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    assert found() == set()
    settings.ALLOWED_HOSTS = ["shop.example.com"]
    assert found() == {"holdfast.E002"}
    settings.HOLDFAST_PUBLIC_DEMO = True
    assert found() == set()


def test_a_queue_must_be_named(production: Settings) -> None:
    production.REDIS_IS_NAMED = False
    assert found() == {"holdfast.E003"}


def test_a_pretend_provider_is_refused(production: Settings) -> None:
    production.HOLDFAST_GATEWAYS = ["sandbox"]
    assert found() == {"holdfast.E006"}


def test_an_application_that_owns_its_database_is_warned(production: Settings) -> None:
    production.DATABASE_OWNER_URL = production.DATABASE_URL
    assert found() == {"holdfast.W001"}


def test_a_currency_without_policy_amounts_is_refused(settings: Settings) -> None:
    settings.HOLDFAST_ENABLED_CURRENCIES = ["EUR", "XTS"]
    assert found() == {"holdfast.E004"}


def test_the_main_currency_must_be_enabled(settings: Settings) -> None:
    settings.HOLDFAST_CURRENCY = "USD"
    settings.HOLDFAST_ENABLED_CURRENCIES = ["EUR"]
    assert found() == {"holdfast.E005"}


@pytest.mark.parametrize("key", ["", "c2hvcnQ=", "not base64"])
def test_records_need_a_key_that_signs(production: Settings, key: str) -> None:
    production.HOLDFAST_RECORD_KEY = key
    assert found() == {"holdfast.E061"}


def test_networks_for_webhooks_must_be_networks(settings: Settings) -> None:
    settings.HOLDFAST_WEBHOOKS_MAY_REACH = ["10.1.0.0/16", "fd00::/8"]
    assert found() == set()
    settings.HOLDFAST_WEBHOOKS_MAY_REACH = ["10.1.2.3/16"]
    assert found() == {"holdfast.E057"}
