"""What goes wrong before or behind a door of the API is told as a problem, too."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from marketplace.api.problems import CONTENT_TYPE, problem
from marketplace.api.scopes import OPEN

API = "/api/"


class Unknown(APIView):
    """No door has this address."""

    scope = OPEN
    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(exclude=True)
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotFound(
            _("The API has no such address. Each one ends with a slash; /api/schema/ has them all.")
        )


def server_error(request: HttpRequest) -> HttpResponse:
    """Ours; nothing about it is told but that it may be tried again."""
    if not request.path.startswith(API):
        return defaults.server_error(request)
    title = _("Something broke on our side. Try again with the same Idempotency-Key.")
    return _told(500, "server_error", title)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing that any door could read."""
    if not request.path.startswith(API):
        return defaults.bad_request(request, exception)
    return _told(400, "bad_request", _("This request cannot be read."))


def _told(number: int, code: str, title: str) -> HttpResponse:
    body = problem(number, code, title)
    return JsonResponse(body, status=number, content_type=CONTENT_TYPE)
