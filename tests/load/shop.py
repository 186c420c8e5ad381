"""The shop's processes, started as in production, to be killed one by one."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from marketplace.embedded import ports
from marketplace.embedded.processes import wait_until
from tests.own_services import Own

BIN = Path(sys.executable).parent
LOGS = Path(".holdfast/load")
CELERY = [str(BIN / "celery"), "-A", "marketplace.celery"]
QUIET = ["--without-gossip", "--without-mingle", "--loglevel=WARNING"]


@dataclass
class Shop:
    own: Own
    port: int = field(default_factory=ports.free_port)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    key: str = field(default_factory=lambda: secrets.token_urlsafe(60))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        told = {"DJANGO_SETTINGS_MODULE": "tests.load.settings", "SECRET_KEY": self.key}
        told |= {"HOLDFAST_BASE_URL": self.address, "LOG_LEVEL": "WARNING"}
        return {**os.environ, **self.own.services.urls(), **told}

    def do(self, *words: str) -> None:
        """A command to its end."""
        subprocess.run([sys.executable, *words], env=self.environment(), check=True)

    def open(self) -> None:
        web = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)]
        web += ["--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers"]
        pooled = {"DATABASE_POOL": "1"}
        self.start("web", [str(BIN / "granian"), *web, "marketplace.wsgi:application"], pooled)
        self.start_worker()
        files = ["-Q", "files", "-n", "files@%h", "--concurrency=1"]
        self.start("files", [*CELERY, "worker", *QUIET, *files])
        schedule = str(LOGS / "beat")
        self.start("beat", [*CELERY, "beat", "--loglevel=WARNING", "-s", schedule])
        self.until_it_answers()

    def start_worker(self) -> None:
        self.start("worker", [*CELERY, "worker", *QUIET, "--concurrency=2"])

    def start(self, name: str, command: list[str], more: dict[str, str] | None = None) -> None:
        environment = {**self.environment(), **(more or {})}
        with (LOGS / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, name: str) -> None:
        """Its whole group, at once: nobody says goodbye."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def close(self) -> None:
        for name in list(self.running):
            self.kill(name)

    def answer(self, path: str = "/") -> tuple[int, str]:
        """The status, and when to come back."""
        try:
            with urlopen(self.address + path, timeout=30) as got:  # noqa: S310 (ours, on loopback)
                return got.status, ""
        except HTTPError as refused:
            return refused.code, refused.headers.get("Retry-After", "")

    def until_it_answers(self) -> None:
        if not wait_until(self.is_open, seconds=60):
            raise SystemExit(f"The web server does not answer; its log is in {LOGS}")

    def is_open(self) -> bool:
        try:
            return self.answer()[0] == 200
        except OSError:  # it does not listen yet, or cuts us off
            return False

    def half_requests(self, many: int) -> list[socket.socket]:
        """So many clients who begin to ask and never end."""
        opened = []
        for _ in range(many):
            one = socket.create_connection(("127.0.0.1", self.port), timeout=5)
            one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
            opened.append(one)
        return opened
