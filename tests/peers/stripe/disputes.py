"""Disputes: a bank warns, takes, reads the evidence once, and decides."""

from __future__ import annotations

import copy
from typing import Any

from tests.peers.stripe.book import Book, Thing
from tests.peers.stripe.refused import Refused, invalid, missing

OPEN = ("warning_needs_response", "needs_response")
ANSWER_WITHIN = 7 * 24 * 60 * 60
FILES = ("uncategorized_file", "shipping_documentation", "receipt", "customer_communication")


def retrieve(book: Book, asked: dict[str, Any], identifier: str) -> Thing:
    return book.get("dispute", identifier)


def update(book: Book, asked: dict[str, Any], identifier: str) -> Thing:
    case = retrieve(book, asked, identifier)
    if case["status"] not in OPEN or case["evidence_details"]["submission_count"]:
        raise Refused("dispute_evidence_submitted", "This dispute takes no evidence any more.")
    told = asked.get("evidence", {})
    if sum(len(value) for value in told.values()) > 150_000:
        raise invalid("evidence", "longer than 150,000 characters")
    if len(told.get("uncategorized_text", "")) > 20_000:
        raise invalid("evidence[uncategorized_text]", "longer than 20,000 characters")
    for name in FILES:
        if name in told and book.things.get(told[name], {}).get("purpose") != "dispute_evidence":
            raise missing("file", told[name])
    case["evidence"].update(told)
    if asked.get("submit", True):
        case["evidence_details"]["submission_count"] += 1
        case["evidence_details"]["has_evidence"] = True
        case["status"] = case["status"].replace("needs_response", "under_review")
        book.tell("charge.dispute.updated", case)
    return case


def open_case(book: Book, intent: Thing, *, warning: bool = False, amount: int = 0) -> Thing:
    """The buyer has gone to the bank about what is left of a payment."""
    charge = book.things[intent["latest_charge"]]
    left = charge["amount_captured"] - charge["amount_refunded"]
    case = book.write(
        "dp",
        "dispute",
        amount=amount or left,
        currency=charge["currency"],
        charge=charge["id"],
        payment_intent=intent["id"],
        reason="product_not_received",
        status="warning_needs_response",
        evidence={},
        evidence_details={
            "due_by": book.now + ANSWER_WITHIN,
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
        },
        balance_transactions=[],
        is_charge_refundable=warning,
    )
    book.tell("charge.dispute.created", case)
    if not warning:
        take(book, case)
    return case


def take(book: Book, case: Thing) -> None:
    case["status"] = "needs_response"
    case["is_charge_refundable"] = False
    book.things[case["charge"]]["disputed"] = True
    _move(book, case, -case["amount"], "dispute", book.dispute_fee)
    book.tell("charge.dispute.funds_withdrawn", case)


def decide(book: Book, case: Thing, *, won: bool) -> None:
    taken = bool(case["balance_transactions"])
    if not taken:
        case["status"] = "warning_closed"
    elif won:
        case["status"] = "won"
        _move(book, case, case["amount"], "dispute_reversal", 0)
        book.tell("charge.dispute.funds_reinstated", case)
    else:
        case["status"] = "lost"
    book.tell("charge.dispute.closed", case)


def _move(book: Book, case: Thing, amount: int, category: str, fee: int) -> None:
    move = book.move("adjustment", case["id"], amount, case["currency"], fee)
    move["reporting_category"] = category
    case["balance_transactions"].append(copy.deepcopy(move))
