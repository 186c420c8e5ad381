"""A repeated request with the same Idempotency-Key is answered with the first one's answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from escrow import clock
from marketplace.api.problems import Conflict
from marketplace.models import IdempotencyKey

HEADER = "Idempotency-Key"
LEASE = timedelta(minutes=5)
LONGEST = 80
View = Callable[..., Response]


class OtherRequest(exceptions.APIException):
    """The key was used for something else before."""

    status_code = 422
    default_code = "idempotency_key_reused"
    default_detail = "This Idempotency-Key was used for another request. Choose a new one."


def idempotent(view: View) -> View:
    """Without the header a view runs as always; with it, once.

    Only what happened is remembered: an error may be tried again with the same key. A request
    that died in the middle may be tried again after its lease; the stories are safe to repeat.
    """

    @wraps(view)
    def run(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = key_of(request)
        if not key:
            return view(self, request, *args, **kwargs)
        row, is_mine = _claim(request, key)
        if not is_mine:
            return Response(row.body, status=row.status)
        try:
            response = view(self, request, *args, **kwargs)
        except Exception:
            _forget(row)
            raise
        row.status, row.body = response.status_code, _plain(response.data)
        row.save(update_fields=["status", "body"])
        return response

    run.is_idempotent = True  # type: ignore[attr-defined]
    return run


def key_of(request: Request) -> str:
    """The request's key, or nothing. It must be short enough to be kept whole."""
    key: str = request.headers.get(HEADER, "")
    if len(key) > LONGEST:
        raise exceptions.ParseError(
            _("An Idempotency-Key has up to %(most)d characters.") % {"most": LONGEST},
            code="idempotency_key_invalid",
        )
    return key


def token_of(request: Request) -> str | None:
    """The key as a purchase's own token: it is placed once, also when the answer was lost on its way.

    As a hash, because a key cut off would be another key's: the second purchase would be the first.
    """
    key = key_of(request)
    digest = hashlib.sha256(f"{request.user.pk}:{key}".encode()).hexdigest()
    return f"api:{digest[:60]}" if key else None


def _claim(request: Request, key: str) -> tuple[IdempotencyKey, bool]:
    """The key's row and whether this request is the one to run."""
    digest = _digest(request)
    try:
        with transaction.atomic():
            return IdempotencyKey.objects.create(
                user=request.user, key=key, request_sha256=digest, created_at=clock.real_now()
            ), True
    except IntegrityError:
        return _again(request, key, digest)


def _again(request: Request, key: str, digest: str) -> tuple[IdempotencyKey, bool]:
    with transaction.atomic():
        row = IdempotencyKey.objects.select_for_update().get(user=request.user, key=key)
        if row.request_sha256 != digest:
            raise OtherRequest
        if row.status is not None:
            return row, False
        if row.created_at > clock.real_now() - LEASE:
            raise Conflict(_("The first request is still being worked on."), code="in_progress")
        row.created_at = clock.real_now()
        row.save(update_fields=["created_at"])
        return row, True


def _forget(row: IdempotencyKey) -> None:
    """Nothing happened: the lease ends at once, so that the next try may run."""
    row.created_at = clock.real_now() - LEASE
    row.save(update_fields=["created_at"])


def _digest(request: Request) -> str:
    """Of method, path and content; uploads count by their bytes.

    Keyed with our own secret: what a request carried, a password perhaps, is not to be guessed
    from what is kept of it.
    """
    digest = salted_hmac("idempotency", f"{request.method} {request.path}\n", algorithm="sha256")
    digest.update(repr(_said(request.data)).encode())
    for name in sorted(request.FILES):
        for upload in request.FILES.getlist(name):
            digest.update(hashlib.sha256(upload.read()).digest())
            upload.seek(0)
    return digest.hexdigest()


def _plain(data: Any) -> Any:
    """What JSON would make of it, so that the second answer equals the first."""
    return json.loads(json.dumps(data, cls=JSONEncoder))


def _said(data: Any) -> Any:
    """The fields of a request in one order, whatever order they came in."""
    if isinstance(data, QueryDict):
        return sorted((name, _words(values)) for name, values in data.lists())
    return json.dumps(data, sort_keys=True, default=str)


def _words(values: list[Any]) -> list[str]:
    """An upload is told by its name here; its bytes come after."""
    return [str(value) for value in values]
