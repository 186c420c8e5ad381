"""Becoming a seller."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from escrow import audit, clock
from escrow.story import Refusal, step
from sellers.models import Seller


class CannotOpenShop(Refusal):
    """The person has a shop already, or the name is somebody else's."""


@step
def register(*, by: Any, name: str, **facts: Any) -> Seller:
    """A new shop of this person's, which begins as a new seller. Raises CannotOpenShop."""
    if Seller.objects.filter(user=by).exists():
        raise CannotOpenShop(_("You have a shop already."))
    seller = Seller(user=by, name=name, slug=_free_slug(name), created_at=clock.now(), **facts)
    try:
        with transaction.atomic():
            seller.save(force_insert=True)
    except IntegrityError as taken:
        raise CannotOpenShop(_("Another shop has this name. Choose one of your own.")) from taken
    audit.record(by, "shop_opened", seller)
    return seller


def _free_slug(name: str) -> str:
    """The name in an address; a number follows where two names look the same there."""
    plain = slugify(name)[:50] or "shop"
    taken = set(Seller.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    numbered = (f"{plain}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in [plain, *numbered] if slug not in taken)
