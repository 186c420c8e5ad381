"""The whole shop in one terminal: services, pages, tasks, demo people. Ctrl-C ends all of it."""

import signal
import time
from types import FrameType

from marketplace.embedded import keeping, ports
from marketplace.embedded.servants import Servants
from marketplace.embedded.state import Services
from marketplace.embedded.trouble import Trouble
from marketplace.embedded.watchdog import Watchdog

WEB_PATIENCE_SECONDS = 60


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or the system asks us to end."""


def run(*, port: int) -> int:
    """Start everything, wait for the end, stop everything."""
    if not ports.is_free(port):
        raise Trouble(f"Port {port} is taken; choose another one: make demo PORT={port + 1}")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    with keeping.the_demo():
        watchdog = Watchdog()
        try:
            return open_shop(port, watchdog)
        except Stopped:
            return 0
        finally:
            watchdog.finish()


def stop(_: int, __: FrameType | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise Stopped


def open_shop(port: int, watchdog: Watchdog) -> int:
    services = keeping.start(started_by="demo", say=say)
    if services.started_by == "demo":
        watch_services(services, watchdog)
    servants = Servants(services, watchdog, port)
    prepare(servants)
    try:
        return serve(servants, port)
    finally:
        say("\nStopping; the data stays for next time")
        servants.run("manage.py", "demo_clock", "--pause")


def watch_services(services: Services, watchdog: Watchdog) -> None:
    for pid in (services.postgres_pid, services.valkey_pid):
        if pid:
            watchdog.watch("service", pid)


def prepare(servants: Servants) -> None:
    """Bring database, files and words up to date; the files meanwhile, as they need no database."""
    say("Files: collecting styles and pictures, compiling translations")
    files = servants.begin("manage.py", "collectstatic", "--noinput", "--verbosity=0")
    words = servants.compile_words()
    say("Database: migrating")
    migrated = servants.run("manage.py", "migrate", "--database=owner", "--verbosity=0")
    if any((migrated, files.wait(), words and words.wait())):
        raise Trouble("The shop could not be prepared; what went wrong stands above.")


def serve(servants: Servants, port: int) -> int:
    """Open the doors, fill the shelves, stay until the end."""
    servants.run("manage.py", "demo_clock", "--resume")
    say("Web, tasks and clock: starting")
    servants.start_all()
    wait_for_web(servants, port)
    say(f"\n  Holdfast is open: http://{ports.LOOPBACK}:{port}\n")
    servants.run("manage.py", "seed_demo")
    servants.run("manage.py", "demo_people")
    say(f"\n  http://{ports.LOOPBACK}:{port}  Ctrl-C stops everything. Logs: {servants.logs}")
    while not servants.fallen():
        time.sleep(0.5)
    raise Trouble(f"{servants.fallen()} has ended by itself; its log is in {servants.logs}")


def wait_for_web(servants: Servants, port: int) -> None:
    end = time.monotonic() + WEB_PATIENCE_SECONDS
    while not ports.answers(port):
        if time.monotonic() > end or servants.fallen():
            raise Trouble(f"The web server does not answer; its log is in {servants.logs}")
        time.sleep(0.05)


def say(line: str) -> None:
    """A line that is seen at once, also through a pipe."""
    print(line, flush=True)
