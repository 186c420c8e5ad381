"""The launcher leaves nothing behind, however it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from tests.project.files import ROOT

pytestmark = pytest.mark.slow
OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_SUPER_URL", "REDIS_URL")


@pytest.fixture
def launcher(tmp_path: Path) -> Iterator["Launcher"]:
    launcher = Launcher(tmp_path)
    yield launcher
    launcher.run("reset")


class Launcher:
    """The command line, on a state directory and a temporary directory of its own."""

    def __init__(self, home: Path) -> None:
        self.temporary = home / "tmp"
        self.temporary.mkdir()
        mine = {"HOLDFAST_STATE": str(home / "state"), "TMPDIR": str(self.temporary)}
        outside = {name: value for name, value in os.environ.items() if name not in OURS}
        self.environment = outside | mine

    def start(self, *words: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "marketplace.embedded", *words]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, text=True, stdout=subprocess.PIPE
        )

    def run(self, *words: str) -> tuple[int, str]:
        process = self.start(*words)
        said, _ = process.communicate(timeout=60)
        return process.returncode, said

    def urls(self) -> dict[str, str]:
        lines = self.run("env")[1].splitlines()
        pairs = (line.removeprefix("export ").split("=", 1) for line in lines)
        return {name: value.strip("'") for name, value in pairs}


def test_a_command_gets_the_urls_and_its_exit_code_comes_back(launcher: Launcher) -> None:
    code, said = launcher.run("run", "--test", "--", "sh", "-c", "echo $DATABASE_URL; exit 7")
    assert code == 7
    assert "holdfast_app" in said
    assert not list(launcher.temporary.iterdir())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_survives_a_test_run_that_is_killed(launcher: Launcher, number: int) -> None:
    script = "echo $$; echo $DATABASE_URL; exec sleep 60"
    process = launcher.start("run", "--test", "--", "sh", "-c", script)
    pid, url = int(process.stdout.readline()), process.stdout.readline().strip()
    time.sleep(0.5)  # the command speaks a moment before the watchdog has heard of it
    process.send_signal(number)
    process.wait(timeout=30)
    assert soon(lambda: not is_alive(pid) and not list(launcher.temporary.iterdir()))
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_kept_services_survive_a_crash_with_their_data(launcher: Launcher) -> None:
    launcher.run("start")
    with psycopg.connect(launcher.urls()["DATABASE_OWNER_URL"]) as owner:
        owner.execute("CREATE TABLE kept (n int)")
    lock = next(Path(launcher.environment["HOLDFAST_STATE"]).glob("postgres/postmaster.pid"))
    os.kill(int(lock.read_text().split()[0]), signal.SIGKILL)
    assert launcher.run("status")[0] == 3
    launcher.run("start")
    with psycopg.connect(launcher.urls()["DATABASE_OWNER_URL"]) as owner:
        assert owner.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_the_application_s_role_can_make_and_alter_nothing(launcher: Launcher) -> None:
    launcher.run("start")
    with psycopg.connect(launcher.urls()["DATABASE_URL"], autocommit=True) as application:
        for statement in ("CREATE TABLE mine (n int)", "CREATE ROLE friend", "CREATE DATABASE d"):
            with pytest.raises(InsufficientPrivilege):
                application.execute(statement)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def soon(happens: Callable[[], bool]) -> bool:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if happens():
            return True
        time.sleep(0.1)
    return False
