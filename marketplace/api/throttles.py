"""How often somebody may act. Looking is bounded for all of the API; acting for each kind of deed."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import ScopedRateThrottle


class Acting(ScopedRateThrottle):
    """A view's `throttle_scope` bounds what it does, not how often somebody looks."""

    def allow_request(self, request: Request, view: Any) -> bool:
        return request.method in SAFE_METHODS or bool(super().allow_request(request, view))
