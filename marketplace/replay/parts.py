"""A replay on several cores: the rows in parts, each part in a database of its own.

A replay moves one clock, so one database can be played by one process only. The parts are copies of
the empty database, made and dropped by the superuser of throw-away services.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import reduce
from operator import add
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connections

from marketplace.replay.report import Report

SUPERUSER = "DATABASE_SUPER_URL"


class PartFailed(RuntimeError):
    """A part's process ended with an error, or its books are not right."""


def possible() -> int:
    """As many parts as there are cores, where databases can be made; else one."""
    return (os.cpu_count() or 1) if os.environ.get(SUPERUSER) else 1


def play(file: Path, count: int, options: list[str]) -> Report:
    """Every part at once; raises PartFailed unless all of them ended with right books."""
    with _databases(count) as urls:
        running = [_start(file, number, count, url, options) for number, url in enumerate(urls)]
        said = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise PartFailed("A part of the replay failed; its own lines say why.")
    return reduce(add, (read(text) for text in said))


def written(report: Report) -> str:
    """A part's report for the process that puts them together."""
    return json.dumps(asdict(report))


def read(text: str) -> Report:
    return Report(**json.loads(text))


def _start(
    file: Path, number: int, count: int, url: str, options: list[str]
) -> subprocess.Popen[str]:
    """Its report comes on standard output, everything else on standard error."""
    command = [sys.executable, "manage.py", "replay", str(file), "--part", f"{number}/{count}"]
    return subprocess.Popen(  # noqa: S603 (our own command)
        [*command, *options],
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def _databases(count: int) -> Iterator[list[str]]:
    """Copies of the empty database, one for each part; gone afterwards."""
    connections.close_all()
    url = urlsplit(os.environ["DATABASE_URL"])
    template = url.path.lstrip("/")
    names = [f"{template}_part_{number}" for number in range(count)]
    with psycopg.connect(os.environ[SUPERUSER], autocommit=True, dbname="postgres") as superuser:
        for name in names:
            superuser.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        yield [urlunsplit(url._replace(path=f"/{name}")) for name in names]
        for name in names:
            superuser.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
