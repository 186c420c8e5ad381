"""Who pays for sending something back: cost follows fault."""

from __future__ import annotations

from disputes import reasons
from disputes.models import Dispute
from disputes.models.dispute_state import PostageBy, Remedy
from sellers.models.seller import ReturnPostage


def payer(dispute: Dispute) -> PostageBy:
    """The seller; of a mere change of mind the buyer, or the fund when they bought Plus.

    A shop that promised to pay for that too, when the things were sold, pays.
    """
    if not reasons.is_change_of_mind(dispute.reason) or _promised(dispute):
        return PostageBy.SELLER
    return PostageBy.FUND if dispute.order.checkout.plus else PostageBy.BUYER


def of_remedy(dispute: Dispute, remedy: str) -> str:
    """Who pays it, where something is sent back at all."""
    return payer(dispute) if remedy == Remedy.RETURN else ""


def _promised(dispute: Dispute) -> bool:
    lines = dispute.lines.select_related("line")
    return all(each.line.return_postage == ReturnPostage.SELLER for each in lines)
