"""How Stripe says no."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tests.peers.server import Response


@dataclass
class Refused(Exception):
    """A no, with its reason in a word where Stripe has one for it."""

    code: str
    message: str
    status: int = 400
    type: str = "invalid_request_error"

    def response(self) -> Response:
        error = {"type": self.type, "message": self.message}
        if self.code:
            error["code"] = self.code
        return Response(self.status, json.dumps({"error": error}).encode())


def missing(what: str, identifier: str) -> Refused:
    return Refused("resource_missing", f"No such {what}: '{identifier}'", status=404)


def unknown(name: str) -> Refused:
    return Refused("parameter_unknown", f"Received unknown parameter: {name}")


def invalid(name: str, why: str) -> Refused:
    return Refused("parameter_invalid", f"Invalid {name}: {why}")
