"""Checkout Sessions: the page that a buyer pays on."""

from __future__ import annotations

from typing import Any

from tests.peers.stripe import amounts, intents
from tests.peers.stripe.book import Book, Thing
from tests.peers.stripe.refused import Refused, invalid

SHORTEST, LONGEST = 30 * 60, 24 * 60 * 60
# Where a way to pay can be used at all; the others everywhere.
ONLY_IN = {
    "ideal": {"eur"},
    "bancontact": {"eur"},
    "eps": {"eur"},
    "sepa_debit": {"eur"},
    "blik": {"pln"},
    "p24": {"eur", "pln"},
    "pix": {"brl"},
    "boleto": {"brl"},
}


def create(book: Book, asked: dict[str, Any]) -> Thing:
    if asked.get("mode") != "payment" or not asked.get("line_items"):
        raise Refused("parameter_missing", "mode and line_items are needed.")
    if "success_url" not in asked:
        raise Refused("parameter_missing", "You must provide a success_url.")
    for address in (asked["success_url"], asked.get("cancel_url", "http://x")):
        if not address.startswith(("http://", "https://")):
            raise Refused("url_invalid", f"Not a valid URL: {address}")
    if len(asked.get("client_reference_id", "")) > 200:
        raise invalid("client_reference_id", "too long")
    amount, currency = _total(asked["line_items"])
    amounts.charged(amount, currency)
    session = book.write(
        "cs_test",
        "checkout.session",
        amount_total=amount,
        currency=currency,
        mode="payment",
        client_reference_id=asked.get("client_reference_id"),
        metadata=asked.get("metadata", {}),
        payment_intent=None,
        payment_method_types=_ways(asked, currency),
        payment_status="unpaid",
        status="open",
        expires_at=_expires(book, asked),
        success_url=asked["success_url"],
        cancel_url=asked.get("cancel_url"),
        _intent=asked.get("payment_intent_data", {}),
    )
    session["url"] = f"https://checkout.stripe.com/c/pay/{session['id']}"
    return session


def retrieve(book: Book, asked: dict[str, Any], identifier: str) -> Thing:
    return as_it_is(book, book.get("checkout.session", identifier))


def expire(book: Book, asked: dict[str, Any], identifier: str) -> Thing:
    session = retrieve(book, asked, identifier)
    if session["status"] != "open":
        raise Refused("", "Only Checkout Sessions with a status in open can be expired.")
    return _end(book, session)


def as_it_is(book: Book, session: Thing) -> Thing:
    """Its time may be over."""
    if session["status"] == "open" and book.now >= session["expires_at"]:
        _end(book, session)
    return session


def _end(book: Book, session: Thing) -> Thing:
    session["status"], session["url"] = "expired", None
    if intent_id := session["payment_intent"]:
        intents.give_up(book.things[intent_id])
    book.tell("checkout.session.expired", session)
    return session


def _total(items: list[dict[str, Any]]) -> tuple[int, str]:
    prices = [item["price_data"] for item in items if "price_data" in item]
    if len(prices) != len(items) or len({price["currency"] for price in prices}) != 1:
        raise invalid("line_items", "prices of one currency are needed")
    for price in prices:
        if not price.get("product_data", {}).get("name") or price.get("unit_amount", -1) < 0:
            raise invalid("line_items", "a name and a unit_amount are needed")
    both = zip(items, prices, strict=True)
    amount = sum(item.get("quantity", 1) * price["unit_amount"] for item, price in both)
    return amount, prices[0]["currency"]


def _ways(asked: dict[str, Any], currency: str) -> list[str]:
    wanted = asked.get("allowed_payment_method_types", ["card"])
    fit = [way for way in wanted if currency in ONLY_IN.get(way, {currency})]
    if not fit:
        raise Refused("", "No payment method types are left that fit this Checkout Session.")
    if "wechat_pay" in fit and "wechat_pay" not in asked.get("payment_method_options", {}):
        raise invalid("payment_method_options", "wechat_pay needs a client")
    return fit


def _expires(book: Book, asked: dict[str, Any]) -> int:
    moment = int(asked.get("expires_at", book.now + LONGEST))
    if not SHORTEST <= moment - book.now <= LONGEST:
        raise invalid("expires_at", "must be between 30 minutes and 24 hours from now")
    return moment
