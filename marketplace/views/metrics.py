"""What Prometheus reads, for nobody else's eyes."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from marketplace import networks, patience, request_metrics
from marketplace.metrics import Shop


@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    if not (_has_token(request) or _is_near(request)):
        raise Http404
    registry = CollectorRegistry()
    registry.register(Shop())
    request_metrics.register_in(registry)
    written = patience.ask_within(
        settings.HOLDFAST_METRICS_SECONDS, lambda: generate_latest(registry)
    )
    return HttpResponse(
        written, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
    )


def _has_token(request: HttpRequest) -> bool:
    token = settings.HOLDFAST_METRICS_TOKEN
    said = request.headers.get("Authorization", "")
    return bool(token) and constant_time_compare(said, f"Bearer {token}")


def _is_near(request: HttpRequest) -> bool:
    """By its own address; what came through a proxy is as far away as anybody."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    near = networks.named("HOLDFAST_METRICS_NETWORKS")
    return networks.hold(near, request.META.get("REMOTE_ADDR", ""))
