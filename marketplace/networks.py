"""Networks as settings name them: 10.0.0.0/8, fd00::/8."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings

Network = IPv4Network | IPv6Network
# Every setting that lists some.
SETTINGS = ("TRUSTED_PROXIES", "HOLDFAST_METRICS_NETWORKS", "HOLDFAST_WEBHOOKS_MAY_REACH")


def named(setting: str) -> list[Network]:
    """Those of one setting. Raises ValueError for what is no network."""
    return [ip_network(each) for each in getattr(settings, setting)]


def hold(networks: Iterable[Network], address: str) -> bool:
    """Whether an address is in one of them; what is no address is in none."""
    return is_address(address) and any(ip_address(address) in network for network in networks)


def is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
