"""Where a request comes from when proxies of ours stand before us: they say it, nobody else does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse

from marketplace import networks

Page = Callable[[HttpRequest], HttpResponse]


def visitor_address(page: Page) -> Page:
    """Middleware: REMOTE_ADDR is the visitor's address from here on, for limits and for logs.

    TRUSTED_PROXIES names the networks of our own proxies. What stands in X-Forwarded-For beyond the
    last of them was written by whoever asks, and counts for nothing.
    """
    trusted = networks.named("TRUSTED_PROXIES")

    def answer(request: HttpRequest) -> HttpResponse:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "")
        request.META["REMOTE_ADDR"] = farthest(request.META.get("REMOTE_ADDR", ""), told, trusted)
        return page(request)

    return answer


def farthest(nearest: str, told: str, trusted: Sequence[networks.Network]) -> str:
    """The first address, going back from us, that is no proxy of ours."""
    hops = [hop.strip() for hop in told.split(",") if hop.strip()]
    while hops and networks.hold(trusted, nearest) and networks.is_address(hops[-1]):
        nearest = hops.pop()
    return nearest
