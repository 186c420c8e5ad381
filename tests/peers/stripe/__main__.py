"""This Stripe as a program of its own: python -m tests.peers.stripe --port 9000

It has its own clock. Under `/_peer/` it can be told what to do: `/_peer/deeds/pay_for` with a JSON body
does that deed, `/_peer/messages?after=3` hands out what was told, `/_peer/clock` sets its clock back,
`/_peer/weather` loses the next calls and answers, `/_peer/mistakes` are its own.
"""

from __future__ import annotations

import argparse
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.peers.server import Request, Response
from tests.peers.stripe.peer import StripePeer

OWN = "/_peer/"
# Only buying is ever done in the past; whoever is paid out meanwhile is paid out today.
BUYING = ("/v1/checkout/", "/v1/payment_intents", f"{OWN}deeds/pay_for")


class Program(StripePeer):
    """`behind`: how far its clock is behind ours while somebody buys; the rest: what is lost next."""

    def __init__(self, port: int) -> None:
        self.behind, self.calls_to_lose, self.answers_to_lose = timedelta(), 0, 0
        self.buying = False
        super().__init__(self._moment, port)

    def keys_clock(self) -> int:
        """Never set back: a key that was used in the past would be forgotten at once."""
        return int(time.time())

    def take(self, request: Request) -> Response | None:
        with self.lock:
            self.buying = request.path.startswith(BUYING)
            if request.path.startswith(OWN):
                return self._told(request.path.removeprefix(OWN), request)
            if self.calls_to_lose:
                self.calls_to_lose -= 1
                return None
            response = super().take(request)
            if self.answers_to_lose:
                self.answers_to_lose -= 1
                return None
            return response

    def _moment(self) -> datetime:
        return datetime.now(UTC) - (self.behind if self.buying else timedelta())

    def _told(self, what: str, request: Request) -> Response:
        asked: dict[str, Any] = json.loads(request.body or b"{}")
        answer: Any = None
        if what.startswith("deeds/"):
            answer = getattr(self.deeds, what.removeprefix("deeds/"))(**asked)
        elif what == "messages":
            sent = self.messages()[int(dict(request.query)["after"]) :]
            answer = [[headers, body.decode()] for headers, body in sent]
        elif what == "mistakes":
            answer = self.fell_over
        elif what == "clock":
            self.behind = timedelta(seconds=asked["behind"])
        elif what == "weather":
            self.calls_to_lose, self.answers_to_lose = asked["calls"], asked["answers"]
        return Response(200, json.dumps(answer, default=str).encode())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.peers.stripe")
    parser.add_argument("--port", type=int, default=0)
    peer = Program(parser.parse_args().port)
    print(peer.url, flush=True)
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    main()
