"""Errors as problem+json (RFC 9457), each with a stable code and a sentence saying what to do."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from escrow.money import NotAnAmount
from escrow.story import Refusal

CONTENT_TYPE = "application/problem+json"


class Conflict(exceptions.APIException):
    """The request cannot be carried out as things stand."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


def problem_json(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every error in one shape, a story's refusal as a 409."""
    if isinstance(error, Refusal):
        error = Conflict(str(error), code=code_of(type(error)))
    elif isinstance(error, ObjectDoesNotExist):
        error = Http404()
    elif isinstance(error, NotAnAmount):
        error = exceptions.ValidationError({"amount": _("Write it like 42.50.")})
    response = exception_handler(error, context)
    if response is not None:
        response.data = _problem(error, response)
        response.content_type = CONTENT_TYPE
    return response


def code_of(refusal: type[Exception]) -> str:
    """NothingToConfirm is nothing_to_confirm, and stays so."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", refusal.__name__).lower()


def _problem(error: Exception, response: Response) -> dict[str, Any]:
    body = {"type": "about:blank", "status": response.status_code, "code": _code(error)}
    if isinstance(error, exceptions.ValidationError):
        return body | {"title": "Some fields need correcting.", "errors": response.data}
    detail = response.data.get("detail", "") if isinstance(response.data, dict) else ""
    return body | {"title": str(detail)}


def _code(error: Exception) -> str:
    if isinstance(error, Http404):
        return "not_found"
    if isinstance(error, exceptions.ValidationError):
        return "invalid"
    codes = error.get_codes() if isinstance(error, exceptions.APIException) else "error"
    return codes if isinstance(codes, str) else "error"
