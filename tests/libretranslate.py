"""A small LibreTranslate on loopback, as strict as the real one, that can also misbehave."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SPOKEN = {"en", "es"}
MOST_CHARACTERS = 5_000
WANTED = {"q", "source", "target", "format"}


@dataclass
class Engine:
    """What it was asked, and how it answers: by a name of `MOODS`."""

    url: str = ""
    key: str = ""
    mood: str = "well"
    asked: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def running() -> Iterator[Engine]:
    engine = Engine()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"engine": engine}))
    server.daemon_threads = True
    engine.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield engine
    finally:
        server.shutdown()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    engine: Engine

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != "/translate" or self.headers.get("Content-Type") != "application/json":
            return self.say(404, {"error": "Not found"})
        asked = json.loads(body)
        self.engine.asked.append(asked)
        wrong = self.refused(asked)
        return self.say(*wrong) if wrong else MOODS[self.engine.mood](self, asked)

    def do_GET(self) -> None:
        """Where a redirect leads; nobody should follow it."""
        self.engine.asked.append({"followed": self.path})
        self.say(200, {"translatedText": "followed"})

    def refused(self, asked: dict[str, Any]) -> tuple[int, dict[str, str]] | None:
        if asked.get("api_key", "") != self.engine.key:
            return 403, {"error": "Invalid API key"}
        if set(asked) - {"api_key"} != WANTED or asked["format"] != "text" or not asked["q"]:
            return 400, {"error": "Invalid request"}
        if {asked["source"], asked["target"]} - SPOKEN:
            return 400, {"error": "not supported"}
        if len(asked["q"]) > MOST_CHARACTERS:
            return 400, {"error": "exceeds text limit"}
        return None

    def say(self, status: int, body: Any) -> None:
        self.send(status, json.dumps(body).encode())

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):  # who asked may have gone
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def well(handler: Handler, asked: dict[str, Any]) -> None:
    handler.say(200, {"translatedText": f"[{asked['target']}] {asked['q']}"})


def slow(handler: Handler, asked: dict[str, Any]) -> None:
    time.sleep(1.5)
    well(handler, asked)


def drips(handler: Handler, asked: dict[str, Any]) -> None:
    """One byte at a time, so that no single wait is long."""
    handler.send_response(200)
    handler.end_headers()
    with suppress(BrokenPipeError, ConnectionResetError):
        for _ in range(120):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)


MOODS = {
    "well": well,
    "slow": slow,
    "drips": drips,
    "broken": lambda handler, _: handler.say(500, {"error": "out of memory"}),
    "garbage": lambda handler, _: handler.send(200, b"<html>\xff not JSON"),
    "deep": lambda handler, _: handler.send(200, b"[" * 100_000),
    "a list": lambda handler, _: handler.say(200, ["hola"]),
    "a number": lambda handler, _: handler.say(200, {"translatedText": 42}),
    "empty": lambda handler, _: handler.say(200, {"translatedText": " "}),
    "zero byte": lambda handler, _: handler.say(200, {"translatedText": "a\x00b"}),
    "too long": lambda handler, _: handler.say(200, {"translatedText": "la " * 100_000}),
    "elsewhere": lambda handler, _: handler.send(302, b"", Location="/other"),
}
