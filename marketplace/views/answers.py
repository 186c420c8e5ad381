"""What a view says after it has called a story."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from escrow.story import Refusal


@contextmanager
def told(request: HttpRequest, done: str = "") -> Iterator[None]:
    """Say that it is done, or the story's own sentence for why it cannot be."""
    try:
        yield
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if done:
            messages.success(request, done)
