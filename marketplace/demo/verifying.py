"""Demo shops that sell much say who they are, and Sofia looks at it; Ada takes her time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from escrow import clock
from marketplace.demo.errands import Stage
from marketplace.demo.people import SECOND, SELLER_EMAIL
from sellers import verification
from sellers.models import Verification
from sellers.models.verification import VerificationState as State

DAY = timedelta(days=1)
TAKES_HER_TIME = timedelta(days=11)


def moves(stage: Stage, begin: datetime, now: datetime) -> Iterator[datetime]:
    """Once a day: what was asked is given, and what was given a day ago is confirmed."""
    moment = begin
    while moment + DAY < now:
        moment += DAY
        yield moment
        for row in Verification.objects.exclude(state=State.APPROVED).select_related(
            "seller__user"
        ):
            _go_on(row, stage)


def _go_on(row: Verification, stage: Stage) -> None:
    seller = row.seller
    if row.state == State.GIVEN:
        verification.confirm(seller.pk, by=stage.users[SECOND.email])
    elif seller.user.email != SELLER_EMAIL or clock.now() > row.asked_at + TAKES_HER_TIME:
        verification.give(
            seller,
            by=seller.user,
            legal_name=seller.user.name,
            address=f"{seller.city}, {seller.country}",
            tax_id=f"{seller.country}{4_417_002_000 + seller.pk}",
        )
