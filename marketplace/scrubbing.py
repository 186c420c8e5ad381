"""What a log or an error report must not say about people, taken out wherever it has got in.

The first rule is to log codes and ids. This is the second: errors of the database quote rows, and
those of mail servers and providers quote whoever they were about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

GONE: Final = "[…]"
# What the database quotes of a row, up to the end of its line.
QUOTED = re.compile(r"(DETAIL:|CONTEXT:|Failing row contains).*")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
# Cards, phones: nine digits and more, alone and not inside an id or a moment.
DIGITS = re.compile(r"(?<![\w.:-])\+?\d(?:[ /-]?\d){8,18}(?![\w.:-])")
# Cookies and keys in what a library prints of a request.
KEYS = re.compile(r"(?i)\b(authorization|cookie|token|password|secret)(['\"]?\s*[:=]\s*)\S+")
DEPTH: Final = 6


def text(said: str) -> str:
    """The same sentence without anybody in it."""
    for pattern in (QUOTED, ADDRESS, IBAN, DIGITS):
        said = pattern.sub(GONE, said)
    return KEYS.sub(rf"\1\2{GONE}", said)


def anything(value: Any, depth: int = DEPTH) -> Any:
    """The same of whatever was logged with it."""
    if isinstance(value, str):
        return text(value)
    if depth and isinstance(value, Mapping):
        return {key: anything(each, depth - 1) for key, each in value.items()}
    if depth and isinstance(value, list | tuple):
        return [anything(each, depth - 1) for each in value]
    return value


def of_log(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """A processor of structlog; ids and moments pass, because they are nobody's."""
    kept = {"request_id", "correlation_id", "task_id", "timestamp", "_record", "_from_structlog"}
    return {name: value if name in kept else anything(value) for name, value in event.items()}
