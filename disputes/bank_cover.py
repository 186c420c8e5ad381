"""When a seller does not bear what a bank took back, and what we tell the bank on their behalf."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from escrow.models import Chargeback
from marketplace import coverage
from marketplace.models import Order, OrderLine, Shipment

ANSWER_BEFORE = timedelta(days=1)
# Not the seller's doing: somebody else used the card, or the buyer says that nothing came.
NOT_THE_SELLERS_DOING = {"fraudulent", "unrecognized", "product_not_received"}


def covered(orders: Iterable[Order], reason: str) -> set[UUID]:
    """The holds whose seller sent in time, with proof of delivery, and bears nothing."""
    return {
        line.hold_id
        for order in orders
        for line in order.lines.all()
        if is_covered(order, _first_parcels(line), reason)
    }


def _first_parcels(line: OrderLine) -> list[Shipment]:
    """What was sent for the order; what a case made the seller send again proves nothing of it."""
    return list(Shipment.objects.filter(lines__line=line, replacement=None).order_by("pk"))


def is_covered(order: Order, parcels: Sequence[Shipment], reason: str) -> bool:
    """Not the seller's doing, and sent as `marketplace/coverage.py` says."""
    return reason in NOT_THE_SELLERS_DOING and coverage.is_covered(order, parcels)


def pack(chargeback: Chargeback, orders: Iterable[Order]) -> dict[str, Any]:
    """What the bank gets to see: what was sold, sent and delivered, and what was given back."""
    return {
        "payment": str(chargeback.payment_id),
        "reason": chargeback.reason,
        "orders": [_facts(order) for order in orders],
    }


def _facts(order: Order) -> dict[str, Any]:
    return {
        "number": order.number,
        "paid_at": _iso(order.paid_at),
        "total": str(order.total),
        "sold": [
            {"title": line.title, "quantity": line.quantity, "refunded": str(line.hold.refunded)}
            for line in order.lines.select_related("hold")
        ],
        "parcels": [_parcel(parcel) for parcel in order.shipments.prefetch_related("events")],
    }


def _parcel(parcel: Shipment) -> dict[str, Any]:
    return {
        "carrier": parcel.carrier,
        "tracking_number": parcel.tracking_number,
        "dispatched_at": _iso(parcel.dispatched_at),
        "delivered_at": _iso(parcel.delivered_at),
        "proof": parcel.proof_grade,
        "scans": [
            {"kind": event.kind, "at": _iso(event.at), "place": event.place}
            for event in parcel.events.all()
        ],
    }


def _iso(moment: Any) -> str:
    return moment.isoformat() if moment else ""
