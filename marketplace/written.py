"""What somebody wrote, in their own language, as this reader gets it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from escrow import reading
from marketplace import translating

Texts = dict[str, "Written"]


@dataclass(frozen=True)
class Written:
    """`language` is empty where it was not noted; `translation` where there is none."""

    text: str
    language: str = ""
    translation: str = ""

    @property
    def is_foreign(self) -> bool:
        """Whether the reader reads another language."""
        return bool(self.language) and self.language != spoken()

    @property
    def language_name(self) -> str:
        """In the reader's language."""
        return str(reading.named(self.language).get_display_name(reading.name()))


def spoken() -> str:
    """The language in use: who writes now, writes in it."""
    return get_language() or ""


def read(texts: Iterable[tuple[str, str]]) -> Texts:
    """Each text, given with its language, by itself."""
    wanted = list(texts)
    known = translating.known(wanted, spoken())
    return {text: Written(text, language, known.get(text, "")) for text, language in wanted}
