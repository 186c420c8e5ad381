"""Errors as problem+json (RFC 9457), each with a stable code and a sentence saying what to do."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import (
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from escrow.money import NotAnAmount
from escrow.story import Refusal
from marketplace.editions import ChangedMeanwhile

CONTENT_TYPE = "application/problem+json"
# A request that fits the document, and names what is not there or does not belong together.
DOES_NOT_FIT = "does_not_fit"
# A text that JSON can say and no database can keep is one of them.
OF_MEANING = {
    DOES_NOT_FIT,
    "does_not_exist",
    "null_characters_not_allowed",
    "surrogate_characters_not_allowed",
}
NOT_FOUND = gettext_lazy("There is no such thing here, or it is not yours.")


class Conflict(exceptions.APIException):
    """The request cannot be carried out as things stand."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


class Changed(exceptions.APIException):
    """Somebody was quicker (RFC 9110, 13.1.1)."""

    status_code = status.HTTP_412_PRECONDITION_FAILED


class TooLarge(exceptions.APIException):
    """More than we read in one request."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = gettext_lazy("This request is too large. Send less at once.")


def problem_json(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every error in one shape, a story's refusal as a 409."""
    known = _known(error)
    response = exception_handler(known, context)
    if response is not None:
        if (
            isinstance(known, exceptions.ValidationError)
            and _leaves(known.get_codes()) <= OF_MEANING
        ):
            response.status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
        response.data = _problem(known, response)
        response.content_type = CONTENT_TYPE
    return response


def does_not_fit(field: str, sentence: str) -> exceptions.ValidationError:
    """What is named cannot be; the sentence says what could."""
    return exceptions.ValidationError({field: exceptions.ErrorDetail(sentence, DOES_NOT_FIT)})


def code_of(refusal: type[Exception]) -> str:
    """NothingToConfirm is nothing_to_confirm, and stays so."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", refusal.__name__).lower()


def problem(number: int, code: str, title: str) -> dict[str, Any]:
    """What every error says."""
    return {"type": "about:blank", "status": number, "code": code, "title": title}


def _known(error: Exception) -> Exception:
    """What went wrong, as one of the errors that have an answer."""
    if isinstance(error, ChangedMeanwhile):
        return Changed(str(error), code=code_of(type(error)))
    if isinstance(error, Refusal):
        return Conflict(str(error), code=code_of(type(error)))
    if isinstance(error, Http404 | ObjectDoesNotExist):
        return exceptions.NotFound(str(NOT_FOUND))
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied(str(error) or None)
    if isinstance(error, NotAnAmount):
        return does_not_fit("amount", _("Write it like 42.50."))
    if isinstance(error, RequestDataTooBig):
        return TooLarge()
    if isinstance(error, SuspiciousOperation | RecursionError):
        return exceptions.ParseError()
    return error


def _problem(error: Exception, response: Response) -> dict[str, Any]:
    number = response.status_code
    if isinstance(error, exceptions.ValidationError):
        said = _by_field(response.data), _by_field(error.get_codes())
        title = _("Some fields need correcting.")
        return problem(number, "invalid", title) | {"errors": said[0], "codes": said[1]}
    detail = response.data.get("detail", "") if isinstance(response.data, dict) else ""
    return problem(number, _code(error), str(detail))


def _leaves(codes: Any) -> set[str]:
    """Every code in what is wrong, however deep it stands."""
    if isinstance(codes, dict):
        return set().union(*(_leaves(one) for one in codes.values()))
    if isinstance(codes, list):
        return set().union(*(_leaves(one) for one in codes))
    return {str(codes)}


def _by_field(told: Any) -> Any:
    """What is wrong with no field in particular stands under DRF's own name for that."""
    return told if isinstance(told, dict) else {"non_field_errors": told}


def _code(error: Exception) -> str:
    codes = error.get_codes() if isinstance(error, exceptions.APIException) else "error"
    return codes if isinstance(codes, str) else "error"
