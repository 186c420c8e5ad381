"""What Stripe calls disputes: a buyer's bank asks, takes, reads our evidence and decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import stripe
from stripe.params import DisputeUpdateParamsEvidence

from escrow.gateways import Answer, BankCase, BankState, Status
from escrow.gateways.lateness import nothing_there
from escrow.gateways.stripe import amounts, evidence
from escrow.gateways.stripe.client import client, key_of
from escrow.gateways.stripe.refusals import refusal
from escrow.models import Chargeback, Operation

_STATES = {
    "warning_needs_response": BankState.WARNING,
    "warning_under_review": BankState.WARNING,
    "warning_closed": BankState.WON,
    "needs_response": BankState.TAKEN,
    "under_review": BankState.TAKEN,
    "appeal_needs_response": BankState.TAKEN,
    "appeal_under_review": BankState.TAKEN,
    "won": BankState.WON,
    "lost": BankState.LOST,
}
_WAITING = ("warning_needs_response", "needs_response")


def bank_case(reference: str) -> BankCase:
    """Where it stands now."""
    case = client().v1.disputes.retrieve(reference, {"expand": ["payment_intent"]})
    due_by = case.evidence_details.due_by
    return BankCase(
        reference=case.id,
        operation_id=_charge_of(case),
        amount=amounts.from_stripe(case.amount, case.currency),
        state=_state(case),
        reason=case.reason[:40],
        respond_by=datetime.fromtimestamp(due_by, UTC) if due_by else None,
        was_taken=any(move.amount < 0 for move in case.balance_transactions),
    )


def contest(chargeback: Chargeback, pack: Mapping[str, Any]) -> Answer:
    """Send our evidence, once: a bank reads only the first."""
    case = client().v1.disputes.retrieve(chargeback.provider_reference)
    if _has_evidence(case) or case.status not in _WAITING:
        return _answered(case)
    try:
        return _answered(_submit(chargeback, pack))
    except stripe.IdempotencyError as used:
        raise ConnectionError("the evidence is on its way with other words") from used
    except stripe.InvalidRequestError as refused:
        return refusal(refused)


def look_up(operation: Operation) -> Answer:
    """Whether the bank has our evidence."""
    case = client().v1.disputes.retrieve(operation.the_chargeback.provider_reference)
    if not _has_evidence(case) and case.status in _WAITING:
        return nothing_there(operation)
    return _answered(case)


def _answered(case: stripe.Dispute) -> Answer:
    if _has_evidence(case):
        return Answer(Status.SUCCEEDED, reference=case.id)
    return Answer(Status.DECLINED, reference=case.id, code="too_late")


def _submit(chargeback: Chargeback, pack: Mapping[str, Any]) -> stripe.Dispute:
    page = evidence.document(chargeback, pack)
    key = f"{chargeback.pk}:{evidence.fingerprint(pack)}"
    told: DisputeUpdateParamsEvidence = {
        "uncategorized_file": _upload(page, key),
        "uncategorized_text": evidence.text(pack)[: evidence.LONGEST_TEXT],
    }
    return client().v1.disputes.update(
        chargeback.provider_reference,
        {"evidence": told, "submit": True},
        {"idempotency_key": f"{key}:evidence"},
    )


def _upload(page: bytes, key: str) -> str:
    made = client().v1.files.create(
        {"purpose": "dispute_evidence", "file": evidence.Document(page)},
        {"idempotency_key": f"{key}:file"},
    )
    return made.id


def _has_evidence(case: stripe.Dispute) -> bool:
    return case.evidence_details.submission_count > 0


def _state(case: stripe.Dispute) -> BankState:
    if case.status == "prevented":
        # Settled before it began: either somebody gave the money back, or nobody did.
        moved = sum(move.amount for move in case.balance_transactions)
        return BankState.LOST if moved < 0 else BankState.WON
    return _STATES[case.status]


def _charge_of(case: stripe.Dispute) -> str:
    """Our charge's id, or the payment intent whose reference our charge keeps."""
    intent = case.payment_intent
    if isinstance(intent, stripe.PaymentIntent):
        return key_of(intent) or intent.id
    return intent or ""
