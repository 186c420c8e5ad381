"""Running one command on the kept services, or on throw-away ones made for it."""

import os
import signal
import subprocess
import tempfile
from pathlib import Path

from marketplace.embedded import identity, keeping, postgres, roles, valkey
from marketplace.embedded.state import Services
from marketplace.embedded.watchdog import Watchdog

# Held back while the command starts: else a signal would miss it.
PASSED_ON = {signal.SIGINT, signal.SIGTERM}


def on_kept(command: list[str]) -> int:
    """Run a command on the services that keep their data; they stay up for the next one."""
    services = keeping.start(started_by="services", say=print)
    return run(command, services, None)


def on_throwaway(command: list[str]) -> int:
    """Run a command on fresh services that vanish with it, even if this process is killed."""
    watchdog = Watchdog()
    directory = Path(tempfile.mkdtemp(prefix="holdfast-test-"))
    watchdog.watch("directory", directory)
    try:
        return run(command, throwaway(directory, watchdog), watchdog)
    finally:
        watchdog.finish()


def throwaway(directory: Path, watchdog: Watchdog) -> Services:
    services = Services(directory=directory, postgres_data=directory / "postgres")
    if keeping.wants_postgres():
        start_postgres(services, watchdog)
    if keeping.wants_valkey():
        valkey.start(services, keeps=False)
        watchdog.watch("service", services.valkey_pid)
    return services


def start_postgres(services: Services, watchdog: Watchdog) -> None:
    if identity.postgres().is_other_user:
        # The user PostgreSQL runs as must be able to pass through.
        services.directory.chmod(0o711)
    postgres.make(services)
    postgres.start(services, keeps=False)
    watchdog.watch("service", services.postgres_pid)
    roles.make(services)


def run(command: list[str], services: Services, watchdog: Watchdog | None) -> int:
    """Run a command to its end; Ctrl-C reaches it from the terminal, a SIGTERM is passed on."""
    signal.pthread_sigmask(signal.SIG_BLOCK, PASSED_ON)
    child = subprocess.Popen(
        command,
        env={**development(), **os.environ, **services.urls()},
        preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, PASSED_ON),
    )
    if watchdog:
        watchdog.watch("servant", child.pid)
    signal.signal(signal.SIGINT, lambda _, __: None)
    signal.signal(signal.SIGTERM, lambda number, _: child.send_signal(number))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, PASSED_ON)
    code = child.wait()
    return code if code >= 0 else 128 - code


def development() -> dict[str, str]:
    """On embedded services a command is a developer's, unless the environment says otherwise."""
    outside = os.environ.get("DATABASE_URL") or os.environ.get("HOLDFAST_DEMO")
    return {} if outside else {"DEBUG": "1"}
