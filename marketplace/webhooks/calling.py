"""One call to a shop's program: bounded in time and in size, to the address that was looked at.

No proxy of the environment, no redirect, no second look at the name: its certificate must be for the
name, and the connection goes to the number.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Timer

from marketplace.webhooks.reaching import NotForUs, Target, UnknownName, resolved, target_of

CONNECT_SECONDS, WHOLE_SECONDS = 5.0, 15.0
KEPT_BYTES = 500


@dataclass(frozen=True)
class Answer:
    """What came back: a status and the first bytes; or the trouble instead of them."""

    milliseconds: int
    status: int | None = None
    said: str = ""
    trouble: str = ""

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class Line(HTTPConnection):
    """A connection to one number, under the name that it was found by."""

    def __init__(self, target: Target, place: str) -> None:
        super().__init__(target.host, target.port, timeout=CONNECT_SECONDS)
        self.target, self.place = target, place
        self.cut: Timer | None = None
        self.was_cut = False

    def connect(self) -> None:
        plain = socket.create_connection((self.place, self.target.port), CONNECT_SECONDS)
        self.sock = _secured(plain, self.target) if self.target.secure else plain
        self.sock.settimeout(WHOLE_SECONDS)
        # Whoever sends a byte now and then is cut off too, also in the middle of a handshake.
        self.cut = Timer(WHOLE_SECONDS, self._cut_off, [self.sock])
        self.cut.daemon = True
        self.cut.start()
        if isinstance(self.sock, ssl.SSLSocket):
            self.sock.do_handshake()

    def close(self) -> None:
        if self.cut:
            self.cut.cancel()
        super().close()

    def _cut_off(self, line: socket.socket) -> None:
        self.was_cut = True
        try:
            socket.socket.shutdown(line, socket.SHUT_RDWR)
        except OSError:
            return


def post(address: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send it; whatever goes wrong is an answer too."""
    began, line = time.monotonic(), None
    try:
        target = target_of(address)
        line = Line(target, resolved(target)[0])
        with _closing(line):
            status, said = _spoken(line, body, headers)
        if line.was_cut:
            raise TimeoutError
        return Answer(_since(began), status, said)
    except (OSError, HTTPException, ValueError, NotForUs) as error:
        return Answer(_since(began), trouble=_trouble(error, line))


def _spoken(line: Line, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    line.request("POST", line.target.path, body, headers)
    answer = line.getresponse()
    said = b"" if 300 <= answer.status < 400 else answer.read1(KEPT_BYTES)
    return answer.status, said.decode(errors="replace").replace("\x00", "")


def _secured(plain: socket.socket, target: Target) -> ssl.SSLSocket:
    trusted = ssl.create_default_context()
    return trusted.wrap_socket(plain, server_hostname=target.host, do_handshake_on_connect=False)


def _trouble(error: Exception, line: Line | None) -> str:
    if isinstance(error, UnknownName):
        return "name"
    if isinstance(error, NotForUs):
        return "address"
    if isinstance(error, TimeoutError) or (line and line.was_cut):
        return "slow"
    return "certificate" if isinstance(error, ssl.SSLCertVerificationError) else "connection"


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


@contextmanager
def _closing(line: Line) -> Iterator[None]:
    try:
        yield
    finally:
        line.close()
