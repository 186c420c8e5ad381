"""A provider on this machine, over real HTTP: what a gateway's client speaks to in the tests.

A peer answers `respond`. It runs in a thread of the test, so it shares the test's clock and can be
looked into; the gateway knows nothing of that and only has the address.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Request:
    """`headers` by their names in small letters."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Response:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class Peer:
    """One provider. Subclasses answer `respond`; it is asked by one caller at a time.

    `fell_over`: its own mistakes. To a caller they look like a dead line, so a test would go on in
    peace; whoever runs a peer looks here in the end.
    """

    fell_over: ClassVar[list[str]] = []

    def __init__(self, port: int = 0) -> None:
        self.lock = threading.RLock()
        self.requests: list[Request] = []
        self.loses_calls = self.loses_answers = False
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def respond(self, request: Request) -> Response:
        raise NotImplementedError

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @contextmanager
    def losing_calls(self) -> Iterator[None]:
        """The line breaks before anything arrives."""
        self.loses_calls = True
        try:
            yield
        finally:
            self.loses_calls = False

    @contextmanager
    def losing_answers(self) -> Iterator[None]:
        """It is done, and the line breaks before anybody hears of it."""
        self.loses_answers = True
        try:
            yield
        finally:
            self.loses_answers = False

    def take(self, request: Request) -> Response | None:
        """None where the caller hears nothing."""
        if self.loses_calls:
            return None
        with self.lock:
            self.requests.append(request)
            response = self.respond(request)
        return None if self.loses_answers else response


def _handler(peer: Peer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            query = parse_qsl(parts.query, keep_blank_values=True)
            body = self.rfile.read(length)
            request = Request(self.command, parts.path, query, headers, body)
            try:
                response = peer.take(request)
            except Exception:
                peer.fell_over.append(traceback.format_exc())
                response = None
            if response is None:
                self.close_connection = True
                return
            self.send_response(response.status)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(response.body)),
                **response.headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(response.body)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _answer  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            """Silence."""

    return Handler
