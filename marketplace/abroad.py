"""An address of ours as somebody reads it who is not on our pages: in a mailbox, a calendar, a search."""

from __future__ import annotations

from django.conf import settings


def absolute(path: str) -> str:
    """With the shop's own address before it; what is elsewhere already stays there."""
    return path if "://" in path else settings.HOLDFAST_BASE_URL.rstrip("/") + path
