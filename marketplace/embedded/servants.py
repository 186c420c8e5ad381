"""The processes of the demo: web, worker, beat, and the commands that prepare them."""

import os
import subprocess
import sys
from pathlib import Path

from marketplace.embedded.ports import LOOPBACK
from marketplace.embedded.state import ROOT, Services, default_directory
from marketplace.embedded.watchdog import Watchdog
from marketplace.schedule import FILES

BIN = Path(sys.executable).parent


class Servants:
    """Starts processes with the demo's environment; the watchdog ends them with this process."""

    def __init__(self, services: Services, watchdog: Watchdog, port: int) -> None:
        self.watchdog, self.port = watchdog, port
        self.environment = {**os.environ, **services.urls(), "HOLDFAST_DEMO": "1", "DEBUG": "0"}
        self.environment.setdefault("HOLDFAST_BASE_URL", f"http://{LOOPBACK}:{port}")
        # Compiling every module anew would double the start.
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.environment["PYTHONUNBUFFERED"] = "1"  # progress is seen when it is made
        self.logs = default_directory() / "logs"
        self.logs.mkdir(mode=0o700, exist_ok=True)
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def run(self, *words: str) -> int:
        """Run a management command to its end; one that nobody has written is skipped."""
        return self.begin(*words).wait() if exists(words[1]) else 0

    def begin(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a command that writes to this terminal."""
        return self.spawn([sys.executable, *words], self.environment)

    def compile_words(self) -> subprocess.Popen[bytes] | None:
        """Compile the translations, where there are any."""
        if not list(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
            return None
        command = [str(BIN / "pybabel"), "-q", "compile", "-D", "django", "-d", "locale"]
        return self.spawn(command, self.environment)

    def start_all(self) -> None:
        """Open the doors; each process writes a log of its own."""
        pooled = {**self.environment, "DATABASE_POOL": "1"}
        celery = [str(BIN / "celery"), "-A", "marketplace.celery"]
        quiet = ["--without-gossip", "--without-mingle", "--loglevel=INFO"]
        files = ["-Q", FILES, "-n", "files@%h", "--concurrency=1"]
        self.serve("web", web(self.port), pooled)
        self.serve("worker", [*celery, "worker", *quiet, "--concurrency=2"], self.environment)
        self.serve("files", [*celery, "worker", *quiet, *files], self.environment)
        self.serve("beat", [*celery, "beat", "--loglevel=INFO"], self.environment)

    def serve(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        with (self.logs / f"{name}.log").open("wb") as log:
            self.running[name] = self.spawn(command, environment, log.fileno())

    def spawn(
        self, command: list[str], environment: dict[str, str], output: int | None = None
    ) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C is for us, and we end the others in their order.
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
        )
        self.watchdog.watch("servant", process.pid)
        return process

    def fallen(self) -> str:
        """The name of a process that has ended, if one has."""
        return next(
            (name for name, process in self.running.items() if process.poll() is not None), ""
        )


def web(port: int) -> list[str]:
    where = ["--host", LOOPBACK, "--port", str(port), "--workers", "2", "--blocking-threads", "4"]
    robust = ["--respawn-failed-workers", "--interface", "wsgi", "--no-ws"]
    return [str(BIN / "granian"), *where, *robust, "marketplace.wsgi:application"]


def exists(command: str) -> bool:
    """Whether the project has, or Django brings, a management command."""
    ours = list(ROOT.glob(f"*/management/commands/{command}.py"))
    return bool(ours) or command in ("migrate", "collectstatic")
