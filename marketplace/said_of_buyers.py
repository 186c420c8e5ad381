"""What shops say of a buyer, for a shop that sells to them and for the buyer. Protection never asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count

from sellers.models import BuyerRating


@dataclass(frozen=True)
class SaidOfBuyer:
    """The mean is None until somebody has said something that can be read."""

    stars: float | None
    count: int


def of(buyer: Any) -> SaidOfBuyer:
    found = BuyerRating.objects.revealed().filter(buyer=buyer)
    sums = found.aggregate(mean=Avg("stars"), all=Count("id"))
    return SaidOfBuyer(sums["mean"], sums["all"])
