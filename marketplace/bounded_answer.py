"""The answer of somebody else's server: no more of it, and for no longer, than we can use."""

from __future__ import annotations

import time

import requests
import urllib3

AT_ONCE = 16_384


class Unusable(ValueError):
    """It said something else than it should, too much of it, or too slowly."""


def body_of(answer: requests.Response, *, most_bytes: int, until: float) -> bytes:
    """The body of a streamed answer. `until` is a `time.monotonic()`. Raises Unusable."""
    if answer.status_code != requests.codes.ok:
        raise Unusable(answer.status_code)
    taken = bytearray()
    try:
        while chunk := answer.raw.read1(AT_ONCE):  # what is there, so that a trickle ends too
            taken += chunk
            if len(taken) > most_bytes or time.monotonic() > until:
                raise Unusable("too much, or too slow")
    except urllib3.exceptions.HTTPError as error:
        raise Unusable(type(error).__name__) from error
    return bytes(taken)
