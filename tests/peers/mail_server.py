"""A mail server that speaks just enough SMTP: it keeps what it takes, or refuses what it is told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class MailServer(socketserver.ThreadingTCPServer):
    """`refuses` is the answer to every letter, until it is emptied."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[bytes] = []
        self.refuses = ""

    @property
    def port(self) -> int:
        return self.server_address[1]


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline():
            word = line.split()[0].upper().decode() if line.split() else ""
            if word == "QUIT":
                return self.say("221 bye")
            if word == "DATA":
                self.take()
            else:
                self.say("250 fine")
        return None

    def take(self) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if self.server.refuses:
            return self.say(self.server.refuses)
        self.server.letters.append(b"".join(lines))
        return self.say(f"250 2.0.0 Ok: queued as Q{len(self.server.letters)}")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def serving() -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()
