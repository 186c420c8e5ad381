"""A line for each request: its route and not its address, its order and nobody's name."""

from __future__ import annotations

import logging

import structlog
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from django_structlog.middlewares import RequestMiddleware


class RequestLog(RequestMiddleware):
    """Addresses have keys of guests in them, and queries what people look for."""

    def prepare(self, request: HttpRequest) -> None:
        found = _found(request)
        if found and "number" in found.kwargs:
            structlog.contextvars.bind_contextvars(order=found.kwargs["number"])
        super().prepare(request)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {route(request)}"


def route(request: HttpRequest) -> str:
    """Such as /orders/<slug:number>/; what a person asked for is in no log."""
    found = _found(request)
    return f"/{found.route}" if found else "(no such page)"


class ByRoute(logging.Filter):
    """Django's own lines about requests, which name the address."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            paths = (request.path, request.get_full_path())
            record.args = tuple(route(request) if said in paths else said for said in record.args)
        return True


def _found(request: HttpRequest) -> ResolverMatch | None:
    try:
        return request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return None
