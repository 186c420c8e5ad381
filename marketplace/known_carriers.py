"""Carriers by name, and what their tracking numbers look like.

A number that does not look right is doubted in a sentence and never refused: carriers change theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

INTERNATIONAL = r"[A-Z]{2}\d{9}[A-Z]{2}"  # S10 of the Universal Postal Union: RR123456785DE


@dataclass(frozen=True)
class Carrier:
    """`shape` is what a number of theirs looks like without spaces; `example` is one."""

    name: str
    shape: str
    example: str

    @property
    def code(self) -> str:
        """As it stands in an address of ours."""
        return slugify(self.name)


IMAGINARY = [
    Carrier("Kelp Post", r"KP\d{1,9}", "KP123456789"),
    Carrier("Tern Express", r"TP\d{1,9}", "TP123456789"),
    Carrier("Harbour Mail", r"HP\d{1,9}", "HP123456789"),
]
REAL = [
    Carrier("Correos", rf"[A-Z0-9]{{16,23}}|{INTERNATIONAL}", "PQ4E5N0000000120110000G"),
    Carrier("Deutsche Post", INTERNATIONAL, "RR123456785DE"),
    Carrier("DHL", rf"\d{{10}}|\d{{12}}|\d{{20}}|JJD\d{{16,20}}|{INTERNATIONAL}", "003404341234"),
    Carrier("DPD", r"\d{14}", "01234567890123"),
    Carrier("Evri", r"[A-Z0-9]{16}", "H01AAA0012345678"),
    Carrier("FedEx", r"\d{12}|\d{15}|\d{20}|\d{22}", "123456789012"),
    Carrier("GLS", r"[A-Z0-9]{8}|\d{11,12}", "12345678901"),
    Carrier("La Poste", rf"[A-Z0-9]{{13}}|[A-Z0-9]{{15}}|{INTERNATIONAL}", "6A12345678901"),
    Carrier("PostNL", rf"3S[A-Z0-9]{{11,13}}|{INTERNATIONAL}", "3SABCD123456789"),
    Carrier("Royal Mail", rf"{INTERNATIONAL}|\d{{16}}|\d{{21}}", "AB123456785GB"),
    Carrier("UPS", r"1Z[A-Z0-9]{16}", "1Z999AA10123456784"),
    Carrier("USPS", rf"\d{{20,22}}|{INTERNATIONAL}", "9400111899223397623910"),
]


def known() -> list[Carrier]:
    """The imaginary ones carry only where nothing is real."""
    return REAL if settings.PRODUCTION else [*IMAGINARY, *REAL]


def by_name(name: str) -> Carrier | None:
    """However it is written."""
    return next((each for each in known() if each.name.lower() == name.strip().lower()), None)


def by_code(code: str) -> Carrier | None:
    return next((each for each in known() if each.code == code), None)


def bare(number: str) -> str:
    """A tracking number without what people put between its letters."""
    return re.sub(r"[\s-]", "", number).upper()


def doubt(carrier: str, number: str) -> str:
    """Why a number does not look like one of this carrier's; empty where there is nothing to say."""
    found = by_name(carrier)
    if found is None or not number or re.fullmatch(found.shape, bare(number)):
        return ""
    named = {"number": number, "carrier": found.name, "example": found.example}
    sentence = _(
        "“%(number)s” does not look like a number of %(carrier)s, which looks like %(example)s. It is "
        "kept as you wrote it; you can correct it until the carrier has seen the parcel."
    )
    return sentence % named
