"""One call to PayPal: with its token and a time limit, never redirected, never repeated by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import requests
from requests.auth import AuthBase

from escrow.gateways.paypal import places, refusals, tokens

TIMEOUTS = (5, 45)


class Bearer(AuthBase):
    """Puts the token on; given as `auth`, so that no file of passwords can put another there."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def get(path: str, **query: str | int) -> dict[str, Any]:
    """What PayPal says of something. Raises Refused, NoAnswer."""
    return refusals.read(_with_token("GET", path, params=query))


def post(
    path: str,
    body: Mapping[str, Any] | None = None,
    *,
    key: str,
    files: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Have PayPal do something, once for each key. Raises Refused, NoAnswer."""
    headers = {"PayPal-Request-Id": key, "Prefer": "return=representation"}
    what: dict[str, Any] = {"files": files} if files else {"json": body or {}}
    return refusals.read(_with_token("POST", path, headers=headers, **what))


def answer_to(path: str) -> requests.Response:
    """The bare answer, for who wants to see more of it than its body."""
    return _with_token("GET", path)


def _with_token(method: str, path: str, **how: Any) -> requests.Response:
    """A token that PayPal will not have any more is renewed, once."""
    response = _send(method, path, tokens.token(), **how)
    if response.status_code == requests.codes.unauthorized:
        tokens.forget()
        response = _send(method, path, tokens.fetch(), **how)
    return response


def _send(method: str, path: str, token: str, **how: Any) -> requests.Response:
    return requests.request(
        method,
        places.api() + path,
        auth=Bearer(token),
        timeout=TIMEOUTS,
        allow_redirects=False,
        **how,
    )
