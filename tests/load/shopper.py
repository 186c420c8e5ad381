"""One of two hundred people, for Locust: looks around, and now and then buys something.

Runs outside of the shop's own environment and knows the shop by its pages alone. Who is told to wait
(503 with Retry-After) waits and asks again, as people do; in peace, to be told so is a failure.
"""

import itertools
import json
import os
import random
import re

import gevent
from locust import FastHttpUser, constant, task

PASSWORD, CARD = "correct horse battery", "4242424242424242"
WORDS = ("lamp", "bowl", "watch", "print", "blanket")
LISTING = re.compile(r'href="(/listing/(\d+)/[^"?]*)')
FIELD = re.compile(r'<input type="hidden" name="(token|seen_total|currency)" value="([^"]*)"')
ORDER = re.compile(r"/orders/(HF-[0-9A-Z]+)/")
ADDRESS = {
    "name": "Sam Shopper",
    "street": "Kastanienallee 7",
    "postcode": "10435",
    "city": "Berlin",
    "country": "DE",
}
DISTURBED = bool(os.environ.get("LOAD_DISTURBED"))
NOTES = os.environ["LOAD_NOTES"]
TRIES = 12
READS = (4, 12)  # seconds
numbers = itertools.count(1)


class NotServed(Exception):
    """The shop did not answer as it should; the shopper begins anew."""


class Shopper(FastHttpUser):
    # They read each page before they go on, and that is all their waiting.
    wait_time = constant(0)

    def on_start(self) -> None:
        number = next(numbers)
        self.email = f"shopper{number}@example.com"
        self.client.auth_header = None
        self.told = {"X-Forwarded-For": f"198.51.{number // 250}.{number % 250 + 1}"}
        self.ask("GET", "/accounts/login/", "sign in")
        self.send("/accounts/login/", "signing in", login=self.email, password=PASSWORD)

    @task(3)
    def looks_around(self) -> None:
        self.ask("GET", "/", "first page")
        self.finds()

    @task(2)
    def looks_at_orders(self) -> None:
        self.ask("GET", "/orders/", "my orders")

    @task(2)
    def buys(self) -> None:
        _path, pk = self.finds()
        self.send("/cart/items/", "put in the cart", listing=pk, quantity="1")
        page = self.ask("GET", "/checkout/", "checkout").text
        placed = self.send("/checkout/", "buying", **dict(FIELD.findall(page)), **ADDRESS)
        paid = self.send(placed.url, "paying", card=CARD)
        seen = ORDER.search(paid.url) or ORDER.search(paid.text)
        if not seen:
            raise NotServed(f"paid, and no order: {paid.url}")
        with open(NOTES, "a") as notes:
            notes.write(json.dumps({"by": self.email, "order": seen[1]}) + "\n")

    def finds(self) -> tuple[str, str]:
        page = self.ask("GET", f"/search/?q={random.choice(WORDS)}", "search").text
        path, pk = random.choice(LISTING.findall(page))
        self.ask("GET", path, "a listing")
        return path, pk

    def send(self, path: str, what: str, **fields: str):
        return self.ask("POST", path, what, data=fields)

    def secret(self) -> str:
        """As the form has it now: signing in changes it."""
        known = self.client.cookiejar
        return next((one.value for one in known if one.name == "csrftoken"), "")

    def ask(self, method: str, path: str, name: str, **more: object):
        """Until it is answered; each try counts by itself."""
        gevent.sleep(random.uniform(*READS))
        for _ in range(TRIES):
            if fields := more.get("data"):
                more["data"] = {**fields, "csrfmiddlewaretoken": self.secret()}
            with self.client.request(
                method, path, name=name, headers=self.told, catch_response=True, **more
            ) as answer:
                if answer.status_code == 200:
                    answer.success()
                    return answer
                wait = answer.headers.get("Retry-After") if answer.headers else None
                if DISTURBED and answer.status_code == 503 and wait:
                    answer.success()
                    gevent.sleep(min(int(wait), 5) + random.random())
                    continue
                answer.failure(f"{answer.status_code} at {answer.url}")
                raise NotServed(f"{name}: {answer.status_code}")
        raise NotServed(f"{name}: never")
