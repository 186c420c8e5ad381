"""Steps of an emergency freeze that any story may need: whose releases stand still, and since when.

A story that makes money of a seller releasable (a purchase is paid) and one that begins or ends
a freeze wait for each other at the seller's name, so that neither misses what the other did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection
from django.utils.translation import gettext as _

from escrow import clock
from escrow.models import Deadline, EmergencyFreeze, Freeze, Hold
from escrow.story import Refusal, require, step

CAUSE = Freeze.Cause.EMERGENCY
BESIDE = (
    "SELECT pg_advisory_xact_lock_shared(hashtext('emergency:' || id)) FROM unnest(%s::int[]) id"
)
ALONE = "SELECT pg_advisory_xact_lock(hashtext('emergency:' || %s))"


class StandsStill(Refusal):
    """An emergency freeze is running; whatever the clock wants of it waits until its end."""


@step
def alone(seller_id: int) -> None:
    """Nobody pays an order of this seller, or begins or ends a freeze, until this story ends."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE, [seller_id])


@step
def running_of(seller_ids: Iterable[int]) -> dict[int, EmergencyFreeze]:
    """The sellers' running freezes, which nobody begins or ends until this story ends."""
    ids = sorted(set(seller_ids))
    with connection.cursor() as cursor:
        cursor.execute(BESIDE, [ids])
    running = EmergencyFreeze.objects.running().filter(seller__in=ids)
    return {freeze.seller_id: freeze for freeze in running}


@step
def refuse_release(holds: Sequence[Hold]) -> None:
    """Raises StandsStill while one of the holds is under an emergency freeze."""
    frozen = Freeze.objects.filter(hold__in=holds, cause=CAUSE, ended_at=None)
    require(
        not frozen.exists(),
        StandsStill,
        _(
            "Two of our staff have stopped this seller's releases for a while. It goes on after that."
        ),
    )


@step
def let_refund(holds: Sequence[Hold]) -> None:
    """What goes back to its buyer whole goes to no seller: an emergency does not keep it here."""
    freezes = Freeze.objects.filter(hold__in=holds, cause=CAUSE, ended_at=None)
    freezes.update(ended_at=clock.now())


@step
def wake_what_waited() -> None:
    """What came due meanwhile and was refused is tried again at once."""
    waited = Deadline.objects.pending().filter(attempts__gt=0, last_error__startswith="StandsStill")
    waited.update(due_at=clock.now())
