"""The examples of docs/api-by-example.md, from top to bottom, against the shop itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import books, doings

PAGE = Path(__file__).parents[2] / "docs" / "api-by-example.md"
PART = re.compile(r"```http\n(.*?)```|<!-- the carrier delivers \{(\w+)\} -->", re.DOTALL)
WHATEVER = "…"


@dataclass
class Example:
    """What is sent, and what the page says is answered."""

    sent: str
    answered: str


@dataclass
class Reader:
    """Goes through the page as somebody would who types it in."""

    browser: Client
    known: dict[str, Any] = field(default_factory=dict)

    def try_out(self, example: Example) -> None:
        first, headers, body = parts(example.sent)
        method, path = self.filled(first).split(" ", 1)
        answer = self.ask(method, path, {n: self.filled(v) for n, v in headers.items()}, body)
        first, headers, body = parts(example.answered)
        told = f"{method} {path}: {answer.content!r}"
        assert f"HTTP/1.1 {answer.status_code}" == first, told
        for name, value in headers.items():
            self.compare(value, answer.headers[name], f"{told}: {name}")
        if body:
            self.compare(json.loads(body), answer.json(), told)

    def ask(self, method: str, path: str, headers: dict[str, str], body: str) -> Any:
        kind = headers.pop("Content-Type", "application/json")
        if method == "GET":
            return Client().get(path, headers=headers)
        if kind == "multipart/form-data":
            pairs = (line.split("=", 1) for line in body.splitlines())
            sent = {name: picture(v) if v.startswith("@") else v for name, v in pairs}
            return Client().post(path, sent, headers=headers)
        if kind == "application/x-www-form-urlencoded":
            return self.browser.post(path, dict(parse_qsl(body)))
        said = json.dumps(self.filled_in(json.loads(body or "{}")))
        return Client().post(path, said, content_type=kind, headers=headers)

    def compare(self, shown: Any, got: Any, told: str) -> None:
        """What the page shows is there; what it names for the first time is learnt."""
        if isinstance(shown, dict):
            for name, value in shown.items():
                assert name in got, f"{told}: no {name}"
                self.compare(value, got[name], told)
        elif isinstance(shown, list):
            assert len(got) >= len(shown), told
            for one, other in zip(shown, got, strict=False):
                self.compare(one, other, told)
        elif isinstance(shown, str) and (name := re.fullmatch(r"\{(\w+)\}", shown)):
            assert self.known.setdefault(name[1], got) == got, told
        else:
            assert shown in (got, WHATEVER), f"{told}: {shown!r} is {got!r}"

    def filled(self, text: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda name: str(self.known[name[1]]), text)

    def filled_in(self, said: Any) -> Any:
        if isinstance(said, dict):
            return {name: self.filled_in(value) for name, value in said.items()}
        if isinstance(said, list):
            return [self.filled_in(one) for one in said]
        name = re.fullmatch(r"\{(\w+)\}", said) if isinstance(said, str) else None
        return self.known[name[1]] if name else said


def parts(block: str) -> tuple[str, dict[str, str], str]:
    """First line, headers, body."""
    head, _, body = block.strip().partition("\n\n")
    first, *lines = head.splitlines()
    return first, dict(line.split(": ", 1) for line in lines), body


def picture(name: str) -> BytesIO:
    made = BytesIO(doings.jpeg())
    made.name = name.removeprefix("@")
    return made


def steps() -> Iterator[Example | str]:
    """Each example, and each parcel that arrives between them."""
    found = [match.groups() for match in PART.finditer(PAGE.read_text())]
    blocks = iter(found)
    for block, delivered in blocks:
        if delivered:
            yield delivered
        else:
            yield Example(block, next(blocks)[0])


@pytest.mark.django_db
@pytest.mark.usefixtures("monday")
def test_every_example_is_true(ben: User, ada: Seller, lamp: Listing) -> None:
    browser = Client()
    browser.force_login(ben)
    reader, tried = Reader(browser), 0
    for step in steps():
        if isinstance(step, str):
            doings.arrive(Order.objects.get(number=reader.known[step]).shipments.get())
        else:
            reader.try_out(step)
            tried += 1
    assert tried > 30
    books.assert_right()
