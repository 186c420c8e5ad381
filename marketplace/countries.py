"""Countries by their two letters, in the reader's language."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest

from escrow import reading

KEY = "country"
# Regions of the list that are no place to send a parcel to.
NOWHERE = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def choices() -> list[tuple[str, str]]:
    """Every country with its name, sorted as the reader's language sorts."""
    return _choices(reading.name())


def name_of(code: str) -> str:
    return _names(reading.name()).get(code, code)


def is_country(code: str) -> bool:
    return code in _names("en")


def of(request: HttpRequest) -> str:
    """Where the visitor probably wants things sent; empty when nothing tells."""
    told = [request.GET.get("to", ""), request.session.get(KEY, "")]
    if request.user.is_authenticated:
        told.insert(1, request.user.country)
    told.append(_region(request.headers.get("Accept-Language", "")))
    return next((code for code in told if is_country(code)), "")


def remember(request: HttpRequest, code: str) -> None:
    """The visitor chose this country; the next page begins with it."""
    if is_country(code) and request.session.get(KEY) != code:
        request.session[KEY] = code


def _region(accepted: str) -> str:
    """ "de-AT,en;q=0.7" says Austria; plain "de" says nothing."""
    first = accepted.split(",")[0].split(";")[0].strip()
    return first.partition("-")[2].upper()


@lru_cache(maxsize=32)
def _names(locale: str) -> dict[str, str]:
    territories = reading.named(locale).territories
    return {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in NOWHERE
    }


@lru_cache(maxsize=32)
def _choices(locale: str) -> list[tuple[str, str]]:
    return sorted(_names(locale).items(), key=lambda pair: pair[1].casefold())
