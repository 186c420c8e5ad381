"""A statement that somebody has looked at and not imported yet: kept for them alone, for a while."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from escrow import clock

FOLDER = "bank_statements"
LASTS = timedelta(hours=2)


def keep(content: bytes, *, by: Any) -> str:
    """Returns the name under which the same person finds it again."""
    _forget_old()
    name = uuid.uuid4().hex
    storages["private"].save(_path(name, by), ContentFile(content))
    return name


def find(name: str, *, by: Any) -> bytes | None:
    """None where it is not theirs, or is gone."""
    if not re.fullmatch(r"[0-9a-f]{32}", name) or not storages["private"].exists(_path(name, by)):
        return None
    with storages["private"].open(_path(name, by)) as kept:
        return bytes(kept.read())


def forget(name: str, *, by: Any) -> None:
    storages["private"].delete(_path(name, by))


def _path(name: str, by: Any) -> str:
    return f"{FOLDER}/{by.pk}-{name}"


def _forget_old() -> None:
    """What was looked at and never imported does not stay."""
    storage = storages["private"]
    if not storage.exists(FOLDER):
        return
    for name in storage.listdir(FOLDER)[1]:
        if storage.get_modified_time(f"{FOLDER}/{name}") < clock.real_now() - LASTS:
            storage.delete(f"{FOLDER}/{name}")
