"""Where a request comes from when proxies of ours stand before us: they say it, nobody else does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Network = IPv4Network | IPv6Network
Page = Callable[[HttpRequest], HttpResponse]


def visitor_address(page: Page) -> Page:
    """Middleware: REMOTE_ADDR is the visitor's address from here on, for limits and for logs.

    TRUSTED_PROXIES names the networks of our own proxies. What stands in X-Forwarded-For beyond the
    last of them was written by whoever asks, and counts for nothing.
    """
    trusted = [ip_network(network) for network in settings.TRUSTED_PROXIES]

    def answer(request: HttpRequest) -> HttpResponse:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "")
        request.META["REMOTE_ADDR"] = farthest(request.META.get("REMOTE_ADDR", ""), told, trusted)
        return page(request)

    return answer


def farthest(nearest: str, told: str, trusted: Sequence[Network]) -> str:
    """The first address, going back from us, that is no proxy of ours."""
    hops = [hop.strip() for hop in told.split(",") if hop.strip()]
    while hops and _is_ours(nearest, trusted) and _is_address(hops[-1]):
        nearest = hops.pop()
    return nearest


def _is_ours(address: str, trusted: Sequence[Network]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in trusted)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
