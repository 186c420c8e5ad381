"""A LibreTranslate server of the operator's own, over HTTP: https://docs.libretranslate.com/"""

from __future__ import annotations

import json
import logging
import time
from typing import Any

import requests
from django.conf import settings

from marketplace.bounded_answer import Unusable, body_of

log = logging.getLogger(__name__)

CONNECT_SECONDS, SILENT_SECONDS, WHOLE_SECONDS = 3.0, 10.0, 20.0
MOST_BYTES = 200_000


class LibreTranslate:
    """Whatever goes wrong, there is no translation and the text stays as it was written."""

    def translate(self, text: str, source: str, target: str) -> str | None:
        asked = {"q": text, "source": _code(source), "target": _code(target), "format": "text"}
        if settings.LIBRETRANSLATE_API_KEY:
            asked["api_key"] = settings.LIBRETRANSLATE_API_KEY
        try:
            return _said(_answered(asked))
        except (requests.RequestException, ValueError, RecursionError) as error:
            # The text itself is nobody's business but the two parties'.
            log.warning("not_translated", extra={"why": type(error).__name__, "to": target})
            return None


def _answered(asked: dict[str, str]) -> bytes:
    """The body of the answer, of which no more is taken than a translation could be."""
    until = time.monotonic() + WHOLE_SECONDS
    with requests.post(
        settings.LIBRETRANSLATE_URL.rstrip("/") + "/translate",
        json=asked,
        headers={"Accept-Encoding": "identity"},
        timeout=(CONNECT_SECONDS, SILENT_SECONDS),
        allow_redirects=False,  # the key and the text go to that server and to no other
        stream=True,
    ) as answer:
        return body_of(answer, most_bytes=MOST_BYTES, until=until)


def _said(body: bytes) -> str:
    found: Any = json.loads(body)
    said = found.get("translatedText") if isinstance(found, dict) else None
    if not isinstance(said, str) or not said.strip() or "\x00" in said:
        raise Unusable("no translation in it")
    return said


def _code(language: str) -> str:
    """It knows languages, and not the countries that speak them: es-mx is es."""
    return language.split("-")[0]
