"""What buyers say of a completed order, once each, sealed until its reveal instant."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from escrow import audit, clock
from escrow.story import Refusal, require, story
from sellers.models import PerformanceFact, Rating


class CannotBeRated(Refusal):
    """The order is not complete, its review window is over, or it was rated before."""


@story
def rate(
    order: Any,
    *,
    by: Any,
    stars: int,
    as_described: int,
    communication: int,
    dispatch: int,
    text: str = "",
) -> Rating:
    """The buyer rates a completed order of theirs. Raises CannotBeRated."""
    moment = clock.now()
    require(
        order.buyer_id == by.pk and order.can_be_rated(moment),
        CannotBeRated,
        _("You can rate an order once it is complete, until its review window ends."),
    )
    rating = Rating(
        seller=order.seller,
        buyer=by,
        order=order,
        stars=stars,
        as_described=as_described,
        communication=communication,
        dispatch=dispatch,
        text=text,
        created_at=moment,
        reveal_at=order.review_until,
    )
    try:
        with transaction.atomic():
            rating.save(force_insert=True)
    except IntegrityError as twice:
        raise CannotBeRated(_("You have rated this order already.")) from twice
    _note(order, rating)
    audit.record(by, "rated", order, stars=stars)
    return rating


def _note(order: Any, rating: Rating) -> None:
    PerformanceFact.objects.create(
        seller=order.seller,
        kind=PerformanceFact.Kind.RATED,
        reference=f"order:{order.pk}",
        at=rating.created_at,
        value=rating.stars,
    )
