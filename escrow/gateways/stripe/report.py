"""Stripe's balance, transaction by transaction, as lines of a report.

What is still under way is no line yet: a refund that waits, a payout that no bank has. One that
failed before it had moved anything for the seller never becomes one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import stripe

from escrow.gateways import ReportLine
from escrow.gateways.stripe import amounts, payouts, refunds, transfers
from escrow.gateways.stripe.client import client, key_of

_FEES = ("stripe_fee", "stripe_fx_fee", "tax_fee")
_TO_OUR_BANK = ("payout", "payout_cancel", "payout_failure", "topup", "topup_reversal")


def lines(day: date) -> list[ReportLine]:
    """Everything that moved our balance on that day (UTC), and what Stripe kept of each."""
    begin = datetime.combine(day, time(), UTC)
    moved = client().v1.balance_transactions.list(
        {
            "created": {
                "gte": int(begin.timestamp()),
                "lt": int((begin + timedelta(days=1)).timestamp()),
            },
            "limit": 100,
            "expand": ["data.source"],
        }
    )
    newest_first = list(moved.auto_paging_iter())
    return [line for move in reversed(newest_first) for line in _lines(move)]


def _lines(move: stripe.BalanceTransaction) -> Iterator[ReportLine]:
    yield from _of_source(move)
    if move.fee:
        fee = amounts.from_stripe(move.fee, move.currency)
        yield ReportLine("fee", f"{move.id}_fee", -fee, _at(move))


def _of_source(move: stripe.BalanceTransaction) -> Iterator[ReportLine]:
    source = move.source
    if isinstance(source, stripe.Charge) and move.type in ("charge", "payment"):
        intent = source.payment_intent
        about = intent if isinstance(intent, str) else intent.id if intent else source.id
        yield _line("charge", move, about, key_of(source))
    elif isinstance(source, stripe.Refund):
        if not refunds.is_under_way(source) and _ever_left(source):
            yield _line("refund", move, source.id, key_of(source))
    elif isinstance(source, stripe.Transfer):
        if payouts.has_left(source):
            yield _line("payout", move, source.id, key_of(source))
    elif isinstance(source, stripe.TransferReversal):
        yield from _reversal(move, source)
    elif isinstance(source, stripe.Dispute):
        yield _line("chargeback", move, source.id, "")
    else:
        yield _line(_what(move), move, "", "")


def _reversal(
    move: stripe.BalanceTransaction, source: stripe.TransferReversal
) -> Iterator[ReportLine]:
    if transfers.why_reversed(source) == transfers.FAILED:
        return
    about = source.transfer if isinstance(source.transfer, str) else source.transfer.id
    yield _line("payout", move, about, key_of(source))


def _ever_left(made: stripe.Refund) -> bool:
    """Those that failed without a way back had never left."""
    return made.status == "succeeded" or refunds.came_back(made)


def _what(move: stripe.BalanceTransaction) -> str:
    """What has no name here is a line that our books do not have, and so is looked into."""
    if move.type in _FEES:
        return "fee"
    return "settlement" if move.type in _TO_OUR_BANK else str(move.type)[:12]


def _line(what: str, move: stripe.BalanceTransaction, about: str, key: str) -> ReportLine:
    amount = amounts.from_stripe(move.amount, move.currency)
    return ReportLine(what, move.id, amount, _at(move), key, about)


def _at(move: stripe.BalanceTransaction) -> datetime:
    return datetime.fromtimestamp(move.created, UTC)
