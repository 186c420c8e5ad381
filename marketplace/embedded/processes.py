"""Starting, watching and ending processes."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any


def spawn(command: list[str], log: Path, **options: Any) -> subprocess.Popen[bytes]:
    """Start a server that outlives this process; its output goes to a log."""
    with log.open("ab") as written:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            cwd="/",
            start_new_session=True,
            **options,
        )


def is_alive(pid: int) -> bool:
    """Whether a process runs; one of our own children that has ended is first laid to rest."""
    try:
        with contextlib.suppress(ChildProcessError):
            if os.waitpid(pid, os.WNOHANG)[0] == pid:
                return False
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not is_zombie(pid)


def is_zombie(pid: int) -> bool:
    """Whether a process has ended unnoticed: in a container nobody may be there to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


def wait_until(happens: Callable[[], bool], *, seconds: float) -> bool:
    """Ask again and again until it is so, or the time is up."""
    end = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def end(pids: Iterable[int], *, patience_seconds: float, how: int = signal.SIGTERM) -> None:
    """Ask processes to end, and after a while insist; a leader takes its group along."""
    alive = [pid for pid in pids if pid and is_alive(pid)]
    leaders = [pid for pid in alive if leads_a_group(pid)]
    for pid in alive:
        send(pid, how)
    wait_until(lambda: not any(map(is_alive, alive)), seconds=patience_seconds)
    for pid in filter(is_alive, alive):
        send(pid, signal.SIGKILL)
    for pid in leaders:
        send(-pid, signal.SIGKILL)


def leads_a_group(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        return os.getpgid(pid) == pid
    return False


def send(pid: int, number: int) -> None:
    """A signal to a process, or to a group if negative, that may already be gone."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)
