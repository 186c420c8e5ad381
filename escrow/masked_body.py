"""A provider's message as staff may read it: its shape and its ids, without people and numbers.

Nobody needs a name, an address, a card or a secret to see what a message was about; the stored
message itself stays as it came.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

HIDDEN = "··"
# Names of fields whose value is a person's, or a key to something.
PRIVATE = re.compile(
    r"name|mail|phone|address|line\d|street|city|postal|zip|iban|account|card|number|last4|exp|cvc"
    r"|holder|secret|token|signature|authorization|cookie|birth|ip$|fingerprint|owner|payer",
    re.IGNORECASE,
)
KEPT = re.compile(r"^(account_id|event_name|object_name|account_country)$")
# What gives itself away wherever it stands: a mail address, and long numbers of cards and accounts.
MAIL = re.compile(r"[^\s\"<>@]+@[^\s\"<>@]+")
LONG_NUMBER = re.compile(r"\b(?:[A-Z]{2}\d{2}[A-Z0-9]{11,30}|\d[\d ]{11,24}\d)\b")


def of(body: bytes) -> str:
    """JSON is shown in its shape; anything else as text with what gives itself away hidden."""
    text = body.decode(errors="replace")
    try:
        shown = json.dumps(_masked(json.loads(text)), indent=2, ensure_ascii=False)
    except ValueError:
        shown = _plain(text)
    return shown[:20_000]


def headers(stored: Mapping[str, Any]) -> str:
    return json.dumps(_masked(dict(stored)), indent=2, ensure_ascii=False)


def _masked(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _masked(part, str(key)) for key, part in value.items()}
    if isinstance(value, list):
        return [_masked(part, name) for part in value]
    if value in (None, "", True, False):
        return value
    if PRIVATE.search(name) and not KEPT.match(name):
        return HIDDEN
    return _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    return LONG_NUMBER.sub(HIDDEN, MAIL.sub(HIDDEN, text))
