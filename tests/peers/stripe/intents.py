"""Payment intents and the charges under them."""

from __future__ import annotations

import re
from typing import Any

from tests.peers.stripe.book import Book, Thing
from tests.peers.stripe.refused import Refused, invalid

_QUERY = re.compile(r"metadata\['(\w+)'\]:'([^']+)'")


def retrieve(book: Book, asked: dict[str, Any], identifier: str) -> Thing:
    return book.get("payment_intent", identifier)


def cancel(book: Book, asked: dict[str, Any], identifier: str) -> Thing:
    intent = retrieve(book, asked, identifier)
    if intent["status"] in ("succeeded", "canceled", "processing"):
        code = "payment_intent_unexpected_state"
        raise Refused(code, f"A PaymentIntent that is {intent['status']} cannot be canceled.")
    give_up(intent)
    return intent


def search(book: Book, asked: dict[str, Any]) -> Thing:
    """What was made since a while ago: Stripe's search is not up to the second."""
    match = _QUERY.fullmatch(asked["query"])
    if match is None:
        raise invalid("query", "cannot be read")
    name, value = match.groups()
    everything = book.all("payment_intent")
    seen = [each for each in everything if each["created"] + book.search_lags <= book.now]
    data = [each for each in seen if each["metadata"].get(name) == value]
    return {
        "object": "search_result",
        "url": "/v1/payment_intents/search",
        "has_more": False,
        "next_page": None,
        "data": data,
    }


def new(book: Book, session: Thing) -> Thing:
    """The money behind a page comes to be when the buyer first tries to pay."""
    return book.write(
        "pi",
        "payment_intent",
        amount=session["amount_total"],
        amount_received=0,
        currency=session["currency"],
        status="requires_payment_method",
        latest_charge=None,
        last_payment_error=None,
        next_action=None,
        metadata=session["_intent"].get("metadata", {}),
        payment_method_types=session["payment_method_types"],
    )


def succeed(book: Book, intent: Thing, way: str, card: str = "") -> Thing:
    """The money is taken, in the balance, and told of."""
    details: Thing = {"type": way}
    if way == "card":
        details["card"] = {"brand": "visa", "last4": card[-4:], "wallet": None}
    charge = book.write(
        "ch",
        "charge",
        amount=intent["amount"],
        amount_captured=intent["amount"],
        amount_refunded=0,
        currency=intent["currency"],
        captured=True,
        paid=True,
        disputed=False,
        refunded=False,
        status="succeeded",
        payment_intent=intent["id"],
        payment_method_details=details,
        metadata=dict(intent["metadata"]),
        _card=card,
    )
    fee = charge["amount"] * book.fee_bps // 10_000 + book.fee_each
    move = book.move("charge", charge["id"], charge["amount"], charge["currency"], fee)
    charge["balance_transaction"] = move["id"]
    intent.update(
        status="succeeded",
        amount_received=intent["amount"],
        latest_charge=charge["id"],
        last_payment_error=None,
        next_action=None,
    )
    book.tell("charge.succeeded", charge)
    book.tell("payment_intent.succeeded", intent)
    return charge


def fail(book: Book, intent: Thing, code: str, decline_code: str = "") -> None:
    error = {"type": "card_error", "code": code, "message": "It was declined."}
    if decline_code:
        error["decline_code"] = decline_code
    intent.update(status="requires_payment_method", last_payment_error=error, next_action=None)
    book.tell("payment_intent.payment_failed", intent)


def give_up(intent: Thing) -> None:
    if intent["status"] not in ("succeeded", "processing"):
        intent.update(status="canceled", next_action=None)
