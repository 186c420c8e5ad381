"""Where the files of cases lie: privately, a folder for each piece of evidence, under its hash."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from disputes.models import Evidence

FOLDER = PurePosixPath("evidence")


class SealBroken(Exception):
    """A file is not the one that was sent."""


def seal(evidence: Evidence, content: bytes) -> str:
    """Keep the original as it came in; the name of the file."""
    return _kept(evidence, "original", content)


def keep(evidence: Evidence, name: str, content: bytes) -> str:
    """Keep a clean picture of it."""
    return _kept(evidence, f"{name}.jpg", content)


def read(name: str) -> bytes:
    with storages["private"].open(name) as file:
        return bytes(file.read())


def unseal(evidence: Evidence) -> bytes:
    """The original, and certainly the original. Raises SealBroken."""
    content = read(evidence.original)
    if hashlib.sha256(content).hexdigest() != evidence.sha256:
        raise SealBroken(str(evidence.pk))
    return content


def drop(name: str) -> None:
    """A file that never became evidence."""
    if name:
        storages["private"].delete(name)


def _kept(evidence: Evidence, name: str, content: bytes) -> str:
    digest = evidence.sha256
    path = FOLDER / digest[:2] / digest / str(evidence.pk) / name
    return storages["private"].save(str(path), ContentFile(content))
