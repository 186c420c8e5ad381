"""How many questions a page or a deed asks the database, which must not grow with what there is."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def of_page(client: Client, address: str) -> int:
    """The page is asked for twice; the second time nothing is looked up for the first time."""
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def before_and_after(client: Client, address: str, more: Callable[[], Any]) -> tuple[int, int]:
    """With little to show, and with more."""
    little = of_page(client, address)
    more()
    return little, of_page(client, address)


def of_deed(deed: Callable[[], Any]) -> int:
    """What one story asks, with BEGIN and COMMIT or what stands for them inside a test."""
    with CaptureQueriesContext(connection) as asked:
        deed()
    return len(asked)
