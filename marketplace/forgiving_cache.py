"""A cache that the shop can do without: while it is away nothing is remembered, and nobody is stopped.

For throttles, limits and things that can be looked up again. What guards a door (signing in, codes
of a second step) uses the plain cache, and is closed meanwhile (docs/decisions/0131).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

import redis
import structlog
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache

R = TypeVar("R")
log = structlog.get_logger(__name__)
# A cache that hangs would cost every request its patience; it is asked again after so long.
LEFT_ALONE_SECONDS: Final = 5.0
BRIEF_SECONDS: Final = 300


class ForgivingCache(RedisCache):
    """Redis where it answers, and an empty cache where it does not."""

    asked_again_at: float = 0.0

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._or(default, lambda: super(ForgivingCache, self).get(key, default, version))

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._or(None, lambda: super(ForgivingCache, self).set(*args, **kwargs))

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return self._or(True, lambda: super(ForgivingCache, self).add(*args, **kwargs))

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        """Within every limit, where nobody counts."""
        return self._or(delta, lambda: super(ForgivingCache, self).incr(key, delta, version))

    def delete(self, key: Any, version: Any = None) -> bool:
        return self._or(False, lambda: super(ForgivingCache, self).delete(key, version))

    def has_key(self, key: Any, version: Any = None) -> bool:
        return self._or(False, lambda: super(ForgivingCache, self).has_key(key, version))

    def _or(self, instead: R, ask: Callable[[], R]) -> R:
        if time.monotonic() < ForgivingCache.asked_again_at:
            return instead
        try:
            return ask()
        except (redis.ConnectionError, redis.TimeoutError, redis.BusyLoadingError) as error:
            ForgivingCache.asked_again_at = time.monotonic() + LEFT_ALONE_SECONDS
            log.warning("cache_is_away", why=type(error).__name__)
            return instead


class BriefCache(ForgivingCache):
    """For copies of rows: whoever signs out while Redis is away is out of the copy soon as well."""

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> None:
        wanted = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        brief = BRIEF_SECONDS if wanted is None else min(wanted, BRIEF_SECONDS)
        super().set(key, value, brief, version)
