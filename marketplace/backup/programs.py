"""PostgreSQL's own programs that write and read a database, as new as the server or newer."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.db import connections

from escrow.story import Refusal
from marketplace.embedded import binaries


class NoProgram(Refusal):
    """PostgreSQL's client programs are missing, too old, or have failed."""


def run(program: str, *arguments: str | Path) -> None:
    """On the owner's database; the password is in the environment and in no list of processes."""
    settings = connections["owner"].settings_dict
    environment = {
        "PGHOST": str(settings["HOST"]),
        "PGPORT": str(settings["PORT"] or 5432),
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
        "PATH": "/usr/bin:/bin",
    }
    command = [str(_find(program)), *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise NoProgram(f"{program} failed: {done.stderr.strip()[-800:]}")


def server_version() -> int:
    """The major version, such as 18."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def _find(program: str) -> Path:
    wanted = server_version()
    for path in _candidates(program):
        if _major(path) >= wanted:
            return path
    raise NoProgram(
        f"No {program} of version {wanted} or newer. On Debian: apt install postgresql-client-{wanted}"
    )


def _candidates(program: str) -> Iterator[Path]:
    if found := shutil.which(program):
        yield Path(found)
    for directory in (*binaries.in_debian(), *binaries.in_wheel()):
        if (directory / program).exists():
            yield directory / program


def _major(path: Path) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    words = said.stdout.split()
    return int(words[2].split(".")[0]) if said.returncode == 0 and len(words) > 2 else 0
