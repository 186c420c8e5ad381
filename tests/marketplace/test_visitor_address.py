"""Behind our own proxies a visitor has the address that the last of them saw, and cannot choose it."""

from ipaddress import ip_network

import pytest
from django.test import Client

from marketplace.visitor_address import farthest

OURS = [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]


@pytest.mark.parametrize(
    ("nearest", "told", "is_from"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "192.0.2.66, 198.51.100.1, 10.0.0.7", "198.51.100.1"),
        ("10.0.0.2", "10.9.9.9", "10.9.9.9"),
        ("fd00::2", "2001:db8::1", "2001:db8::1"),
        ("10.0.0.2", "<script>", "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1, not an address", "10.0.0.2"),
        ("10.0.0.2", " , ", "10.0.0.2"),
        ("", "198.51.100.1", ""),
    ],
)
def test_only_our_own_proxies_are_believed(nearest: str, told: str, is_from: str) -> None:
    assert farthest(nearest, told, OURS) == is_from


@pytest.mark.django_db
def test_a_made_up_header_gives_nobody_more_tries() -> None:
    """Without a proxy of ours: each request names another origin, and is limited all the same."""
    assert any(_tries(f"198.51.100.{n}") == 429 for n in range(200))


def _tries(pretends: str) -> int:
    told = {"email": "ben@example.com", "password": "guess"}
    return (
        Client(headers={"x-forwarded-for": pretends})
        .post("/api/v1/tokens/", told, content_type="application/json")
        .status_code
    )


@pytest.mark.django_db
def test_two_visitors_behind_one_proxy_are_two(settings: object) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1/32"]
    assert any(_tries("198.51.100.1") == 429 for _ in range(200))
    assert _tries("198.51.100.2") != 429
