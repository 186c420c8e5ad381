"""A small process that outlives a killed parent long enough to clean up after it.

It reads a pipe that only the parent holds open. The end of the pipe means that the parent is done,
whether it said so or was killed; then the watchdog ends what it was given and deletes what it
should.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from marketplace.embedded import processes
from marketplace.embedded.state import ROOT

SERVANT_PATIENCE_SECONDS = 8
SERVICE_PATIENCE_SECONDS = 20


@dataclass
class Watchdog:
    """The parent's end: every process told to it is ended when the parent is."""

    process: subprocess.Popen[bytes] = field(init=False)
    pids: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        command = [sys.executable, "-m", __name__]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, cwd=ROOT, start_new_session=True
        )

    def watch(self, kind: str, what: int | Path) -> None:
        """Take charge of a 'servant' or 'service' (process id) or a 'directory'."""
        if isinstance(what, int):
            self.pids.append(what)
        assert self.process.stdin is not None  # a pipe, as asked for above
        self.process.stdin.write(json.dumps([kind, str(what)]).encode() + b"\n")
        self.process.stdin.flush()

    def finish(self) -> None:
        """End everything now and wait for it."""
        assert self.process.stdin is not None  # a pipe, as asked for above
        self.process.stdin.close()
        while self.process.poll() is None:
            for pid in self.pids:  # lay our own children to rest, or the watchdog waits for them
                processes.is_alive(pid)
            time.sleep(0.02)


def main() -> None:
    """Collect what to end, wait for the parent's end, end it: servants before their services."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    charges: dict[str, list[str]] = {"servant": [], "service": [], "directory": []}
    for line in sys.stdin:
        kind, what = json.loads(line)
        charges[kind].append(what)
    processes.end(map(int, charges["servant"]), patience_seconds=SERVANT_PATIENCE_SECONDS)
    processes.end(
        map(int, charges["service"]), patience_seconds=SERVICE_PATIENCE_SECONDS, how=signal.SIGINT
    )
    for directory in charges["directory"]:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    os.chdir("/")
    main()
