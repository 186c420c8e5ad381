"""The peer's door: tokens, keys that are done once, and which desk answers what."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from escrow import clock
from tests.peers.paypal import signing
from tests.peers.paypal.disputes import Disputes
from tests.peers.paypal.ledger import Ledger
from tests.peers.paypal.notifications import Notifications
from tests.peers.paypal.orders import Orders
from tests.peers.paypal.payouts import Payouts
from tests.peers.paypal.refunds import Refunds
from tests.peers.paypal.refusing import No, answer
from tests.peers.paypal.telling import Message, message
from tests.peers.server import Peer, Request, Response

CLIENT_ID, SECRET = "AeA1QIZXiflr1_-r0U2UbWTziOWX1GRQer5jkUq4ZfWT5qwb6qQRPq7jDtv5", "EL4FGEs3cret"
Handler = Callable[..., dict[str, Any]]
TOKEN_LASTS = 32_400


class PayPal(Peer):
    """PayPal as far as we use it. What it holds in its hands is plain dictionaries."""

    def __init__(self) -> None:
        self.tokens: dict[str, float] = {}
        self.done: dict[tuple[str, str], tuple[bytes, dict[str, Any]]] = {}
        self.messages: list[Message] = []
        # What is said instead on a path, whatever was asked, until somebody takes it out again.
        self.instead: dict[str, Response] = {}
        self.ledger = Ledger()
        self.notifications = Notifications()
        self.orders, self.refunds = Orders(self), Refunds(self)
        self.payouts, self.disputes = Payouts(self), Disputes(self)
        self.certificates: dict[str, Response] = {
            "CERT-signer": Response(200, signing.signer().pem + signing.between().pem)
        }
        super().__init__()

    def tell(self, event_type: str, resource: dict[str, Any]) -> None:
        self.messages.append(message(event_type, json.loads(json.dumps(resource))))

    def respond(self, request: Request) -> Response:
        try:
            if request.path in self.instead:
                return self.instead[request.path]
            if request.path.startswith("/v1/notifications/certs/"):
                return self.certificates.get(request.path.split("/")[-1], Response(404))
            if request.path == "/v1/oauth2/token":
                return self._token(request)
            self._check_token(request)
            return self._routed(request)
        except No as no:
            return no.response()

    def _routed(self, request: Request) -> Response:
        desks = (self.orders, self.refunds, self.payouts, self.disputes)
        routes = [route for desk in desks for route in desk.routes()]
        routes += [*self.ledger.routes(), *self.notifications.routes()]
        for method, pattern, handler in routes:
            hit = re.fullmatch(pattern, request.path)
            if hit and method == request.method:
                return self._once(request, handler, hit.groups())
        raise No(404, "RESOURCE_NOT_FOUND")

    def _once(self, request: Request, handler: Handler, about: tuple[str, ...]) -> Response:
        """A key that was used is answered with what was done, as it is now; no other body fits it."""
        if request.method == "GET":
            return answer(200, handler(request, *about))
        key = (request.path, request.headers.get("paypal-request-id", ""))
        if not key[1]:
            raise No(400, "INVALID_REQUEST", "PAYPAL_REQUEST_ID_REQUIRED")
        body = b"" if "multipart" in request.headers.get("content-type", "") else request.body
        if key in self.done and self.orders.remembers(request.path, key[1]):
            if self.done[key][0] != body:
                raise No(422, "UNPROCESSABLE_ENTITY", "DUPLICATE_REQUEST_ID")
            return answer(200, self.done[key][1])
        made = handler(request, *about)
        self.done[key] = (body, made)
        return answer(201, made)

    def _token(self, request: Request) -> Response:
        wanted = base64.b64encode(f"{CLIENT_ID}:{SECRET}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {wanted}":
            return answer(401, {"error": "invalid_client"})
        if request.body != b"grant_type=client_credentials":
            return answer(400, {"error": "unsupported_grant_type"})
        fresh = f"A21AA{uuid4().hex}"
        self.tokens[fresh] = clock.real_now().timestamp() + TOKEN_LASTS
        said = {"access_token": fresh, "token_type": "Bearer", "expires_in": TOKEN_LASTS}
        return answer(200, said | {"app_id": "APP-80W284485P519543T"})

    def _check_token(self, request: Request) -> None:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self.tokens.get(given, 0) <= clock.real_now().timestamp():
            raise No(401, "AUTHENTICATION_FAILURE")
