"""compose.yaml lived through with the real programs: make compose-test (not part of make test).

Through nginx and PgBouncer: somebody buys, opens a case with a photo and reads it back; nobody else
does.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from django.test import Client

from disputes.models import Dispute, Evidence
from escrow.models import Hold, SandboxCharge
from marketplace.models import Category, Listing, Order, User
from sellers.models.seller import Level
from tests import books, doings, factories, own_services
from tests.deploy import plan
from tests.deploy.machine import Machine, running
from tests.disputes.test_open_dispute_page import filled
from tests.marketplace.test_checkout_page import ADDRESS
from tests.workers import until

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
HOST = plan.example()["ALLOWED_HOSTS"]
TOKEN = "c" * 32
FROM_OUTSIDE = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}


@pytest.fixture(scope="module")
def machine(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Machine]:
    folder = tmp_path_factory.mktemp("machine")
    with own_services.running() as own, running(folder, own) as started:
        django_db_blocker.unblock()
        with own_services.used_here(own):
            yield started
        django_db_blocker.restore()


@pytest.fixture(autouse=True)
def here(machine: Machine, transactional_db: None) -> None:
    """The test looks into the same database, as the application does."""


class Person:
    """Somebody with a browser, outside of the machine."""

    def __init__(self, machine: Machine, who: User | None = None) -> None:
        self.address, self.cookie = machine.address, f"csrftoken={TOKEN}"
        if who:
            signed_in = Client()
            signed_in.force_login(who)
            self.cookie += f"; sessionid={signed_in.cookies['sessionid'].value}"

    def get(self, path: str) -> requests.Response:
        headers = {**FROM_OUTSIDE, "Cookie": self.cookie}
        return requests.get(self.address + path, headers=headers, allow_redirects=False, timeout=30)

    def post(self, path: str, form: dict[str, Any], files: Any = None) -> requests.Response:
        said = {"Referer": f"https://{HOST}{path}", "Origin": f"https://{HOST}"}
        return requests.post(
            self.address + path,
            {**form, "csrfmiddlewaretoken": TOKEN},
            files=files,
            headers={**FROM_OUTSIDE, **said, "Cookie": self.cookie},
            allow_redirects=False,
            timeout=60,
        )


@pytest.fixture(scope="module")
def world(machine: Machine) -> dict[str, Any]:
    ben = factories.person("ben@example.com", "Ben Okafor", country="DE")
    mallory = factories.person("mallory@example.com", "Mallory Stone")
    ada = factories.shop("ada@example.com", "Ada's Lamps", country="DE", level=Level.STANDARD)
    shelf = Category.objects.create(name="Lamps", slug="lamps-here")
    lamp = factories.listing(ada, shelf, "Brass reading lamp")
    return {"ben": ben, "mallory": mallory, "ada": ada, "lamp": lamp}


def test_the_whole_life_of_an_order(machine: Machine, world: dict[str, Any]) -> None:
    ben, lamp = world["ben"], Listing.objects.get(pk=world["lamp"].pk)
    bens = Person(machine, ben)
    assert bens.get("/").status_code == 200
    style = re.search(r'href="(/static/[^"]+\.css)"', bens.get("/").text)
    assert style
    sheet = bens.get(style[1])
    assert (sheet.status_code, sheet.headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert "immutable" in sheet.headers["Cache-Control"]

    # Bought, by the pages.
    doings.fill_cart(ben, lamp)
    page = bens.get("/checkout/").text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    bought = bens.post("/checkout/", {**hidden, **ADDRESS, "currency": "EUR"})
    assert bought.status_code == 302, bought.text[:500]
    charge = SandboxCharge.objects.get()
    paid = bens.post(bought.headers["Location"], {"card": doings.GOOD_CARD})
    assert paid.status_code == 302, paid.text[:500]
    bens.get(re.sub(r"^https?://[^/]+", "", paid.headers["Location"]))
    assert until(lambda: Order.objects.get().state == "paid", 30), charge
    order = Order.objects.get()

    # A case, with a photo that a worker decodes in a process of its own.
    doings.arrive(doings.send(order))
    photo = ("crack.jpg", doings.jpeg(), "image/jpeg")
    form = {name: value for name, value in filled(order).items() if name != "photos"}
    sent = bens.post(f"/orders/{order.number}/disputes/", form, files={"photos": photo})
    assert sent.status_code == 302, sent.text[:500]
    evidence = Evidence.objects.get()
    assert until(lambda: Evidence.objects.get().state == "ready", 60), machine.log("files")
    assert Hold.objects.get().state == "frozen"
    reading(machine, world, evidence)
    books.assert_right()


def reading(machine: Machine, world: dict[str, Any], evidence: Evidence) -> None:
    path = f"/evidence/{evidence.pk}/"
    seen = Person(machine, world["ben"]).get(path)
    assert (seen.status_code, seen.headers["Content-Type"]) == (200, "image/jpeg")
    assert seen.content.startswith(b"\xff\xd8")
    assert seen.headers["X-Content-Type-Options"] == "nosniff"
    assert seen.headers["Content-Security-Policy"] == "sandbox"
    assert seen.headers["Cache-Control"] == "private, no-store"
    assert seen.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert seen.headers["Content-Disposition"].startswith("inline")
    assert "X-Accel-Redirect" not in seen.headers
    assert Person(machine, world["mallory"]).get(path).status_code == 404
    name = Evidence.objects.get(pk=evidence.pk).pages[0]
    for guess in (
        f"/inside/private/{name}",
        f"/private/{name}",
        f"/media/../private/{name}",
        f"/media/{name}",
    ):
        assert Person(machine, world["ben"]).get(guess).status_code in (400, 404), guess
    assert Dispute.objects.get().is_open()


def test_too_much_is_refused_before_the_shop_hears_of_it(machine: Machine) -> None:
    with socket.create_connection(("127.0.0.1", machine.port["nginx"]), timeout=10) as line:
        head = (
            f"POST /cart/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {211 * 1024 * 1024}\r\n\r\n"
        )
        line.sendall(head.encode())
        assert b" 413 " in line.recv(200)


def test_half_a_request_keeps_nobody_else_waiting(machine: Machine) -> None:
    lines = []
    for number in range(100):
        line = socket.create_connection(("127.0.0.1", machine.port["nginx"]), timeout=10)
        half = f"POST /cart/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000\r\n\r\nabc"
        line.sendall((half if number % 2 else f"GET / HTTP/1.1\r\nHost: {HOST}\r\n").encode())
        lines.append(line)
    begun = time.monotonic()
    assert Person(machine).get("/").status_code == 200
    assert time.monotonic() - begun < 3
    for line in lines:
        line.close()


def test_the_figures_and_the_machines_are_well(machine: Machine) -> None:
    assert Person(machine).get("/metrics").status_code == 404
    direct = requests.get(
        f"http://127.0.0.1:{machine.port['web']}/metrics", headers={"Host": HOST}, timeout=10
    )
    assert "holdfast_requests_total" in direct.text
    for who in ("worker", "files", "clock"):

        def check(who=who):
            return machine.run("web", "python", "deploy/healthcheck.py", who).returncode == 0

        assert until(check, 60), who


def test_plain_http_is_led_to_https(machine: Machine) -> None:
    answer = requests.get(
        f"{machine.address}/", headers={"Host": HOST}, allow_redirects=False, timeout=10
    )
    assert (answer.status_code, answer.headers["Location"]) == (301, f"https://{HOST}/")
