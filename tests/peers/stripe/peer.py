"""The door: who asks, in which version, whether it was asked before, and what is answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import stripe

from escrow import clock
from tests.peers.server import Peer, Request, Response
from tests.peers.stripe import accepts, forms, lists
from tests.peers.stripe.book import Book, Thing
from tests.peers.stripe.deeds import Deeds
from tests.peers.stripe.refused import Refused, invalid
from tests.peers.stripe.routes import ROUTES, Route

KEY, SECRET, VERSION = "sk_test_peer", "whsec_peer", "2026-10-28.endive"
KEYS_LAST = 24 * 60 * 60


class StripePeer(Peer):
    """`book` is its memory, `deeds` lets buyers, banks and time do their part."""

    def __init__(self, now: Callable[[], datetime] = clock.now, port: int = 0) -> None:
        self.book = Book(now)
        self.deeds = Deeds(self.book)
        self.answered: dict[str, tuple[int, str, Response]] = {}
        self.fails_with, self.sends_to, self.breaks_before = 0, "", ""
        self.says_instead: bytes | None = None
        super().__init__(port)

    def messages(self) -> list[tuple[dict[str, str], bytes]]:
        """Everything that was told so far, signed as Stripe signs it."""
        return [self.signed(event) for event in self.book.events]

    def signed(self, event: Thing, secret: str = SECRET) -> tuple[dict[str, str], bytes]:
        body = json.dumps(_public({**event, "api_version": VERSION}), indent=2)
        header = stripe.WebhookSignature.generate_signature_header(
            body, secret, timestamp=event["created"]
        )
        return {"Stripe-Signature": header}, body.encode()

    def take(self, request: Request) -> Response | None:
        """`breaks_before`: the line goes dead before a call to that address arrives."""
        if self.breaks_before and request.path == self.breaks_before:
            return None
        return super().take(request)

    def respond(self, request: Request) -> Response:
        if self.says_instead is not None:
            return Response(200, self.says_instead)
        if self.sends_to:
            return Response(307, b"", {"Location": self.sends_to})
        try:
            if self.fails_with:
                raise Refused("", "Something went wrong.", self.fails_with, "api_error")
            return self._known(request)
        except Refused as no:
            return no.response()

    def _known(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {KEY}":
            raise Refused("", "Invalid API Key provided: sk_****", 401)
        if request.headers.get("stripe-version") != VERSION:
            raise Refused("", f"Invalid Stripe API version: {VERSION} is spoken here.")
        route, ids = _route(request)
        kind = request.headers.get("content-type", "")
        is_form = request.method == "POST"
        given = forms.read(kind, request.body) if is_form else forms.nested(request.query)
        if is_form:
            return self._once(request, route, ids, given)
        return _json(self._answer(request, route, ids, given))

    def keys_clock(self) -> int:
        """By which keys are forgotten, in seconds."""
        return self.book.now

    def _once(
        self, request: Request, route: Route, ids: list[str], given: dict[str, Any]
    ) -> Response:
        """The same key gets the same answer for a day; with anything else in it, none."""
        key, owner = request.headers.get("idempotency-key", ""), _owner(request)
        asked = repr((request.path, owner, given))
        known = self.answered.get(key)
        if key and known and self.keys_clock() - known[0] < KEYS_LAST:
            if known[1] != asked:
                words = "Keys for idempotent requests can only be used with the same parameters."
                raise Refused("", words, 400, "idempotency_error")
            return Response(known[2].status, known[2].body, {"Idempotent-Replayed": "true"})
        accepts.checked(route.accepts, given)
        try:
            response = _json(self._answer(request, route, ids, given))
        except Refused as no:
            response = no.response()
        if key:
            self.answered[key] = (self.keys_clock(), asked, response)
        return response

    def _answer(
        self, request: Request, route: Route, ids: list[str], given: dict[str, Any]
    ) -> Thing:
        asked = accepts.checked(route.accepts, given)
        metadata = asked.get("metadata") or {}
        if len(metadata) > 50 or any(len(str(value)) > 500 for value in metadata.values()):
            raise invalid("metadata", "too much of it")
        owner = _owner(request)
        if owner and self.book.things.get(owner, {}).get("object") != "account":
            raise Refused("account_invalid", "The key has no access to that account.", 403)
        if owner and not route.of_account:
            raise Refused("", "Not on behalf of another account.", 403)
        behalf = {"owner": owner} if route.of_account else {}
        thing = route.answers(self.book, asked, *ids, **behalf)
        return lists.expanded(self.book, thing, asked.get("expand", []))


def _route(request: Request) -> tuple[Route, list[str]]:
    for route in ROUTES:
        if match := route.match(request.method, request.path):
            return route, list(match.groups())
    words = f"Unrecognized request URL ({request.method}: {request.path})."
    raise Refused("", words, 404)


def _owner(request: Request) -> str:
    return request.headers.get("stripe-account", "")


def _json(thing: Thing) -> Response:
    return Response(200, json.dumps(_public(thing)).encode())


def _public(value: Any) -> Any:
    """Without what only this peer remembers."""
    if isinstance(value, dict):
        return {key: _public(each) for key, each in value.items() if not key.startswith("_")}
    return [_public(each) for each in value] if isinstance(value, list) else value
