"""Sellers' accounts, what we transfer to them, and what leaves from there for their banks."""

from __future__ import annotations

from typing import Any

from tests.peers.stripe import amounts
from tests.peers.stripe.book import Book, Thing
from tests.peers.stripe.refused import Refused, invalid


def create_account(book: Book, asked: dict[str, Any]) -> Thing:
    if "type" not in asked and "controller" not in asked:
        raise Refused("parameter_missing", "type or controller is needed.")
    account = new_account(book, details_submitted=False)
    account["email"], account["metadata"] = asked.get("email"), asked.get("metadata", {})
    account["settings"] = asked.get("settings", {})
    return account


def new_account(book: Book, identifier: str = "", *, details_submitted: bool = True) -> Thing:
    """Once its owner has told Stripe everything it can be paid."""
    account = book.write("acct", "account", type="express", country="DE", default_currency="eur")
    if identifier:
        del book.things[account["id"]], book.owners[account["id"]]
        account["id"] = identifier
        book.things[identifier], book.owners[identifier] = account, ""
    tell_all(account) if details_submitted else account.update(
        details_submitted=False, payouts_enabled=False, capabilities={"transfers": "inactive"}
    )
    account.update(charges_enabled=False, _balance={}, _fails_with="")
    return account


def tell_all(account: Thing) -> None:
    account.update(
        details_submitted=True, payouts_enabled=True, capabilities={"transfers": "active"}
    )


def retrieve_account(book: Book, asked: dict[str, Any], identifier: str) -> Thing:
    if book.things.get(identifier, {}).get("object") != "account":
        raise Refused("account_invalid", "No access to that account.", 403)
    return book.get("account", identifier)


def create_link(book: Book, asked: dict[str, Any]) -> Thing:
    account = retrieve_account(book, asked, asked["account"])
    for name in ("refresh_url", "return_url"):
        if not asked.get(name, "").startswith(("http://", "https://")):
            raise Refused("url_invalid", f"Not a valid URL: {name}")
    return {
        "object": "account_link",
        "created": book.now,
        "expires_at": book.now + 300,
        "url": f"https://connect.stripe.com/setup/e/{account['id']}/x",
    }


def create_transfer(book: Book, asked: dict[str, Any]) -> Thing:
    amount, currency = asked.get("amount", 0), asked["currency"]
    if amount < 1:
        raise invalid("amount", "must be at least 1")
    account = book.things.get(asked["destination"])
    if account is None or account["object"] != "account":
        raise Refused("resource_missing", f"No such destination: '{asked['destination']}'")
    if account["capabilities"].get("transfers") != "active":
        raise Refused("insufficient_capabilities_for_transfer", "It cannot take transfers.")
    if book.available is not None and book.available.get(currency, 0) < amount:
        raise Refused("balance_insufficient", "You have insufficient available funds.")
    transfer = book.write(
        "tr",
        "transfer",
        amount=amount,
        amount_reversed=0,
        currency=currency,
        destination=account["id"],
        transfer_group=asked.get("transfer_group"),
        metadata=asked.get("metadata", {}),
        reversed=False,
        reversals={"object": "list", "data": [], "has_more": False, "url": "/v1/transfers"},
    )
    account["_balance"][currency] = account["_balance"].get(currency, 0) + amount
    move = book.move("transfer", transfer["id"], -amount, currency)
    transfer["balance_transaction"] = move["id"]
    book.tell("transfer.created", transfer)
    return transfer


def retrieve_transfer(book: Book, asked: dict[str, Any], identifier: str) -> Thing:
    return book.get("transfer", identifier)


def reverse_transfer(book: Book, asked: dict[str, Any], identifier: str) -> Thing:
    transfer = book.get("transfer", identifier)
    left = transfer["amount"] - transfer["amount_reversed"]
    amount, currency = asked.get("amount", left), transfer["currency"]
    if not 0 < amount <= left:
        raise Refused("", "The transfer is already fully reversed, or not so much is left.")
    balance = book.things[transfer["destination"]]["_balance"]
    if balance.get(currency, 0) < amount:
        raise Refused("balance_insufficient", "The account does not hold so much.")
    balance[currency] -= amount
    reversal = book.write(
        "trr",
        "transfer_reversal",
        amount=amount,
        currency=currency,
        transfer=transfer["id"],
        metadata=asked.get("metadata", {}),
    )
    transfer["amount_reversed"] += amount
    transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
    transfer["reversals"]["data"].insert(0, dict(reversal))
    book.move("transfer_refund", reversal["id"], amount, currency)
    book.tell("transfer.reversed", transfer)
    return reversal


def create_payout(book: Book, asked: dict[str, Any], owner: str) -> Thing:
    amount, currency = asked["amount"], asked["currency"]
    amounts.paid_out(amount, currency)
    if not owner:
        raise Refused("", "Our own balance is paid out by itself.")
    account = book.things[owner]
    if not account["payouts_enabled"]:
        raise Refused("payouts_not_allowed", "Cannot create payouts; it is not enabled.")
    if account["_balance"].get(currency, 0) < amount:
        raise Refused("balance_insufficient", "You have insufficient funds.")
    account["_balance"][currency] -= amount
    return new_payout(book, owner, amount, currency, asked.get("metadata", {}))


def new_payout(book: Book, owner: str, amount: int, currency: str, metadata: Thing) -> Thing:
    return book.write(
        "po",
        "payout",
        owner=owner,
        amount=amount,
        currency=currency,
        arrival_date=book.now + 24 * 60 * 60,
        automatic=not metadata,
        metadata=metadata,
        status="pending",
        failure_code=None,
        failure_message=None,
        failure_balance_transaction=None,
        method="standard",
        type="bank_account",
    )


def retrieve_payout(book: Book, asked: dict[str, Any], identifier: str, owner: str) -> Thing:
    return book.get("payout", identifier, owner)


def arrive(book: Book, payout: Thing) -> None:
    """The bank has it."""
    if payout["status"] in ("pending", "in_transit"):
        payout["status"] = "paid"
        book.tell("payout.paid", payout, book.owners[payout["id"]])


def come_back(book: Book, payout: Thing, code: str = "account_closed") -> None:
    """The bank would not take it, or sent it back after it was paid."""
    if payout["status"] in ("failed", "canceled"):
        return
    owner = book.owners[payout["id"]]
    payout.update(status="failed", failure_code=code, failure_balance_transaction="txn_failed")
    balance = book.things[owner]["_balance"]
    balance[payout["currency"]] = balance.get(payout["currency"], 0) + payout["amount"]
    book.tell("payout.failed", payout, owner)
