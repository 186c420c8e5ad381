"""What the pages of the staff desk cost with a million orders beside ten thousand.

Both stand in databases of their own and are asked in turns in one run.
"""

from __future__ import annotations

import logging
import time
from contextlib import ExitStack
from statistics import median

from django.conf import settings
from django.db import connections
from django.test import Client

from marketplace.models import User
from tests.benchmarks import place, shop
from tests.benchmarks.place import say, scaled

SMALL, LARGE = 10_000, 1_000_000
ROUNDS = 7
PAGES = {
    "first": "/admin/",
    "find_order": "/admin/find/?q=b777",
    "find_person": "/admin/find/?q=buyer77@example.com",
    "orders": "/admin/marketplace/order/",
    "orders_last_page": "/admin/marketplace/order/?p=20",
    "orders_in_a_state": "/admin/marketplace/order/?state__exact=delivered",
    "orders_in_a_rare_state": "/admin/marketplace/order/?state__exact=cancelled",
    "orders_of_a_person": "/admin/marketplace/order/?q=buyer77@example.com",
    "people": "/admin/marketplace/user/",
    "holds": "/admin/escrow/hold/",
    "holds_in_a_state": "/admin/escrow/hold/?state__exact=frozen",
    "payments": "/admin/escrow/payment/",
    "entries": "/admin/escrow/journalentry/",
    "deadlines": "/admin/escrow/deadline/",
    "trail": "/admin/escrow/auditentry/",
    "cases": "/admin/disputes/dispute/",
}


def run() -> None:
    with ExitStack() as stack:
        names = [filled(stack, scaled(size)) for size in (SMALL, LARGE)]
        settings.DEBUG = False  # which would keep every statement
        logging.disable(logging.INFO)
        for page, address in PAGES.items():
            compare(page, address, names)


def compare(page: str, address: str, names: list[str]) -> None:
    """Rounds in turns; the first warms both up and does not count."""
    spent = [[asked(address, name) for name in names] for _ in range(ROUNDS)]
    wall = [median(times) for times in zip(*spent[1:], strict=True)]
    say(f"staff_{page}_at_1000000_to_10000", wall[1] / wall[0])
    say(f"staff_{page}_milliseconds_at_1000000", wall[1] * 1000, 1)


def asked(address: str, name: str) -> float:
    """Seconds of the second request on a connection, by somebody who may read everything."""
    place.point_at(name)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(email="root@example.com"))
    client.get(address)
    begun = time.perf_counter()
    assert client.get(address).status_code in (200, 302), address
    spent = time.perf_counter() - begun
    connections.close_all()
    return spent


def filled(stack: ExitStack, size: int) -> str:
    """A shop with so many orders, and one who may read all of it."""
    superuser, name = stack.enter_context(place.fresh_database(f"_{size}"))
    stack.enter_context(shop.filled(superuser, name, holds=size, slice=scaled(1000)))
    User.objects.create_superuser("root@example.com")
    return name
