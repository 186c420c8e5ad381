"""Counting what somebody may do a few times and not more."""

from __future__ import annotations

from django.core.cache import caches


def is_within(key: str, most: int, seconds: int) -> bool:
    """So many times in so many seconds. Counts this time."""
    caches["forgiving"].add(key, 0, seconds)
    try:
        return bool(caches["forgiving"].incr(key) <= most)
    except ValueError:  # its time ended between the two
        return True
