"""Everything that is logged while the tests run is read: no secret and no card number may be in it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.conf import settings
from stdnum import luhn

from tests.project.files import APPS

# What looks like a card number, alone and not inside an id.
DIGITS = re.compile(r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])")
KEYS = re.compile(r"\b(?:sk|rk|pk)_(?:test|live)_\w{6,}|\bwhsec_\w{6,}|\bBearer \S{8,}")
SECRET = re.compile(r"SECRET|KEY$|TOKEN|PASSWORD|API_KEY")
USUAL = set(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
SHORTEST = 12
# Who writes our lines.
SPEAKERS = (*APPS, "django_structlog")


def leak(text: str) -> str:
    """What of a text should never be in a log; empty where there is nothing."""
    for found in DIGITS.finditer(text):
        if luhn.is_valid(re.sub(r"[ -]", "", found.group())) and found.group()[0] in "3456":
            return found.group()
    if found := KEYS.search(text):
        return found.group()
    return next((name for name, value in _secrets() if value in text), "")


class Reader(logging.Handler):
    """Keeps what leaked, with who logged it."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.leaks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        more = {name: value for name, value in vars(record).items() if name not in USUAL}
        failure = repr(record.exc_info[1]) if record.exc_info else ""
        if found := leak(f"{record.getMessage()} {more} {failure}"):
            self.leaks.append(f"{record.name}: {found}")


reader = Reader()


def _ours_speak() -> None:
    """Whatever a library's own set-up of logging has silenced meanwhile."""
    for name, logger in logging.root.manager.loggerDict.items():
        if isinstance(logger, logging.Logger) and name.partition(".")[0] in SPEAKERS:
            logger.disabled, logger.propagate = False, True


@pytest.fixture(autouse=True)
def nothing_secret_is_logged() -> Iterator[None]:
    """Put on anew for each test: one that sets logging up, or stops it, is not the next one's fate."""
    reader.leaks.clear()
    root = logging.getLogger()
    logging.disable(logging.NOTSET)
    root.setLevel(min(root.level, logging.INFO))
    _ours_speak()
    root.addHandler(reader)
    yield
    root.removeHandler(reader)
    leaks = reader.leaks[:]
    reader.leaks.clear()
    assert not leaks, leaks


@cache
def _is_secret(name: str) -> bool:
    return bool(SECRET.search(name))


def _secrets() -> Iterator[tuple[str, str]]:
    for name in dir(settings):
        value = getattr(settings, name) if _is_secret(name) else None
        if isinstance(value, str) and len(value) >= SHORTEST:
            yield name, value
