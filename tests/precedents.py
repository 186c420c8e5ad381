"""Precedents without their stories, where a test is about what is told of them."""

from __future__ import annotations

from typing import Any

from disputes.models import Precedent
from disputes.remembering import mark
from escrow import clock
from marketplace.models import Category


def past(category: Category, count: int, ending: str = "part", **how: Any) -> None:
    """So many cases, each of another buyer and seller unless told otherwise."""
    begin = Precedent.objects.count()
    people = how.pop("people", count)
    said = {"reason": "ND-DAMAGED", "band": 1, "share_bps": 4000, **how}
    if ending != "part":
        said["share_bps"] = 0 if ending in ("nothing", "replacement") else 10_000
    Precedent.objects.bulk_create(
        Precedent(
            category=category,
            ending=ending,
            month=clock.now().date().replace(day=1),
            case_mark=mark("case", begin + n),
            buyer_mark=mark("buyer", n % people),
            seller_mark=mark("seller", n % people),
            **said,
        )
        for n in range(count)
    )
