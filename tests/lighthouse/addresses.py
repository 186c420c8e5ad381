"""Which pages of the demo are looked at, and as whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

import requests

from marketplace.demo.people import BUYER, DEMO_PASSWORD

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Visit:
    name: str
    address: str
    public: bool = True
    cookie: str = ""


def visits(base: str) -> list[Visit]:
    """Home, a list, a listing; and an order of Ben's, signed in."""
    shelf = f"{base}/c/lamps/"
    thing = _first(r'href="(/listing/[^"]+)"', requests.get(shelf, timeout=30).text)
    ben = _signed_in(base)
    order = _first(r'href="(/orders/[\w-]+/)"', ben.get(f"{base}/orders/", timeout=30).text)
    cookie = "; ".join(f"{name}={value}" for name, value in ben.cookies.items())
    return [
        Visit("home", f"{base}/"),
        Visit("list", shelf),
        Visit("listing", base + thing),
        Visit("order", base + order, public=False, cookie=cookie),
    ]


def _signed_in(base: str) -> requests.Session:
    session = requests.Session()
    address = f"{base}/accounts/login/"
    token = _first(TOKEN.pattern, session.get(address, timeout=30).text)
    said = {"login": BUYER.email, "password": DEMO_PASSWORD, "csrfmiddlewaretoken": token}
    session.post(address, said, headers={"Referer": address}, timeout=30).raise_for_status()
    return session


def _first(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    if found is None:
        raise SystemExit("The demo has no such page yet. Start it, and wait until it is filled.")
    return found[1]
