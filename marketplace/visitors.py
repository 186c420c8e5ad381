"""What we know of somebody who is not signed in: hardly anything, and not for long."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from marketplace import how_often

MOST, SECONDS = 5, 3600


def known_as(request: HttpRequest, purpose: str) -> str:
    """The same guest about the same thing has the same name, and another about any other."""
    return salted_hmac(f"holdfast.guest.{purpose}", _address(request)).hexdigest()


def may_write(request: HttpRequest, what: str) -> bool:
    """A few times an hour. Counts this time."""
    key = f"guest:{what}:{known_as(request, what)}"
    return how_often.is_within(key, MOST, SECONDS)


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
