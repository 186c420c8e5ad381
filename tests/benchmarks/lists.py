"""What a list page costs the application at 20,000 listings beside 1,000, and the database's part.

Both shops stand in databases of their own and are asked in turns in one run. Only this process's
CPU time counts: the database is another process, and its time is told by itself.
"""

from __future__ import annotations

import logging
import time
from contextlib import ExitStack
from statistics import median

from django.conf import settings
from django.db import connection, connections
from django.test import Client

from marketplace import search_words
from marketplace.models import ListingPhoto
from tests import factories
from tests.benchmarks import place, shop
from tests.benchmarks.place import say, scaled
from tests.superuser import Superuser

SMALL, LARGE = 1000, 20_000
ROUNDS, REQUESTS = 9, 12
SELLERS, SHELVES = 200, 20
PAGES = {
    "category": "/c/shelf-3/",
    "everything": "/search/",
    "words": "/search/?q=lamp",
    "narrowed": "/search/?q=lamp&condition=new&ships=DE&returns=1&low=25&sort=cheap",
}
WORDS = "(ARRAY['brass','oak','linen','blue','tall','small','old','round'])"


def run() -> None:
    with ExitStack() as stack:
        names = [filled(stack, SMALL), filled(stack, scaled(LARGE))]
        client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "en-DE"})
        settings.DEBUG = False  # which would keep every statement
        logging.disable(logging.INFO)
        for page, address in PAGES.items():
            compare(client, page, address, names)


def compare(client: Client, page: str, address: str, names: list[str]) -> None:
    """Rounds in turns; the first warms both up and does not count."""
    spent: list[list[tuple[float, float]]] = [
        [asked(client, address, name) for name in names] for _ in range(ROUNDS)
    ]
    cpu = [median(rounds[side][0] for rounds in spent[1:]) for side in (0, 1)]
    wall = [median(rounds[side][1] for rounds in spent[1:]) for side in (0, 1)]
    say(f"lists_{page}_cpu_at_20000_to_1000", cpu[1] / cpu[0])
    say(f"lists_{page}_cpu_milliseconds", cpu[1] * 1000, 1)
    say(f"lists_{page}_milliseconds_at_1000", wall[0] * 1000, 1)
    say(f"lists_{page}_milliseconds_at_20000", wall[1] * 1000, 1)


def asked(client: Client, address: str, name: str) -> tuple[float, float]:
    """CPU and whole seconds of one request, of several on one connection."""
    place.point_at(name)
    client.get(address)
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(REQUESTS):
        assert client.get(address).status_code == 200
    spent = time.process_time() - cpu, time.perf_counter() - wall
    connections.close_all()
    return spent[0] / REQUESTS, spent[1] / REQUESTS


def filled(stack: ExitStack, size: int) -> str:
    """A database with so many listings: copies of one that the stories have made."""
    superuser, name = stack.enter_context(place.fresh_database(f"_{size}"))
    shelf = factories.category("shelf-0", "Shelf 0")
    seller = factories.shop("ada@example.com", "Ada", country="DE", level="standard")
    lamp = factories.listing(seller, shelf, "Lamp", stock=3)
    photo = dict.fromkeys(("full", "card", "thumb"), "listings/1.webp")
    ListingPhoto.objects.create(listing=lamp, alt="Lamp", width=1200, height=1200, **photo)
    copy(superuser, name, size, lamp, seller, shelf)
    search_words.count_again()
    connection.close()
    return name


def copy(superuser: Superuser, name: str, size: int, lamp, seller, shelf) -> None:  # type: ignore[no-untyped-def]
    lane, photo = seller.lanes.get(), lamp.photos.get()
    ids = f"{lamp.pk} + n"
    titles = f"'Lamp ' || {WORDS}[1 + n % 8] || ' ' || {WORDS}[1 + (n / 8) % 8] || ' ' || n"
    rows = [
        (seller.user, {"id": f"{seller.user_id} + n", "email": "'s' || n || '@example.com'"}, SELLERS),
        (seller, {"id": f"{seller.pk} + n", "user_id": f"{seller.user_id} + n", "name": "'Shop ' || n",
                  "slug": "'shop-' || n", "level": "(ARRAY['new','standard','trusted'])[1 + n % 3]",
                  "return_days": "14 * (n % 2)"}, SELLERS),
        (lane, {"seller_id": f"{seller.pk} + n"}, SELLERS),
        (shelf, {"id": f"{shelf.pk} + n", "slug": "'shelf-' || n", "name": "'Shelf ' || n"}, SHELVES),
        (lamp, {"id": ids, "title": titles, "price_minor": "500 + (n * 7919) % 60000",
                "seller_id": f"{seller.pk} + 1 + n % {SELLERS}",
                "category_id": f"{shelf.pk} + 1 + n % {SHELVES}",
                "condition": "(ARRAY['new','used','handmade','vintage'])[1 + n % 4]",
                "created_at": "now() - interval '1 minute' * n"}, size),
        (lamp.variants.get(), {"listing_id": ids}, size),
        (photo, {"listing_id": ids}, size),
    ]  # fmt: skip
    with superuser.connect(name) as db:
        db.execute("SET session_replication_role = replica")
        for row, changed, count in rows:
            db.execute(shop.copied(row, changed, 1, count))
        db.execute("VACUUM ANALYZE")
