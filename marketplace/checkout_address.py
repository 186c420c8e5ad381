"""An address as a purchase keeps it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Address:
    """Where a purchase is sent to. `country` is an ISO 3166 code."""

    name: str
    street: str
    postcode: str
    city: str
    country: str
