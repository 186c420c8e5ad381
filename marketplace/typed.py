"""Numbers as they come with an address or a form that nobody has checked yet."""

from __future__ import annotations

from django.http import QueryDict

MOST_DIGITS = 9


def number(given: QueryDict, name: str, otherwise: int = 0) -> int:
    """What was typed, if it is a number one can count with."""
    typed = given.get(name) or ""
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else otherwise
