"""The line to Stripe: its own library, with our time limits and no tries of its own.

Whatever is not a clear answer is raised as NoAnswer: nobody knows then what happened.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

import requests
import stripe
from django.conf import settings

# What every field means is fixed by this. A new one is read up on and tested, never slipped in.
API_VERSION = "2026-10-28.endive"
CONNECT_SECONDS, READ_SECONDS = 5.0, 40.0
# Under which our operation's id travels with everything that we make at Stripe.
KEY = "operation"

P = ParamSpec("P")
R = TypeVar("R")

stripe.enable_telemetry = False
# Its debug lines carry what was sent.
logging.getLogger("stripe").setLevel(logging.WARNING)


class NoAnswer(ConnectionError):
    """The line went dead, Stripe is in trouble, or what it said makes no sense."""


def client() -> stripe.StripeClient:
    """Speaks with the account of our key."""
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_URL, settings.STRIPE_FILES_URL)


def over_the_line(call: Callable[P, R]) -> Callable[P, R]:
    """What is neither done nor refused is NoAnswer. A refusal is handled where it is understood."""

    @wraps(call)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return call(*args, **kwargs)
        except stripe.StripeError as silence:
            raise NoAnswer(_said(silence)) from silence
        except (AttributeError, KeyError, IndexError, TypeError, ValueError) as odd:
            raise NoAnswer(f"cannot be understood: {type(odd).__name__}") from odd

    return run


def key_of(made: stripe.StripeObject, name: str = KEY) -> str:
    """What we wrote onto a thing when we made it; empty on what is not ours."""
    return str((made.to_dict().get("metadata") or {}).get(name) or "")


def was_done_before(made: stripe.StripeObject) -> bool:
    """The same key was used before: this is the answer of then, and may be stale by now."""
    said = made.last_response
    return said is not None and said.headers.get("Idempotent-Replayed") == "true"


@lru_cache(maxsize=4)
def _client(key: str, api_url: str, files_url: str) -> stripe.StripeClient:
    session = requests.Session()
    session.max_redirects = 0
    return stripe.StripeClient(
        key or "none",
        base_addresses={"api": api_url, "files": files_url},
        stripe_version=API_VERSION,
        max_network_retries=0,
        http_client=stripe.RequestsClient(timeout=(CONNECT_SECONDS, READ_SECONDS), session=session),
    )


def _said(silence: stripe.StripeError) -> str:
    """For the log: which call it was, and nothing of what was in it."""
    words = [type(silence).__name__, silence.http_status, silence.code, silence.request_id]
    return " ".join(str(word) for word in words if word)
