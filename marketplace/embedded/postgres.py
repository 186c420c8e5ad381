"""Making, starting and stopping one PostgreSQL cluster."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from marketplace.embedded import binaries, identity, ports
from marketplace.embedded.processes import end, is_alive, spawn, wait_until
from marketplace.embedded.state import Services
from marketplace.embedded.trouble import Trouble

# What a lost machine would lose does not matter to a cluster that is deleted after the tests.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
START_ATTEMPTS = 12


def make(services: Services) -> None:
    """Create the cluster's files, unless they are there; half of them never look like all."""
    if services.postgres_data.exists():
        return
    draft = services.postgres_data.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    initialise(draft, services.passwords["holdfast_super"])
    draft.rename(services.postgres_data)


def initialise(data: Path, password: str) -> None:
    with tempfile.TemporaryDirectory(prefix="holdfast-") as held:
        secret = Path(held) / "password"
        secret.write_text(password)
        data.mkdir(mode=0o700)
        hand_over(Path(held), secret, data)
        where = ("-D", data, "-U", "holdfast_super", "--no-sync")
        access = ("--auth=scram-sha-256", f"--pwfile={secret}", "-E", "UTF8")
        run("initdb", *where, *access, *locale_options())


def locale_options() -> tuple[str, ...]:
    """The same sort order on every platform; before 17 only the C locale promises that."""
    if binaries.postgres_version(binaries.postgres_bin()) >= 17:
        return ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
    return ("--locale=C.UTF-8",)


def hand_over(*paths: Path) -> None:
    """Give paths to the user PostgreSQL runs as, where that is another one."""
    if identity.postgres().is_other_user:
        for path in paths:
            os.chown(path, identity.NOBODY, identity.NOBODY)


def start(services: Services, *, keeps: bool) -> None:
    """Start the server; retried, because a crash leaves a lock behind for a second."""
    for _ in range(START_ATTEMPTS):
        if not services.postgres_port or not ports.is_free(services.postgres_port):
            services.postgres_port = ports.free_port()
        if try_to_start(services, keeps=keeps):
            return
        time.sleep(0.3)
    raise Trouble(f"PostgreSQL does not start; its log is {services.directory / 'postgres.log'}")


def try_to_start(services: Services, *, keeps: bool) -> bool:
    who = identity.postgres()
    command = who.command("postgres", "-D", services.postgres_data, *options(services, keeps))
    server = spawn(command, services.directory / "postgres.log", **who.options)
    wait_until(lambda: is_running(services) or server.poll() is not None, seconds=30)
    return server.poll() is None and is_running(services)


def options(services: Services, keeps: bool) -> list[str]:
    # No Unix socket: its path below a deep checkout would be longer than the kernel allows.
    settings = [
        "listen_addresses=127.0.0.1",
        f"port={services.postgres_port}",
        "max_connections=200",
    ]
    settings += ["unix_socket_directories=", "timezone=UTC", "log_timezone=UTC"]
    settings += [] if keeps else FORGETFUL
    return [word for setting in settings for word in ("-c", setting)]


def is_running(services: Services) -> bool:
    """Whether the server accepts connections; its own lock file says where, even after a crash."""
    try:
        lines = (services.postgres_data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    pid, port, answer = (lines[0], lines[3], lines[7].strip()) if len(lines) > 7 else ("0", "0", "")
    if answer != "ready" or not is_alive(int(pid)) or not ports.answers(int(port)):
        return False
    services.postgres_pid, services.postgres_port = int(pid), int(port)
    return True


def stop(services: Services) -> None:
    """Stop the server, cutting open connections."""
    if is_running(services):
        end([services.postgres_pid], patience_seconds=20, how=signal.SIGINT)
    services.postgres_pid = 0


def delete(services: Services) -> None:
    """Forget all data of a stopped server."""
    shutil.rmtree(services.postgres_data, ignore_errors=True)


def run(program: str, *arguments: str | Path) -> None:
    who = identity.postgres()
    command = who.command(program, *arguments)
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd="/", **who.options
    )
    if done.returncode:
        raise Trouble(f"{program} failed:\n{done.stdout}{done.stderr}")
