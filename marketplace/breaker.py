"""While the database is away, one request in a while tries it, and the others are told at once.

Else each of them would hold a thread for as long as a connection is waited for, and the queue before
the shop would still be long when the database is back.
"""

from __future__ import annotations

import time
from threading import Lock

PAUSE_SECONDS = 3.0
# Whoever watches us looks for themselves.
ALWAYS_IN = ("/healthz", "/readyz", "/metrics", "/static/")


class Breaker:
    """One for each process; it forgets as soon as anything has worked."""

    def __init__(self) -> None:
        self._lock, self._is_away, self._next_try = Lock(), False, 0.0

    def lets_in(self, path: str) -> bool:
        """Whether this request may find out."""
        if not self._is_away or path.startswith(ALWAYS_IN):
            return True
        with self._lock:
            if time.monotonic() < self._next_try:
                return False
            self._next_try = time.monotonic() + PAUSE_SECONDS
            return True

    def failed(self) -> None:
        with self._lock:
            self._is_away, self._next_try = True, time.monotonic() + PAUSE_SECONDS

    def worked(self) -> None:
        self._is_away = False
