"""Starting and stopping one Valkey (or Redis) server."""

import os
import shutil
import signal
import time
from pathlib import Path

from marketplace.embedded import binaries, ports
from marketplace.embedded.processes import end, is_alive, spawn, wait_until
from marketplace.embedded.state import Services
from marketplace.embedded.trouble import Trouble

START_ATTEMPTS = 5


def start(services: Services, *, keeps: bool) -> None:
    """Start the server and remember its port and process id."""
    for _ in range(START_ATTEMPTS):
        if not services.valkey_port or not ports.is_free(services.valkey_port):
            services.valkey_port = ports.free_port()
        if try_to_start(services, keeps=keeps):
            return
        time.sleep(0.2)
    raise Trouble(f"Valkey does not start; its log is {services.directory / 'valkey.log'}")


def try_to_start(services: Services, *, keeps: bool) -> bool:
    settings = write_settings(services, keeps=keeps)
    server = spawn(
        [str(binaries.valkey_server()), str(settings)], services.directory / "valkey.log"
    )
    services.valkey_pid = server.pid
    wait_until(lambda: ports.answers(services.valkey_port) or server.poll() is not None, seconds=20)
    return server.poll() is None


def write_settings(services: Services, *, keeps: bool) -> Path:
    """A file and not arguments, so that the password is not in the process list."""
    data = services.directory / "valkey"
    data.mkdir(mode=0o700, exist_ok=True)
    lines = [
        "bind 127.0.0.1",
        f"port {services.valkey_port}",
        f"requirepass {services.passwords['valkey']}",
        f'dir "{data}"',
        'save ""',
        f"appendonly {'yes' if keeps else 'no'}",
        "maxmemory-policy noeviction",
    ]
    settings = data / "valkey.conf"
    with open(os.open(settings, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")
    return settings


def is_running(services: Services) -> bool:
    """Whether the remembered server is alive and listens where it is remembered."""
    return (
        bool(services.valkey_pid)
        and is_alive(services.valkey_pid)
        and ports.answers(services.valkey_port)
    )


def stop(services: Services) -> None:
    """Stop the server; what it keeps is on disk."""
    if is_running(services):
        end([services.valkey_pid], patience_seconds=10, how=signal.SIGTERM)
    services.valkey_pid = 0


def delete(services: Services) -> None:
    """Forget all data of a stopped server."""
    shutil.rmtree(services.directory / "valkey", ignore_errors=True)
