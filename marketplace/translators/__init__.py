"""Who translates what people write: nobody, unless the operator names an engine of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from django.conf import settings

from marketplace.translators.libretranslate import LibreTranslate
from marketplace.translators.nobody import Nobody

OFF = "none"


class Translator(Protocol):
    """A language engine. It is called by a worker, never while somebody waits for a page."""

    def translate(self, text: str, source: str, target: str) -> str | None:
        """The text in another language (codes as in LANGUAGES); None when that did not work."""


KNOWN: dict[str, Callable[[], Translator]] = {OFF: Nobody, "libretranslate": LibreTranslate}


def current() -> Translator:
    return KNOWN[settings.HOLDFAST_TRANSLATOR]()


def is_on() -> bool:
    return bool(settings.HOLDFAST_TRANSLATOR != OFF)
