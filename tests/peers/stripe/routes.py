"""Every call that this Stripe knows: its address, what it accepts, and who answers it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import stripe.params as params
import stripe.params.checkout as checkout_params

from tests.peers.stripe import checkout, connect, disputes, files, intents, lists, refunds
from tests.peers.stripe.book import Book, Thing

Answerer = Callable[..., Thing]


@dataclass(frozen=True)
class Route:
    """`of_account`: it can be asked on behalf of a seller's account."""

    method: str
    path: str
    accepts: Any
    answers: Answerer
    of_account: bool = False

    def match(self, method: str, path: str) -> re.Match[str] | None:
        pattern = self.path.replace("{}", r"([A-Za-z0-9_]+)")
        return re.fullmatch(pattern, path) if method == self.method else None


def listing(noun: str, path: str) -> Answerer:
    def answer(book: Book, asked: dict[str, Any], owner: str = "") -> Thing:
        if noun == "checkout.session":
            for session in book.all(noun):
                checkout.as_it_is(book, session)
        return lists.page(book.all(noun, owner), asked, path)

    return answer


def balance(book: Book, asked: dict[str, Any]) -> Thing:
    moved: dict[str, int] = {}
    for move in book.all("balance_transaction"):
        moved[move["currency"]] = moved.get(move["currency"], 0) + move["net"]
    available = [{"amount": amount, "currency": code} for code, amount in moved.items()]
    return {"object": "balance", "livemode": False, "available": available, "pending": []}


def listed(noun: str, path: str, accepts: Any, of_account: bool = False) -> Route:
    return Route("GET", path, accepts, listing(noun, path), of_account)


SESSIONS, INTENTS = "/v1/checkout/sessions", "/v1/payment_intents"
ROUTES = [
    Route("POST", SESSIONS, checkout_params.SessionCreateParams, checkout.create),
    listed("checkout.session", SESSIONS, checkout_params.SessionListParams),
    Route("GET", f"{SESSIONS}/{{}}", checkout_params.SessionRetrieveParams, checkout.retrieve),
    Route("POST", f"{SESSIONS}/{{}}/expire", checkout_params.SessionExpireParams, checkout.expire),
    Route("GET", f"{INTENTS}/search", params.PaymentIntentSearchParams, intents.search),
    Route("GET", f"{INTENTS}/{{}}", params.PaymentIntentRetrieveParams, intents.retrieve),
    Route("POST", f"{INTENTS}/{{}}/cancel", params.PaymentIntentCancelParams, intents.cancel),
    Route("POST", "/v1/refunds", params.RefundCreateParams, refunds.create),
    listed("refund", "/v1/refunds", params.RefundListParams),
    Route("GET", "/v1/refunds/{}", params.RefundRetrieveParams, refunds.retrieve),
    Route("GET", "/v1/disputes/{}", params.DisputeRetrieveParams, disputes.retrieve),
    Route("POST", "/v1/disputes/{}", params.DisputeUpdateParams, disputes.update),
    Route("POST", "/v1/files", params.FileCreateParams, files.create),
    Route("POST", "/v1/accounts", params.AccountCreateParams, connect.create_account),
    Route("GET", "/v1/accounts/{}", params.AccountRetrieveParams, connect.retrieve_account),
    Route("POST", "/v1/account_links", params.AccountLinkCreateParams, connect.create_link),
    Route("POST", "/v1/transfers", params.TransferCreateParams, connect.create_transfer),
    listed("transfer", "/v1/transfers", params.TransferListParams),
    Route("GET", "/v1/transfers/{}", params.TransferRetrieveParams, connect.retrieve_transfer),
    Route(
        "POST",
        "/v1/transfers/{}/reversals",
        params.TransferReversalCreateParams,
        connect.reverse_transfer,
    ),
    Route("POST", "/v1/payouts", params.PayoutCreateParams, connect.create_payout, True),
    listed("payout", "/v1/payouts", params.PayoutListParams, True),
    Route("GET", "/v1/payouts/{}", params.PayoutRetrieveParams, connect.retrieve_payout, True),
    listed("event", "/v1/events", params.EventListParams, True),
    listed("balance_transaction", "/v1/balance_transactions", params.BalanceTransactionListParams),
    listed("webhook_endpoint", "/v1/webhook_endpoints", params.WebhookEndpointListParams),
    Route("GET", "/v1/balance", params.BalanceRetrieveParams, balance),
]
