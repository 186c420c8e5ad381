"""What a buyer types into a transfer's text: eight characters and two that check them.

The alphabet has 29 characters and none that look alike: no 0 or O, no 1, I or L, no S beside the 5. 29
is a prime, so two sums with different weights find every wrong character, every two wrong ones, and
every two that changed places. What is misread is refused, never guessed.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence

from stdnum.iso7064 import mod_97_10

ALPHABET = "23456789ABCDEFGHJKMNPQRTVWXYZ"
PREFIX = "HF"
RANDOM, CHECKS = 6, 2
LENGTH = len(PREFIX) + RANDOM + CHECKS
PRIME = len(ALPHABET)
POSSIBLE = re.compile(f"(?=({PREFIX}[{ALPHABET}]{{{RANDOM + CHECKS}}}))")


def new() -> str:
    """A fresh one; whoever keeps it sees to it that nobody else has it."""
    body = PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return body + check_characters(body)


def check_characters(body: str) -> str:
    """The two that make both sums of the whole come out at zero."""
    ones, weighted = _sums(body)
    # With the last two characters x and y: x + y = -ones and 9x + 10y = -weighted.
    last = (-weighted + (len(body) + 1) * ones) % PRIME
    first = (-ones - last) % PRIME
    return ALPHABET[first] + ALPHABET[last]


def is_right(reference: str) -> bool:
    known = all(character in ALPHABET for character in reference)
    return known and len(reference) == LENGTH and _sums(reference) == (0, 0)


def find_in(*texts: str) -> list[str]:
    """Every reference that stands in a transfer's text, however it was spaced or hyphenated.

    Each text is read by itself, so that the end of one and the start of the next make none.
    """
    found: dict[str, None] = {}
    for text in texts:
        plain = re.sub(r"[^A-Z0-9]", "", text.upper())
        found.update(dict.fromkeys(filter(is_right, POSSIBLE.findall(plain))))
    return list(found)


def shown(reference: str) -> str:
    """HF7K-3M9Q-2C"""
    return "-".join(reference[at : at + 4] for at in range(0, len(reference), 4))


def creditor_reference(reference: str) -> str:
    """The same as an ISO 11649 reference, which banks check by themselves: RF.. and our characters."""
    return f"RF{mod_97_10.calc_check_digits(reference + 'RF')}{reference}"


def _sums(characters: Sequence[str]) -> tuple[int, int]:
    values = [ALPHABET.index(character) for character in characters]
    weighted = sum(place * value for place, value in enumerate(values, start=1))
    return sum(values) % PRIME, weighted % PRIME
