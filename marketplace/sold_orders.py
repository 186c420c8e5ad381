"""Everything a shop has sold, found by number, buyer, thing, shelf or day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from marketplace import keyset, today
from marketplace.models import Order, OrderLine
from marketplace.models.order import OrderQuerySet
from sellers.models import Seller

PAGE = 25
NEWEST = keyset.Along("placed_at", keyset.moment, descending=True)


@dataclass(frozen=True)
class Wanted:
    """What narrows the list; empty means any. Days are those of the reader's zone, both included."""

    words: str = ""
    shelf: str = ""
    since: date | None = None
    until: date | None = None


def page(seller: Seller, wanted: Wanted, after: str) -> tuple[list[Order], str]:
    """The newest first, with everything a row shows, and the cursor of what follows."""
    mine = narrowed(Order.objects.filter(seller=seller), wanted)
    shown, after = keyset.page(mine, NEWEST, after, PAGE)
    loaded = today.with_cases(order.pk for order in shown)
    return [loaded[order.pk] for order in shown], after


def narrowed(orders: OrderQuerySet, wanted: Wanted) -> OrderQuerySet:
    """Those of them that fit all that is wanted."""
    if wanted.words:
        orders = orders.filter(_says(wanted.words.strip()))
    if wanted.shelf:
        on_shelf = Order.objects.filter(today.SHELVES[wanted.shelf][0], pk=OuterRef("pk"))
        orders = orders.filter(Exists(on_shelf))
    if wanted.since:
        orders = orders.filter(placed_at__gte=_begin_of(wanted.since))
    if wanted.until:
        orders = orders.filter(placed_at__lt=_begin_of(wanted.until + timedelta(days=1)))
    return orders


def _says(words: str) -> Q:
    """In the number, the name of the buyer or of who receives it, or a thing's title as it was sold."""
    things = OrderLine.objects.filter(order=OuterRef("pk"), as_sold__title__icontains=words)
    people = Q(buyer__name__icontains=words) | Q(checkout__name__icontains=words)
    return Q(number__icontains=words) | people | Q(Exists(things))


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()), timezone.get_current_timezone())
