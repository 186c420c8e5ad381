"""localstripe, a stand-in for Stripe that nobody here wrote: a program of its own, on this machine."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import Request, urlopen

SCRIPT = """
import sys
from aiohttp import web
from localstripe.server import app
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)
"""
STARTS_WITHIN = 20.0


@contextmanager
def running(messages_to: str, secret: str) -> Iterator[str]:
    """Its address. It posts its messages there, signed with that secret."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(port)])
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(port)
        form = f"url={messages_to}&secret={secret}".encode()
        urlopen(Request(f"{url}/_config/webhooks/ours", form), timeout=5).close()  # noqa: S310
        yield url
    finally:
        process.kill()
        process.wait()


def _wait_for(port: int) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return
