"""The right to withdraw from a purchase that was made from afar, without any reason.

Source: Directive 2011/83/EU, article 9: 14 days from the day the goods are there; the EEA and the
United Kingdom have the same. A shop's own days may be longer, never shorter.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from marketplace.models import OrderLine

DAYS = timedelta(days=14)
UNION = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
ALIKE = "IS LI NO GB"
COUNTRIES = frozenset(f"{UNION} {ALIKE}".split())


def is_open(line: OrderLine, now: datetime) -> bool:
    """Whether the law of where it was sent to still lets the buyer withdraw."""
    arrived = line.hold.delivered_at
    in_time = arrived is not None and now <= arrived + DAYS
    return in_time and line.order.checkout.country in COUNTRIES
