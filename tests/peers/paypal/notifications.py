"""What the peer knows of our webhook."""

from __future__ import annotations

from typing import Any

from tests.peers.paypal.refusing import No
from tests.peers.paypal.telling import WEBHOOK_ID
from tests.peers.server import Request


class Notifications:
    def __init__(self) -> None:
        self.webhook: dict[str, Any] = {
            "id": WEBHOOK_ID,
            "url": "http://127.0.0.1:8000/webhooks/paypal/",
            "event_types": [{"name": "*"}],
        }

    def routes(self) -> list[Any]:
        return [("GET", r"/v1/notifications/webhooks/(\w+)", self.get)]

    def get(self, request: Request, webhook_id: str) -> dict[str, Any]:
        if webhook_id != self.webhook["id"]:
            raise No(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")
        return self.webhook
