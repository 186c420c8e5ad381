"""A shop's own program on loopback: it checks every message as the convention says, or misbehaves."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any


@dataclass
class Receiver:
    """What it was sent (headers, body), and how it answers."""

    port: int = 0
    status: int = 200
    answer: bytes = b"thanks"
    drips: bool = False
    sleeps: float = 0
    redirect: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _body in self.got]


@contextmanager
def running(secured: SSLContext | None = None) -> Iterator[Receiver]:
    receiver = Receiver()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"all": receiver}))
    server.daemon_threads = True
    if secured:
        server.socket = secured.wrap_socket(server.socket, server_side=True)
    receiver.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    all: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.all.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.all.ways.append(self.path)
        time.sleep(self.all.sleeps)
        with suppress(OSError):  # who sent it may have gone
            self.drip() if self.all.drips else self.say()

    def do_GET(self) -> None:
        """Where a redirect leads; nobody should follow it."""
        self.all.ways.append(f"GET {self.path}")

    def say(self) -> None:
        self.send_response(self.all.status)
        if self.all.redirect:
            self.send_header("Location", self.all.redirect)
        self.send_header("Content-Length", str(len(self.all.answer)))
        self.end_headers()
        self.wfile.write(self.all.answer)

    def drip(self) -> None:
        """A byte now and then, for ever: the headers never end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(600):
            self.wfile.write(f"X-{number}: a\r\n".encode())
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, *args: Any) -> None:
        """Quietly."""
