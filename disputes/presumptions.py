"""The published presumptions: what a policy says of a case before anybody has looked at it.

A pure function of facts, used for what resolves itself, for the hard stop, and as what staff see
first. The rules stand in the policy; here stands when each of them applies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from disputes import reasons
from disputes.models import Dispute
from escrow.money import Money
from marketplace import presumed
from marketplace.models import Shipment
from marketplace.models.shipment import ShipmentState
from marketplace.presumed import BUYER, HALF_EACH, SELLER, STAFF, Presumption

__all__ = ["BUYER", "HALF_EACH", "SELLER", "STAFF", "Facts", "Presumption", "of", "presume"]
GRADES = "ABCD"


@dataclass(frozen=True)
class Facts:
    """What a presumption looks at. `dispatched` and `grade`, the weakest proof of the parcels, once
    all have arrived, are told only of what is said not to have come."""

    not_received: bool
    dispatched: bool
    grade: str
    amount: Money
    seller_silent: bool
    evidence_complete: bool
    evidence_missed: bool
    thresholds: Mapping[str, Money]


def of(dispute: Dispute, known: Facts | None = None) -> Presumption:
    """`known`: where its facts were asked for already, or are to be looked at otherwise."""
    return presume(known or facts_of(dispute), dispute.order.policy.body["presumptions"])


def presume(facts: Facts, rules: list[dict[str, Any]]) -> Presumption:
    """The first rule that fits; a policy without it leaves the case undecidable."""
    return presumed.apply(_code(facts), rules, facts.amount, facts.thresholds)


def facts_of(dispute: Dispute) -> Facts:
    policy, currency = dispute.order.policy, dispute.currency
    not_received = reasons.is_not_received(dispute.reason)
    # How far a parcel came says nothing about what is in it.
    parcels = parcels_of(dispute) if not_received else []
    reason = reasons.BY_CODE[dispute.reason]
    named = presumed.limits_of(policy.body["presumptions"])
    return Facts(
        not_received=not_received,
        dispatched=bool(parcels),
        grade=_weakest(parcels),
        amount=dispute.claimed,
        seller_silent=dispute.answered_at is None,
        evidence_complete=not reason.needs_photo or _has_shown_something(dispute),
        evidence_missed=any(ask.side == BUYER and ask.missed for ask in dispute.requests.all()),
        thresholds={name: policy.amount(name, currency) for name in named},
    )


def parcels_of(dispute: Dispute) -> list[Shipment]:
    """The parcels with a unit of what is disputed."""
    lines = dispute.lines.values("line")
    return list(Shipment.objects.filter(lines__line__in=lines).distinct().order_by("pk"))


def _has_shown_something(dispute: Dispute) -> bool:
    claimants = (one for one in dispute.evidence.all() if one.by_id == dispute.claimant_id)
    return any(one.is_counting() for one in claimants)


def _code(facts: Facts) -> str:
    if facts.not_received:
        if not facts.dispatched:
            return "no_dispatch_scan"
        if not facts.grade:
            return "dispatched_not_delivered_date_passed"
        return f"delivered_grade_{facts.grade.lower()}"
    if facts.evidence_missed:
        return "evidence_missing_after_request"
    if facts.seller_silent and facts.evidence_complete:
        return "complete_evidence_silent_seller"
    return "undecidable"


def _weakest(parcels: list[Shipment]) -> str:
    if not parcels or any(parcel.state != ShipmentState.DELIVERED for parcel in parcels):
        return ""
    return max((parcel.proof_grade or "D" for parcel in parcels), key=GRADES.index)
