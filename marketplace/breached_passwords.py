"""Passwords that were in somebody's breach are refused, without telling anybody the password.

Off until HOLDFAST_BREACHED_PASSWORDS names a server that answers by k-anonymity, as Have I Been Pwned
does: it is told the first five of forty letters of a hash, and answers with every ending it knows.
"""

from __future__ import annotations

import hashlib
import logging
import time

import requests
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from marketplace.bounded_answer import Unusable, body_of
from marketplace.models import User

log = logging.getLogger(__name__)

BEGINNING = 5
CONNECT_SECONDS, SILENT_SECONDS, WHOLE_SECONDS = 1.0, 2.0, 3.0
MOST_BYTES = 200_000


class BreachedPasswordValidator:
    """For AUTH_PASSWORD_VALIDATORS. A server that does not answer refuses nobody."""

    def validate(self, password: str, user: User | None = None) -> None:
        if not settings.HOLDFAST_BREACHED_PASSWORDS or not _was_breached(password):
            return
        raise ValidationError(
            _(
                "This password was in a breach of another site, so strangers have it on their "
                "lists. Choose one that you use nowhere else."
            ),
            code="password_breached",
        )

    def get_help_text(self) -> str:
        """Nothing that a person can know beforehand."""
        return ""


def _was_breached(password: str) -> bool:
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
    beginning, ending = digest[:BEGINNING], digest[BEGINNING:]
    try:
        known = _endings(beginning)
    except (requests.RequestException, Unusable, UnicodeDecodeError) as error:
        log.warning("breached_passwords_not_asked", extra={"why": type(error).__name__})
        return False
    # Padding comes with a count of nought.
    return any(line.split(":")[0] == ending and not line.endswith(":0") for line in known)


def _endings(beginning: str) -> list[str]:
    """The answer's lines, of which no more is read than an answer could be."""
    until = time.monotonic() + WHOLE_SECONDS
    address = f"{settings.HOLDFAST_BREACHED_PASSWORDS.rstrip('/')}/{beginning}"
    with requests.get(
        address,
        headers={"Add-Padding": "true", "Accept-Encoding": "identity"},
        timeout=(CONNECT_SECONDS, SILENT_SECONDS),
        allow_redirects=False,
        stream=True,
    ) as answer:
        return body_of(answer, most_bytes=MOST_BYTES, until=until).decode("ascii").splitlines()
