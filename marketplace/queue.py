"""The queue and the cache, asked whether they are there; and how much waits in the queue."""

from __future__ import annotations

import redis
from django.conf import settings
from django.core.cache import cache

from marketplace.schedule import FILES

QUEUES = ("celery", FILES)


def ping() -> None:
    with _client() as client:
        client.ping()


def ping_cache() -> None:
    cache.get("ping")


def depths() -> dict[str, int]:
    """How many tasks wait in each queue."""
    with _client() as client:
        return {name: int(client.llen(name)) for name in QUEUES}


def _client() -> redis.Redis:
    seconds = settings.HOLDFAST_PROBE_SECONDS
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=seconds, socket_connect_timeout=seconds
    )
