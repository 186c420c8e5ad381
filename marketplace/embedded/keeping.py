"""The services that keep their data: started once, found again by every later command."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from marketplace.embedded import identity, postgres, roles, valkey
from marketplace.embedded.state import Services, default_directory
from marketplace.embedded.trouble import Trouble


def start(*, started_by: str, say: Callable[[str], None]) -> Services:
    """The running services, started now where they were not."""
    with only_one(default_directory()) as directory:
        services = Services.read(directory) or make(directory)
        if not is_running(services):
            services.started_by = started_by
            start_parts(services, say)
        return services


def start_parts(services: Services, say: Callable[[str], None]) -> None:
    """Start what the environment does not already provide, and write the state after each part."""
    services.write()
    if wants_postgres() and not postgres.is_running(services):
        say("Services: starting PostgreSQL")
        postgres.make(services)
        postgres.start(services, keeps=True)
        roles.make(services)
        services.write()
    if wants_valkey() and not valkey.is_running(services):
        say("Services: starting Valkey")
        valkey.start(services, keeps=True)
        services.write()


def make(directory: Path) -> Services:
    return Services(directory=directory, postgres_data=data_directory(directory))


def data_directory(directory: Path) -> Path:
    """Beside the state, unless PostgreSQL must run as a user who may not enter there."""
    if not wants_postgres() or not identity.postgres().is_other_user:
        return directory / "postgres"
    key = hashlib.sha256(str(directory).encode()).hexdigest()[:12]
    return identity.root_only_home() / f"data-{key}"


def wants_postgres() -> bool:
    """Whether PostgreSQL is ours to start: a DATABASE_URL from outside wins."""
    return not os.environ.get("DATABASE_URL")


def wants_valkey() -> bool:
    """Whether Valkey is ours to start: a REDIS_URL from outside wins."""
    return not os.environ.get("REDIS_URL")


def is_running(services: Services) -> bool:
    return (not wants_postgres() or postgres.is_running(services)) and (
        not wants_valkey() or valkey.is_running(services)
    )


def running() -> Services | None:
    """The services if they run."""
    services = Services.read(default_directory())
    return services if services and is_running(services) else None


def stop() -> bool:
    """Stop what runs; False if nothing did."""
    with only_one(default_directory()) as directory:
        services = Services.read(directory)
        if services is None:
            return False
        was_running = postgres.is_running(services) or valkey.is_running(services)
        valkey.stop(services)
        postgres.stop(services)
        services.write()
        return was_running


def reset() -> None:
    """Stop, and delete everything that was kept, uploaded files included."""
    stop()
    directory = default_directory()
    if services := Services.read(directory):
        postgres.delete(services)
        valkey.delete(services)
    for name in ("media", "private", "static"):
        shutil.rmtree(directory / name, ignore_errors=True)
    (directory / "services.json").unlink(missing_ok=True)


@contextmanager
def the_demo() -> Iterator[None]:
    """While this checkout's demo runs; it cannot run twice on the same data."""
    directory = default_directory()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (directory / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble("The demo runs in another terminal already.") from None
        yield


@contextmanager
def only_one(directory: Path) -> Iterator[Path]:
    """Two terminals may ask for the services at once; the second waits and finds them started."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (directory / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield directory
