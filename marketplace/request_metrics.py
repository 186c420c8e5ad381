"""How many requests were answered, how, and how long it took; by the route's name, never the address."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
# Known once for all processes where PROMETHEUS_MULTIPROC_DIR is set; else each tells of itself.
own = CollectorRegistry()
answered = Counter(
    "holdfast_requests_total", "Requests", ["method", "route", "status"], registry=own
)
took = Histogram(
    "holdfast_request_seconds", "How long they took", ["route"], buckets=SECONDS, registry=own
)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def counted(get_response: Callable[[HttpRequest], HttpResponse]) -> object:
    """Middleware: the outermost of ours, so that every answer is seen."""

    def middleware(request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = get_response(request)
        route = request.resolver_match.view_name if request.resolver_match else "none"
        method = request.method if request.method in METHODS else "other"
        answered.labels(method, route, str(response.status_code)).inc()
        took.labels(route).observe(time.perf_counter() - begun)
        return response

    return middleware


def register_in(registry: CollectorRegistry) -> None:
    """Of all processes of this machine, where they write into one directory."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(own)
