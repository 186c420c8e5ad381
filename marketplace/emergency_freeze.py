"""Emergency freeze: one of our staff asks, another confirms, and nothing reaches the seller for 72 h.

Each hold stands still for a cause of its own; what is paid meanwhile joins them.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, emergency, holding
from escrow.models import EmergencyFreeze, Hold
from escrow.models.emergency_freeze import LONGEST, TO_CONFIRM
from escrow.models.hold import OPEN
from escrow.story import Refusal, require, step, story
from marketplace import completion, emergency_news
from marketplace.models import Order, User
from sellers.models import Seller

MAY_ASK = "escrow.ask_emergency_freeze"
MAY_CONFIRM = "escrow.confirm_emergency_freeze"
OVER = "emergency_freeze_over"


class CannotFreeze(Refusal):
    """It is not this person's to do, is done already, or gives no new reason."""


@story
def ask(seller: Seller, *, by: User, reason: str, words: str) -> EmergencyFreeze:
    """Nothing stands still yet: another person has a day to confirm. Raises CannotFreeze."""
    require(by.has_perm(MAY_ASK), CannotFreeze, _("You may not ask for a freeze."))
    said = " ".join(reason.split())
    require(
        bool(said and words.strip()),
        CannotFreeze,
        _("Say what you have seen, and what the seller is to read."),
    )
    emergency.alone(seller.pk)
    _check_new(seller, said)
    made = EmergencyFreeze.objects.create(
        seller=seller, reason=said, words=words.strip(), asked_by=by, asked_at=clock.now()
    )
    until = made.asked_at + TO_CONFIRM
    deadlines.set(made, OVER, until)
    emergency_news.tell_second(made, MAY_CONFIRM, until)
    audit.record(by, "emergency_freeze_asked", made, seller, reason=said)
    return made


@story
def confirm(freeze: EmergencyFreeze, *, by: User) -> EmergencyFreeze:
    """From now on nothing of this seller is released, for 72 hours at most. Raises CannotFreeze."""
    require(by.has_perm(MAY_CONFIRM), CannotFreeze, _("You may not confirm a freeze."))
    emergency.alone(freeze.seller_id)
    holds = list(Hold.objects.filter(seller=freeze.seller_id, state__in=OPEN).locked())
    row = EmergencyFreeze.objects.select_for_update(no_key=True).get(pk=freeze.pk)
    require(row.state == "asked", CannotFreeze, _("There is nothing to confirm here any more."))
    require(
        row.asked_by_id != by.pk, CannotFreeze, _("You asked for it. Somebody else has to confirm.")
    )
    row.confirm(by, clock.now())
    row.save()
    emergency_news.tell_started(row, [hold for hold in holds if hold.is_running()])
    _stop(row, holds)
    deadlines.set(row, OVER, clock.now() + LONGEST)
    audit.record(by, "emergency_freeze_confirmed", row, row.seller, holds=len(holds))
    return row


@step
def join(orders: Sequence[Order]) -> None:
    """These locked orders have just been paid: those of a frozen seller stand still as well."""
    running = emergency.running_of(order.seller_id for order in orders)
    for seller_id, freeze in running.items():
        own = [order.pk for order in orders if order.seller_id == seller_id]
        holds = list(Hold.objects.filter(line__order__in=own, state__in=OPEN).locked())
        emergency_news.tell_buyers("order_stands_still", freeze, holds, until=freeze.until)
        _stop(freeze, holds)


@step
def _stop(freeze: EmergencyFreeze, holds: Sequence[Hold]) -> None:
    """No release of these is promised any more."""
    holding.freeze(holds, emergency.CAUSE, freeze.reference, until=freeze.until)
    deadlines.cancel(holds, *completion.ON_HOLDS)


def _check_new(seller: Seller, reason: str) -> None:
    before = EmergencyFreeze.objects.filter(seller=seller)
    require(
        not before.open().exists(),
        CannotFreeze,
        _("A freeze of this seller is open already. Look at that one."),
    )
    ran = before.filter(started_at__isnull=False).annotate(said=Lower("reason"))
    require(
        not ran.filter(said=reason.lower()).exists(),
        CannotFreeze,
        _("This seller was frozen for that reason before. Say what is new."),
    )
