"""nginx, PgBouncer and Redis from Debian's packages: unpacked in .holdfast/, installed nowhere."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from marketplace.embedded.state import default_directory

PACKAGES = (
    "nginx", "nginx-common", "pgbouncer", "redis-server", "redis-tools",
    "libc-ares2", "liblzf1", "libjemalloc2", "libevent-2.1-7", "liblua5.1-0", "lua-cjson", "lua-bitop",
    "libhiredis0.14", "libatomic1",
)  # fmt: skip


class CannotFetch(Exception):
    """The real programs cannot be had here, so nothing is known about them."""


def root() -> Path:
    """Where they lie; fetched once, with apt's own signatures checked."""
    place = default_directory() / "debian"
    if not (place / ".complete").exists():
        _fetch(place)
    return place


def program(name: str) -> str:
    for folder in ("usr/sbin", "usr/bin"):
        if (found := root() / folder / name).exists():
            return str(found)
    raise CannotFetch(name)


def environment() -> dict[str, str]:
    """Their libraries are beside them."""
    libraries = sorted(root().glob("usr/lib/*-linux-gnu"))
    return {**os.environ, "LD_LIBRARY_PATH": ":".join(map(str, libraries))}


def _fetch(place: Path) -> None:
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        raise CannotFetch("make compose-test needs Debian's apt-get and dpkg.")
    shutil.rmtree(place, ignore_errors=True)
    packages = place / "packages"
    packages.mkdir(parents=True)
    done = subprocess.run(
        ["apt-get", "download", *PACKAGES], cwd=packages, capture_output=True, text=True
    )
    if done.returncode:
        raise CannotFetch(f"Run apt-get update, then try again:\n{done.stderr}")
    for package in packages.glob("*.deb"):
        subprocess.run(["dpkg", "-x", package, place], check=True)
    (place / ".complete").touch()
