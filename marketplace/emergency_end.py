"""An emergency freeze ends: by the clock, early by a second person, or before anybody confirmed it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, emergency, holding
from escrow.models import EmergencyFreeze, Hold
from escrow.story import require, step, story
from marketplace import completion, emergency_news, waiting
from marketplace.emergency_freeze import MAY_ASK, MAY_CONFIRM, OVER, CannotFreeze
from marketplace.models import OrderLine, User


@story
def end(freeze: EmergencyFreeze, *, by: User, words: str) -> EmergencyFreeze:
    """It is not needed any more; what stood still waits on. Raises CannotFreeze.

    Who asked may take it back until it is confirmed; after that only another person ends it.
    """
    require(bool(words.strip()), CannotFreeze, _("Say why it is not needed any more."))
    row, holds = _locked(freeze)
    require(row.state in ("asked", "running"), CannotFreeze, _("It has ended already."))
    may = by.has_perm(MAY_CONFIRM) or (row.state == "asked" and by.has_perm(MAY_ASK))
    require(may, CannotFreeze, _("You may not end a freeze."))
    require(
        row.state == "asked" or row.asked_by_id != by.pk,
        CannotFreeze,
        _("You asked for it. Somebody else has to end it early."),
    )
    deadlines.cancel([row], OVER)
    _end(row, holds, by, words.strip())
    return row


@story
def end_due(freeze_ids: list[str]) -> None:
    """Its time is over, or nobody confirmed it in time."""
    for freeze in EmergencyFreeze.objects.filter(pk__in=freeze_ids).order_by("pk"):
        row, holds = _locked(freeze)
        if row.ended_at is None and deadlines.due_subjects([str(row.pk)], OVER, EmergencyFreeze):
            _end(row, holds, None, "")
        deadlines.done([row], OVER)


@step
def _locked(freeze: EmergencyFreeze) -> tuple[EmergencyFreeze, list[Hold]]:
    """The seller's name first, then the holds that it keeps, then the freeze itself."""
    emergency.alone(freeze.seller_id)
    kept = Hold.objects.filter(
        seller=freeze.seller_id,
        freezes__cause=emergency.CAUSE,
        freezes__reference=freeze.reference,
        freezes__ended_at=None,
    )
    holds = list(kept.locked())
    return EmergencyFreeze.objects.select_for_update(no_key=True).get(pk=freeze.pk), holds


@step
def _end(row: EmergencyFreeze, holds: Sequence[Hold], by: User | None, words: str) -> None:
    ran = row.state == "running"
    row.end(by, clock.now(), words)
    row.save()
    if ran:
        free = holding.end_freeze(holds, emergency.CAUSE, row.reference)
        _wait_on(free)
        emergency.wake_what_waited()
        emergency_news.tell_ended(row, free)
    audit.record(by, "emergency_freeze_ended", row, row.seller, ran=ran, words=words)


def _wait_on(holds: Sequence[Hold]) -> None:
    """Order by order; what a case or a bank keeps frozen stays so."""
    of = dict(OrderLine.objects.filter(hold__in=holds).values_list("hold_id", "order_id"))
    for order in completion.locked_orders_of(holds):
        waiting.wait_on(order, [hold for hold in holds if of[hold.pk] == order.pk])
