"""What a seller sees of reviews on an order's page: their own, the buyer's, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from escrow import clock
from marketplace import said_of_buyers
from marketplace.forms.rating import BuyerRatingForm, ReplyForm
from marketplace.models import Order
from marketplace.models.order import OrderState
from marketplace.reviews import with_photos
from marketplace.said_of_buyers import SaidOfBuyer
from sellers.models import BuyerRating, Rating


@dataclass(frozen=True)
class DeskReviews:
    """`theirs` is the buyer's review, once its seal is off; `mine` what the seller said."""

    buyer: SaidOfBuyer
    mine: BuyerRating | None
    theirs: Rating | None
    rating_form: BuyerRatingForm | None
    reply_form: ReplyForm | None


def of(
    order: Order, *, rating_form: Any = None, reply_form: Any = None, **_more: Any
) -> DeskReviews:
    mine = getattr(order, "buyer_rating", None)
    theirs = _of_the_buyer(order)
    may_rate = mine is None and order.can_be_rated(clock.now())
    may_answer = theirs is not None and theirs.can_be_answered()
    return DeskReviews(
        said_of_buyers.of(order.buyer),
        mine,
        theirs,
        (rating_form or BuyerRatingForm()) if may_rate else None,
        (reply_form or ReplyForm()) if may_answer else None,
    )


def _of_the_buyer(order: Order) -> Rating | None:
    """Nobody has rated what is not over."""
    if order.state != OrderState.COMPLETED:
        return None
    return with_photos(Rating.objects.revealed()).filter(order=order).first()
