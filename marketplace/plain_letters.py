"""Text as a reader would say it aloud: whatever letters and digits it was dressed up in."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# Invisible characters, and the frames and sticks that are put around others.
SILENT = frozenset({"Cf", "Cc", "Mn", "Me"})


@dataclass(frozen=True)
class Plain:
    """`places[i]` is where the i-th plain letter stands in what was written."""

    text: str
    places: list[int]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in what was written."""
        return self.places[start], self.places[end - 1] + 1


def plain(written: str) -> Plain:
    """Full-width, circled and foreign digits become 0 to 9; what cannot be seen is left out."""
    letters, places = [], []
    for place, character in enumerate(written):
        for letter in _said(character):
            letters.append(letter)
            places.append(place)
    return Plain("".join(letters), places)


def _said(character: str) -> str:
    if character in "\n\t":
        return character
    if unicodedata.category(character) in SILENT:
        return ""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    return unicodedata.normalize("NFKC", character)
