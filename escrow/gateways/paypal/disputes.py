"""Disputes, claims and chargebacks: what a buyer asked of PayPal, or their bank of PayPal."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from escrow.gateways import BankCase, BankState
from escrow.gateways.paypal import amounts, client
from escrow.gateways.paypal.refusals import NoAnswer
from escrow.money import Money

Dispute = dict[str, Any]
# What we call it, where a rule of ours asks for it; anything else keeps PayPal's word.
REASONS = {
    "MERCHANDISE_OR_SERVICE_NOT_RECEIVED": "product_not_received",
    "MERCHANDISE_OR_SERVICE_NOT_AS_DESCRIBED": "product_unacceptable",
    "UNAUTHORISED": "fraudulent",
    "DUPLICATE_TRANSACTION": "duplicate",
}
WON = {"RESOLVED_SELLER_FAVOUR", "RESOLVED_SELLER_FAVOR", "CANCELED_BY_BUYER", "DENIED"}
LOST = {"RESOLVED_BUYER_FAVOUR", "RESOLVED_BUYER_FAVOR", "ACCEPTED"}


def get(dispute_id: str) -> Dispute:
    found = client.get(f"/v1/customer/disputes/{dispute_id}")
    if not found.get("dispute_id") or not found.get("disputed_transactions"):
        raise NoAnswer("PayPal answered with no dispute")
    return found


def about(capture_id: str, *, by: datetime) -> str:
    """The dispute behind a movement of a capture's money: the newest that there was by then."""
    query: dict[str, str | int] = {"disputed_transaction_id": capture_id}
    rows = client.get("/v1/customer/disputes", **query).get("items") or []
    known = sorted((moment(row["create_time"]), str(row["dispute_id"])) for row in rows)
    return next((name for at, name in reversed(known) if at <= by), "")


def bank_case(dispute: Dispute) -> BankCase:
    """The dispute in the words of the protocol."""
    state, reason = _state(dispute), str(dispute.get("reason", ""))
    due = dispute.get("seller_response_due_date")
    return BankCase(
        reference=str(dispute["dispute_id"]),
        operation_id=_charge(dispute),
        amount=_amount(dispute, state),
        state=state,
        reason=REASONS.get(reason, reason.lower())[:40],
        respond_by=moment(due) if due else None,
        was_taken=bool(_debits(dispute)) or _is_escalated(dispute),
    )


def is_resolved(dispute: Dispute) -> bool:
    return dispute.get("status") == "RESOLVED"


def moment(text: Any) -> datetime:
    """A moment as PayPal writes it."""
    return datetime.fromisoformat(str(text))


def _state(dispute: Dispute) -> BankState:
    if is_resolved(dispute):
        return BankState.LOST if _is_lost(dispute) else BankState.WON
    taken = bool(_debits(dispute)) or _is_escalated(dispute)
    return BankState.TAKEN if taken else BankState.WARNING


def _is_lost(dispute: Dispute) -> bool:
    """By the outcome; where that does not say it, by where the money is now."""
    outcome = str((dispute.get("dispute_outcome") or {}).get("outcome_code", ""))
    if outcome in WON | LOST:
        return outcome in LOST
    kept = sum(each.minor for each in _debits(dispute))
    return kept > sum(each.minor for each in _movements(dispute, "CREDIT"))


def _is_escalated(dispute: Dispute) -> bool:
    """From a claim on PayPal holds the money, also where it does not list what moved."""
    past_inquiry = dispute.get("dispute_life_cycle_stage") not in (None, "", "INQUIRY")
    return past_inquiry and "money_movements" not in dispute


def _amount(dispute: Dispute, state: BankState) -> Money:
    if debits := _debits(dispute):
        return debits[0]
    refunded = (dispute.get("dispute_outcome") or {}).get("amount_refunded")
    if state == BankState.LOST and refunded:
        return amounts.read(refunded)
    return amounts.read(dispute.get("dispute_amount"))


def _debits(dispute: Dispute) -> list[Money]:
    return _movements(dispute, "DEBIT")


def _movements(dispute: Dispute, way: str) -> list[Money]:
    return [
        amounts.read(each.get("amount"))
        for each in dispute.get("money_movements") or []
        if each.get("affected_party") == "SELLER" and each.get("type") == way
    ]


def _charge(dispute: Dispute) -> str:
    """Our key, where the order carried it; else PayPal's name for the capture."""
    about = dispute["disputed_transactions"][0]
    try:
        return str(UUID(str(about.get("custom", ""))))
    except ValueError:
        return str(about.get("seller_transaction_id", ""))
