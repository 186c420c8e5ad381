"""Errors to Sentry and traces to OpenTelemetry, where there is an address; else nothing is loaded."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from marketplace import scrubbing
from marketplace.request_log import route

# What an event may say of a request: how, and which route. The rest is somebody's.
OF_REQUEST = {"method", "env"}


def begin() -> None:
    """Once in each process, when the settings are there."""
    if settings.SENTRY_DSN:
        _begin_sentry()
    if settings.OTEL_EXPORTER_OTLP_ENDPOINT:
        _begin_traces()


def scrubbed(event: dict[str, Any], _hint: dict[str, Any]) -> dict[str, Any]:
    """Before it leaves: nobody's name, and nothing that anybody sent."""
    event.pop("user", None)
    event.pop("breadcrumbs", None)
    event.pop("server_name", None)
    request = event.get("request")
    if request:
        event["request"] = {name: request[name] for name in OF_REQUEST & set(request)}
        event["request"].pop("env", None)
    clean: dict[str, Any] = scrubbing.anything(event, depth=12)
    return clean


def _begin_sentry(**how: Any) -> None:
    import sentry_sdk

    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        environment=settings.SENTRY_ENVIRONMENT,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=scrubbed,
        traces_sample_rate=0.0,
        **how,
    )


def _begin_traces() -> None:
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.instrumentation.django import DjangoInstrumentor
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    DjangoInstrumentor().instrument(request_hook=_name)


def _name(span: Any, request: HttpRequest) -> None:
    """A span is called by its route; addresses have keys and names in them."""
    if span and span.is_recording():
        span.update_name(f"{request.method} {route(request)}")
        for name in ("http.url", "http.target", "url.path", "url.query", "url.full"):
            span.set_attribute(name, route(request))
        for name in ("http.user_agent", "user_agent.original", "net.peer.ip", "client.address"):
            span.set_attribute(name, "")
