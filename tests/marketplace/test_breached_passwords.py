"""A password from a breach is refused; who knows breaches hears a part of a hash, and may be ill."""

from collections.abc import Iterator
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

LEAKED = "correct-horse-7-battery"


class Breaches(BaseHTTPRequestHandler):
    """A small server in the manner of the public one."""

    asked: list[str] = []
    answer, status = "", 200

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = self.answer.encode()
        self.send_response(self.status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def server(settings: object) -> Iterator[type[Breaches]]:
    """It knows one password, among padding."""
    handler = type("Known", (Breaches,), {"asked": [], "answer": lines(LEAKED, 12)})
    serving = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=serving.serve_forever, args=(0.02,), daemon=True).start()
    settings.HOLDFAST_BREACHED_PASSWORDS = f"http://127.0.0.1:{serving.server_port}/range/"
    yield handler
    serving.shutdown()
    serving.server_close()


def digest(password: str) -> str:
    return sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def lines(password: str, times: int) -> str:
    return f"{'0' * 35}:0\r\n{digest(password)[5:]}:{times}\r\n{'F' * 35}:0\r\n"


def test_a_password_from_a_breach_is_refused(server: type[Breaches]) -> None:
    with pytest.raises(ValidationError, match="in a breach of another site"):
        validate_password(LEAKED)
    assert server.asked == [f"/range/{digest(LEAKED)[:5]}"]


def test_another_with_the_same_beginning_is_not(server: type[Breaches]) -> None:
    server.answer = lines("another", 12)
    validate_password(LEAKED)


def test_padding_is_no_breach(server: type[Breaches]) -> None:
    server.answer = lines(LEAKED, 0)
    validate_password(LEAKED)


@pytest.mark.parametrize(
    ("status", "answer"), [(500, ""), (302, ""), (200, "no hashes here"), (200, "ä")]
)
def test_a_server_that_is_ill_refuses_nobody(
    server: type[Breaches], status: int, answer: str
) -> None:
    server.status, server.answer = status, answer
    validate_password(LEAKED)


def test_a_server_that_drips_or_breaks_off_refuses_nobody(server: type[Breaches]) -> None:
    """It announces more than it says, and says it a byte at a time."""

    def drip(self: Breaches) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "500")
        self.end_headers()
        for _ in range(3):
            self.wfile.write(b"0")
            self.wfile.flush()

    server.do_GET = drip
    validate_password(LEAKED)


def test_without_an_address_nobody_is_asked(server: type[Breaches], settings: object) -> None:
    settings.HOLDFAST_BREACHED_PASSWORDS = ""
    validate_password(LEAKED)
    assert not server.asked
