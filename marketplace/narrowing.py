"""What each limit of a search means, said once: for the list, and for the counts beside it."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from marketplace.models import ShippingLane, Variant
from marketplace.models.shipping_lane import EVERYWHERE
from marketplace.wish import Wish


def limits(wish: Wish) -> dict[str, Q]:
    """A condition for each kind of limit; an empty one where nothing is limited."""
    return {
        "category": on_shelf(wish.category),
        "price": _in_range(wish),
        "condition": Q(condition__in=wish.conditions) if wish.conditions else Q(),
        "ships": sends_to(wish.ships) if wish.ships else Q(),
        "level": Q(seller__level__in=wish.levels) if wish.levels else Q(),
        "returns": takes_back() if wish.returns else Q(),
    }


def on_shelf(slug: str) -> Q:
    """On the shelf, or on one of its parts."""
    return Q(category__slug=slug) | Q(category__parent__slug=slug) if slug else Q()


def sends_to(country: str) -> Q:
    """The seller has a lane there, its own or the one for everywhere."""
    lanes = ShippingLane.objects.filter(
        seller=OuterRef("seller"), currency=OuterRef("currency"), country__in=[country, EVERYWHERE]
    )
    return Q(Exists(lanes))


def takes_back() -> Q:
    """The seller takes things back when the buyer changes their mind."""
    return Q(seller__return_days__gt=0)


def there() -> Q:
    """At least one that waits for nobody's payment."""
    return Q(Exists(Variant.objects.there().filter(listing=OuterRef("pk"))))


def _in_range(wish: Wish) -> Q:
    """Amounts are in the shop's main currency, so they find only what is sold in it."""
    if not (wish.low or wish.high):
        return Q()
    found = Q(currency=settings.HOLDFAST_CURRENCY)
    if wish.low:
        found &= Q(price_minor__gte=wish.low.minor)
    if wish.high:
        found &= Q(price_minor__lte=wish.high.minor)
    return found
