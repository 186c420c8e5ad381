"""The list of what is in a backup, with a hash of each file: written last, read first."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from escrow.story import Refusal, require

NAME = "manifest.json"
FORMAT = 1


class NotABackup(Refusal):
    """A folder that is no backup, not all of one, or not the one that was written."""


@dataclass(frozen=True)
class Manifest:
    """`files`: hash by name. `seal`: the newest seal of the audit trail, as number:hash."""

    made_at: str
    postgres: int
    migrations: list[str]
    seal: str
    counts: dict[str, int]
    files: dict[str, str]
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        draft = folder / f"{NAME}.draft"
        draft.write_text(json.dumps(asdict(self), indent=1, sort_keys=True))
        draft.rename(folder / NAME)


def read(folder: Path) -> Manifest:
    """Every file is hashed anew. Raises NotABackup, and says which file."""
    try:
        said: dict[str, Any] = json.loads((folder / NAME).read_text())
    except (OSError, ValueError) as wrong:
        raise NotABackup(f"{folder} has no {NAME}: it is no backup, or not all of one.") from wrong
    require(said.get("format") == FORMAT, NotABackup, "It was made by another version of Holdfast.")
    found = Manifest(**said)
    for name, known in found.files.items():
        _compare(folder / name, name, known)
    return found


def hashed(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _compare(path: Path, name: str, known: str) -> None:
    require(path.is_file(), NotABackup, f"{name} is missing in the backup.")
    require(hashed(path) == known, NotABackup, f"{name} is not the file that was backed up.")
