"""A purchase, a case, a sign-in: what production writes down about it names nobody."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.cache import cache
from django.test import Client

from marketplace import logs, notices, scrubbing
from marketplace.models import Listing, User
from tests import doings, factories, talks
from tests.disputes.test_open_dispute_page import filled
from tests.marketplace.test_checkout_page import typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SENTINEL = {
    "name": "Zebulon Quist",
    "street": "Sentinelgasse 99",
    "postcode": "99887",
    "city": "Wachstadt",
    "mail": "zebulon.quist@sentinel.example",
    "phone": "0170 5551234567",
    "card": doings.GOOD_CARD,
    "message": "Sentinelwords about a lamp",
    "search": "sentinelsearch",
    "agent": "SentinelBrowser/1.0",
    "ip": "203.0.113.77",
    "password": "sentinel-password-1",
}


@pytest.fixture
def written() -> Iterator[StringIO]:
    """Every line, as production would write it."""
    text = StringIO()
    handler = logging.StreamHandler(text)
    production = logs.formatter(json=True)
    handler.setFormatter(production.pop("()")(**production))
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield text
    root.removeHandler(handler)
    root.setLevel(before)


def browser(who: User) -> Client:
    made = Client(
        raise_request_exception=False,
        headers={"User-Agent": SENTINEL["agent"]},
        REMOTE_ADDR=SENTINEL["ip"],
    )
    made.force_login(who)
    return made


def live(written: StringIO, lamp: Listing) -> str:
    """Everything a person would do in a bad week; the number of their order."""
    zeb = factories.person(SENTINEL["mail"], SENTINEL["name"], country="DE")
    zeb.set_password(SENTINEL["password"])
    zeb.save()
    client = browser(zeb)
    for password in ("wrong-sentinel", SENTINEL["password"]):
        form = {"login": SENTINEL["mail"], "password": password}
        Client(headers={"User-Agent": SENTINEL["agent"]}).post("/accounts/login/", form)
    client.get("/search/", {"q": SENTINEL["search"]})
    client.get(f"/there/is/no/{SENTINEL['search']}/")
    doings.fill_cart(zeb, lamp)
    address = {name: SENTINEL[name] for name in ("name", "street", "postcode", "city")}
    client.post("/checkout/", typed(client, **address))
    doings.fill_cart(zeb, lamp)
    order = doings.delivered(zeb, lamp)
    said = f"{SENTINEL['message']}, call {SENTINEL['phone']}"
    client.post(f"/orders/{order.number}/disputes/", filled(order, description=said))
    talks.about(order, said, by=zeb)
    notices.send_waiting()
    logging.getLogger("marketplace").error("fell", exc_info=_quoting(SENTINEL["mail"]))
    return order.number


def _quoting(mail: str) -> BaseException:
    return ValueError(f"duplicate key\nDETAIL:  Key (email)=({mail}) already exists.")


def test_nobody_is_in_the_log(written: StringIO, lamp: Listing) -> None:
    cache.clear()
    number = live(written, lamp)
    text = written.getvalue()
    for what, value in SENTINEL.items():
        assert value.casefold() not in text.casefold(), f"{what}: {_line(text, value)}"
    lines = [json.loads(line) for line in text.splitlines()]
    requests = [line for line in lines if str(line.get("event")).startswith("request_")]
    assert len(requests) > 8
    assert all(line["request_id"] for line in requests)
    assert not any("ip" in line or "user_agent" in line for line in lines)
    about = [line for line in requests if line.get("order") == number]
    assert about
    assert about[0]["request"] == "POST /orders/<slug:number>/disputes/"
    assert any(line.get("request") == "GET (no such page)" for line in lines)


def _line(text: str, value: str) -> str:
    return next(line for line in text.splitlines() if value.casefold() in line.casefold())


@pytest.mark.parametrize(
    "said",
    [
        "550 no such user ben@example.com",
        "DETAIL:  Key (email)=(ben@example.com) already exists.",
        "account DE89 3704 0044 0532 0130 00 is closed",
        "card 4242 4242 4242 4242",
        "call +49 170 1234567",
        "Authorization: Bearer-abc",
    ],
)
def test_what_is_somebodys_is_taken_out(said: str) -> None:
    assert scrubbing.GONE in scrubbing.text(said)


@pytest.mark.parametrize(
    "said",
    [
        "order HF-7K2M-9QXD released",
        "operation 24f0c6ae-0576-4ae2-8999-64615ddf2df5",
        "at 2026-03-02T09:00:00.123456",
        "took 12345 rows",
    ],
)
def test_what_is_nobodys_stays(said: str) -> None:
    assert scrubbing.text(said) == said
