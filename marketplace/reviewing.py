"""Both say how it was: once each, sealed, and revealed together.

A seal that ends for both at the same moment is why nobody can answer a bad word with a bad word;
and why nothing is changed after it was said: the second to speak could change nothing either.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, outbox
from escrow.story import Refusal, require, step, story
from marketplace import completion, rating_photos
from marketplace.models import Order, User
from marketplace.uploads import Upload
from sellers.models import BuyerRating, PerformanceFact, Rating

OVER = "reviews_over"


class CannotBeRated(Refusal):
    """The order is not complete, its review window is over, or it was rated before."""


@story
def rate(
    order: Order,
    *,
    by: User,
    stars: int,
    as_described: int,
    communication: int,
    dispatch: int,
    text: str = "",
    photos: Sequence[Upload] = (),
) -> Rating:
    """The buyer rates a completed order of theirs. Raises CannotBeRated."""
    mine = _locked(order)
    _check(mine, mine.buyer_id == by.pk, Rating)
    rating = Rating.objects.create(
        seller=mine.seller,
        buyer=by,
        order=mine,
        stars=stars,
        as_described=as_described,
        communication=communication,
        dispatch=dispatch,
        text=text,
        created_at=clock.now(),
    )
    rating_photos.add(rating, photos)
    _seal_or_reveal(mine)
    audit.record(by, "rated", mine)  # not how: that is sealed for our staff too
    return rating


@story
def rate_buyer(order: Order, *, by: User, stars: int, text: str = "") -> BuyerRating:
    """The seller says how it was to sell to this buyer. Raises CannotBeRated."""
    sold = _locked(order)
    _check(sold, sold.seller.user_id == by.pk, BuyerRating)
    rating = BuyerRating.objects.create(
        seller=sold.seller,
        buyer_id=sold.buyer_id,
        order=sold,
        stars=stars,
        text=text,
        created_at=clock.now(),
    )
    _seal_or_reveal(sold)
    audit.record(by, "buyer_rated", sold)
    return rating


@story
def reveal_over(order_ids: list[str]) -> None:
    """The time for reviews is over: what one of the two has said can be read."""
    orders = list(Order.objects.filter(pk__in=order_ids).select_related("seller").locked())
    due = deadlines.due_subjects(order_ids, OVER, Order)
    for order in orders:
        if str(order.pk) in due:
            _reveal(order)


def _locked(order: Order) -> Order:
    """So that of two who speak at the same moment the second sees the first."""
    return Order.objects.select_related("seller").locked().get(pk=order.pk)


def _check(order: Order, is_theirs: bool, model: Any) -> None:
    require(
        is_theirs and order.can_be_rated(clock.now()),
        CannotBeRated,
        _("You can rate an order once it is complete, until its review window ends."),
    )
    require(
        not model.objects.filter(order=order).exists(),
        CannotBeRated,
        _("You have rated this order already."),
    )


@step
def _seal_or_reveal(order: Order) -> None:
    """Both are in: the seal is off. Only one is: it comes off when the time is over."""
    both = all(model.objects.filter(order=order).exists() for model in (Rating, BuyerRating))
    if both:
        _reveal(order)
    else:
        assert order.review_until is not None
        deadlines.set(order, OVER, order.review_until)


@step
def _reveal(order: Order) -> None:
    moment = clock.now()
    for model in (Rating, BuyerRating):
        model._default_manager.filter(order=order, revealed_at=None).update(revealed_at=moment)
    _note(order)
    people = [order.buyer_id, order.seller.user_id]
    outbox.announce(people, "reviews_revealed", order)
    audit.record(None, "reviews_revealed", order)
    deadlines.done([order], OVER)


@step
def _note(order: Order) -> None:
    """Only now: a fact that says how many stars would break the seal."""
    rating = Rating.objects.filter(order=order).first()
    if rating:
        kind, shelf = PerformanceFact.Kind.RATED, _shelf(order)
        completion.note(order, kind, rating.stars, at=rating.created_at, shelf_id=shelf)


def _shelf(order: Order) -> int:
    """The wide shelf of the dearest thing in it."""
    lines = order.lines.select_related("listing__category").order_by("-unit_price_minor", "pk")
    category = lines[0].listing.category
    return category.parent_id or category.pk
