"""A policy is data, numbered, hashed, and never changed after it was published."""

import copy
from datetime import timedelta

import pytest
from django.conf import settings

from escrow import policy
from escrow.default_policy import AMOUNTS, BODY

pytestmark = pytest.mark.django_db


def test_the_default_policy_is_published_and_its_hash_is_of_its_words() -> None:
    first = policy.in_force()
    assert first.number == 1
    assert first.sha256 == policy.fingerprint(BODY) == policy.fingerprint(first.body)


def test_windows_are_those_of_the_protection_page() -> None:
    first = policy.in_force()
    assert first.window("hold_standard") == timedelta(days=7)
    assert first.window("pay_card") == timedelta(minutes=30)
    assert first.window("release_grace") == timedelta(minutes=15)
    assert first.window("seller_answer") == timedelta(hours=72)
    assert first.business_days("ship_by") == 3


def test_every_enabled_currency_has_every_amount() -> None:
    for currency in settings.HOLDFAST_ENABLED_CURRENCIES:
        assert AMOUNTS[currency].keys() == AMOUNTS["EUR"].keys()
        assert all(minor > 0 for minor in AMOUNTS[currency].values())


def test_a_window_outside_its_range_cannot_be_published() -> None:
    body = copy.deepcopy(BODY)
    body["windows"]["hold_standard"]["value"] = 1
    with pytest.raises(policy.PolicyOutOfRange):
        policy.publish(body, number=2)


def test_a_new_policy_is_in_force_from_then_on() -> None:
    body = copy.deepcopy(BODY)
    body["windows"]["hold_standard"]["value"] = 10 * 24
    policy.publish(body, number=2)
    assert policy.in_force().window("hold_standard") == timedelta(days=10)
