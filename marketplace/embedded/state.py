"""The state file: ports, process ids and the random passwords of one pair of services."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from marketplace.embedded.ports import LOOPBACK

ROOT = Path(__file__).resolve().parents[2]
ROLES = ("holdfast_super", "holdfast_owner", "holdfast_app")
DATABASE = "holdfast"


def default_directory() -> Path:
    """.holdfast/ in the checkout, or HOLDFAST_STATE."""
    return Path(os.environ.get("HOLDFAST_STATE") or ROOT / ".holdfast").resolve()


def fresh_passwords() -> dict[str, str]:
    return {name: secrets.token_urlsafe(18) for name in (*ROLES, "valkey")}


@dataclass
class Services:
    """One PostgreSQL and one Valkey; a part is absent (port 0) when its URL came from outside."""

    directory: Path
    postgres_data: Path
    postgres_port: int = 0
    postgres_pid: int = 0
    valkey_port: int = 0
    valkey_pid: int = 0
    started_by: str = "services"
    passwords: dict[str, str] = field(default_factory=fresh_passwords)

    @classmethod
    def read(cls, directory: Path) -> Self | None:
        """What the state file remembers, running or not."""
        try:
            kept: dict[str, Any] = json.loads((directory / "services.json").read_text())
        except FileNotFoundError:
            return None
        for name in ("directory", "postgres_data"):
            kept[name] = Path(kept[name])
        return cls(**kept)

    def write(self) -> None:
        """Replace the state file, readable by its owner only."""
        target = self.directory / "services.json"
        draft = target.with_suffix(".new")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(asdict(self), file, default=str, indent=1)
        draft.replace(target)

    def database_url(self, role: str, database: str = DATABASE) -> str:
        """The URL of a database for one role."""
        login = f"{role}:{self.passwords[role]}"
        return f"postgres://{login}@{LOOPBACK}:{self.postgres_port}/{database}"

    def urls(self) -> dict[str, str]:
        """The environment variables a program needs to find the services."""
        found: dict[str, str] = {}
        if self.postgres_port:
            found["DATABASE_URL"] = self.database_url("holdfast_app")
            found["DATABASE_OWNER_URL"] = self.database_url("holdfast_owner")
            found["DATABASE_SUPER_URL"] = self.database_url("holdfast_super")
        if self.valkey_port:
            login = f":{self.passwords['valkey']}"
            found["REDIS_URL"] = f"redis://{login}@{LOOPBACK}:{self.valkey_port}/0"
        return found
