"""Every service of compose.yaml as a process of this machine: its own command, its own environment.

What containers would give is put in its place: the names of the services are ports of loopback, the
secrets and the volumes are folders.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from django.conf import settings

from marketplace.embedded import identity, ports
from marketplace.embedded.processes import end
from tests.deploy import debian, plan
from tests.own_services import Own
from tests.project.files import ROOT

BIN = Path(sys.executable).parent


@dataclass
class Machine:
    """`through`: the port of the database that the shop is told, PgBouncer's."""

    folder: Path
    own: Own
    port: dict[str, int] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.port = {name: ports.free_port() for name in ("web", "nginx", "redis", "pgbouncer")}
        self.port["postgres"] = self.own.services.postgres_port
        for name in ("static", "media", "private", "state", "metrics", "secrets", "tmp", "queue"):
            (self.folder / name).mkdir()
        self._write_secrets()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port['nginx']}"

    def here(self, text: str) -> str:
        """What a container calls so is this on our machine."""
        places = {
            "/run/secrets": self.folder / "secrets",
            "/srv": self.folder,
            "/metrics": self.folder / "metrics",
            "redis://redis:6379": f"redis://127.0.0.1:{self.port['redis']}",
            "http://web:8000": f"http://127.0.0.1:{self.port['web']}",
            "server web:8000": f"server 127.0.0.1:{self.port['web']}",
            "host=postgres port=5432": f"host=127.0.0.1 port={self.port['postgres']}",
            "listen 8080": f"listen {self.port['nginx']}",
            "listen_addr = 0.0.0.0": "listen_addr = 127.0.0.1",
            "listen_port = 6432": f"listen_port = {self.port['pgbouncer']}",
            "/tmp/": f"{self.folder}/tmp/",  # noqa: S108
            "/etc/nginx/mime.types": f"{debian.root()}/etc/nginx/mime.types",
            "/etc/nginx/holdfast.conf": self.folder / "nginx.conf",
            "/etc/pgbouncer/holdfast.ini": self.folder / "pgbouncer.ini",
            "max_client_conn = 1000": "max_client_conn = 200",
        }
        any_of = "|".join(map(re.escape, sorted(places, key=len, reverse=True)))
        return re.sub(any_of, lambda found: str(places[found.group()]), text)

    def environment(self, name: str) -> dict[str, str]:
        one = plan.services()[name]
        said = {
            key: self.here(value) for key, value in {**plan.example(), **one.environment}.items()
        }
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        return {
            **kept,
            **said,
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "HOLDFAST_STATE": str(self.folder / "state"),
            "HOLDFAST_WEB": f"http://127.0.0.1:{self.port['web']}",
            "DATABASE_BEHIND_PGBOUNCER": "1",
            # The one thing that production refuses: money that costs nothing to try with.
            "HOLDFAST_GATEWAYS": "sandbox,balance",
        }

    def command(self, name: str) -> list[str]:
        words = [self.here(word) for word in plan.services()[name].command]
        if name == "web":
            words[words.index("0.0.0.0")] = "127.0.0.1"  # noqa: S104
            words[words.index("8000")] = str(self.port["web"])
        if name in ("nginx", "pgbouncer", "redis"):
            words[0] = debian.program(words[0])
        if name in ("pgbouncer", "nginx"):
            words = [*identity.postgres().prefix, *words]  # nobody, as in its container
        if name == "redis":
            words[words.index("/data")] = str(self.folder / "queue")
            words += ["--port", str(self.port["redis"]), "--bind", "127.0.0.1"]
        return words

    def start(self, name: str) -> None:
        ours = name in plan.SHOP
        self.running[name] = subprocess.Popen(
            self.command(name),
            cwd=ROOT,
            env=self.environment(name) if ours else debian.environment(),
            stdout=(self.folder / f"{name}.log").open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def run(self, name: str, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words or self.command(name),
            cwd=ROOT,
            env={**self.environment(name), **more},
            capture_output=True,
            text=True,
            check=False,
        )

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")[-3000:]

    def _write_secrets(self) -> None:
        app = self.own.services.passwords["holdfast_app"]
        secrets = {
            "secret_key": settings.SECRET_KEY,
            "record_key": settings.HOLDFAST_RECORD_KEY,
            "database_url": f"postgres://holdfast_app:{app}@127.0.0.1:{self.port['pgbouncer']}/holdfast",
            "database_owner_url": self.own.url("holdfast_owner"),
            "email_url": "smtp+tls://user:password@127.0.0.1:587",
            "pgbouncer_users": f'"holdfast_app" "{app}"\n',
        }
        for name, value in secrets.items():
            (self.folder / "secrets" / name).write_text(value)
        for name in ("nginx.conf", "pgbouncer.ini"):
            text = (ROOT / "deploy" / name).read_text()
            (self.folder / name).write_text(self.here(text))

    def stop(self) -> None:
        end([one.pid for one in self.running.values()], patience_seconds=10, how=signal.SIGTERM)


@contextmanager
def running(folder: Path, own: Own) -> Iterator[Machine]:
    """In the order of compose.yaml; each is waited for as its health check would."""
    folder.chmod(0o755)
    machine = Machine(folder, own)
    try:
        for name in ("redis", "pgbouncer"):
            machine.start(name)
            _wait(lambda n=name: ports.answers(machine.port[n]), machine, name)
        done = machine.run("migrate", HOLDFAST_GATEWAYS="balance")
        assert done.returncode == 0, done.stdout + done.stderr
        for name in ("web", "worker", "files", "beat", "nginx"):
            machine.start(name)
        _wait(lambda: _is_well(machine), machine, "web")
        yield machine
    finally:
        machine.stop()


def _is_well(machine: Machine) -> bool:
    try:
        with urlopen(f"{machine.address}/nginx-is-here", timeout=2):  # noqa: S310
            pass
    except OSError:
        return False
    return ports.answers(machine.port["web"])


def _wait(fact: object, machine: Machine, name: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not fact():  # type: ignore[operator]
        gone = machine.running[name].poll() if name in machine.running else None
        assert gone is None, f"{name} ended with {gone}:\n{machine.log(name)}"
        assert time.monotonic() < until, f"{name} does not answer:\n{machine.log(name)}"
        time.sleep(0.1)
