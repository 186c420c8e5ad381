"""Who speaks in a case, and what lies between the two."""

from __future__ import annotations

from typing import Any

from disputes.models import Dispute
from disputes.models.dispute_state import Side
from disputes.models.offer import OfferState
from escrow import clock, deadlines
from escrow.story import Refusal, step


class NotYourTurn(Refusal):
    """The case does not wait for this from this person; the sentence says where it stands."""


def side_of(dispute: Dispute, person: Any) -> Side | None:
    """As what somebody speaks; None for everybody who is no party."""
    if person.pk == dispute.order.buyer_id:
        return Side.BUYER
    return Side.SELLER if person.pk == dispute.order.seller.user_id else None


def user_id(dispute: Dispute, side: str) -> int:
    order = dispute.order
    return order.buyer_id if side == Side.BUYER else order.seller.user_id


def both(dispute: Dispute) -> list[int]:
    """Whom to tell what concerns the two."""
    return [user_id(dispute, side) for side in Side]


def this_time(dispute: Dispute) -> str:
    """Under which something is told that can happen to a case again."""
    return f"{dispute.pk}:{clock.now().isoformat()}"


def other(side: str) -> Side:
    return Side.SELLER if side == Side.BUYER else Side.BUYER


@step
def end_offers(dispute: Dispute) -> None:
    """The case has gone another way; what lay on the table lies there no more."""
    open_offers = dispute.offers.filter(state=OfferState.OPEN).order_by("pk")
    for offer in open_offers.select_for_update(no_key=True, of=("self",)):
        offer.take_back(clock.now())
        offer.save()
        deadlines.cancel([offer], "offer")
