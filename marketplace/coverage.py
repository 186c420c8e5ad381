"""Whether a seller bears nothing when somebody says that nothing came: one truth for every door.

Sent to the order's address, by the promised day, with proof of the delivery. A case reads the
same grades from the policy's presumptions, and a bank's case asks `is_covered` itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from marketplace import presumed
from marketplace.models import Order, Shipment
from marketplace.models.shipment import ProofGrade


class Cover(StrEnum):
    """What a proof is worth: all of it, a case that the guarantee fund pays, or nothing."""

    FULL = "full"
    FUND = "fund"
    NONE = "none"


def is_covered(order: Order, parcels: Sequence[Shipment]) -> bool:
    """Every parcel was sent in time and is proven to have arrived where the order goes."""
    return bool(parcels) and all(
        of_grade(order, parcel.proof_grade) == Cover.FULL
        and in_time(order, parcel)
        and at_its_address(order, parcel)
        for parcel in parcels
    )


def of_grade(order: Order, grade: str) -> Cover:
    """What a delivery proven so well is worth for an order of this amount."""
    if not grade or grade == ProofGrade.D:
        return Cover.NONE
    found = presumed.of_delivery(order.policy, grade, order.total)
    if found.favours == presumed.SELLER:
        return Cover.FULL if grade == ProofGrade.A or not must_be_signed(order) else Cover.NONE
    # What is presumed for the buyer and paid by the fund leaves the seller the money.
    by_fund = found.from_fund and found.favours == presumed.BUYER
    return Cover.FUND if by_fund else Cover.NONE


def must_be_signed(order: Order) -> bool:
    """From the policy's amount on, nothing less than a signature or the buyer's code counts."""
    return order.total >= order.policy.amount("signature_from", order.currency)


def in_time(order: Order, parcel: Shipment) -> bool:
    return parcel.dispatched_at <= (order.ship_by or order.placed_at)


def at_its_address(order: Order, parcel: Shipment) -> bool:
    """Unless the carrier's own scan says that it was delivered in another postcode."""
    seen = plain_postcode(parcel.delivered_postcode)
    return not seen or seen == plain_postcode(order.checkout.postcode)


def plain_postcode(postcode: str) -> str:
    """However it is written: 104 35 is 10435."""
    return "".join(letter for letter in postcode.upper() if letter.isalnum())
