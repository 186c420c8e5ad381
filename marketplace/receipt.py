"""The buyer has it: confirm, take more time, or stay silent until the window ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, holding, outbox, release
from escrow.models import Hold
from escrow.models.hold import HoldState
from escrow.story import Refusal, require, story
from marketplace import claim_clock, completion
from marketplace.arrival import set_release_clocks
from marketplace.completion import Sold
from marketplace.models import Order, OrderLine, ShipmentLine, User
from marketplace.models.order import TO_SHIP


class NothingToConfirm(Refusal):
    """No money of this order can be released by the buyer now."""


class CannotBeExtended(Refusal):
    """More time is given once, after delivery and before the money moves."""


@story
def confirm_receipt(number: str, *, by: User) -> Order:
    """The buyer is content: what was sent and is not disputed goes to the seller.

    The claim clock goes on. Raises NothingToConfirm.
    """
    order, holds = _locked(number, by)
    content = [hold for hold in holds if hold.is_running() and hold.was_sent]
    require(
        order.can_be_confirmed() and bool(content),
        NothingToConfirm,
        _("There is no money to release here: it has moved already, or it is in dispute."),
    )
    _start_claim_clock(order, content)
    _release([completion.sold(order)], [str(hold.pk) for hold in content], by=by)
    order.refresh_from_db()
    return order


@story
def extend_protection(number: str, *, by: User) -> Order:
    """The buyer takes three more days, once, no questions. Raises CannotBeExtended."""
    order, holds = _locked(number, by)
    running = [hold for hold in holds if hold.can_be_extended()]
    require(
        bool(running),
        CannotBeExtended,
        _("You can take more time once, after delivery and before the money moves."),
    )
    for hold in running:
        hold.extend(order.policy.window("extend"), clock.now())
    Hold.objects.write(running, holding.CLOCK_FIELDS)
    set_release_clocks(order, running)
    outbox.announce(order.seller.user_id, "protection_extended", order)
    audit.record(by, "extended", order)
    return order


@story
def release_on_silence(hold_ids: list[str]) -> None:
    """The window and its grace are over and nobody said otherwise: the sellers get their money.

    Holds that somebody else has locked are left for the next sweep.
    """
    holds = release.take(hold_ids)
    due = set(deadlines.due_subjects([hold.hold_id for hold in holds], "release", Hold))
    asked = [hold for hold in holds if hold.hold_id in due]
    silent = [hold.hold_id for hold in asked if is_silent(hold.state, hold.window_is_over)]
    if silent:
        _release(completion.locked_ids_of(silent), silent, by=None)
    over = [hold.hold_id for hold in asked if hold.state != HoldState.INSPECTING]
    deadlines.cancel_by_id(Hold, over, "release")


def is_silent(state: str, window_is_over: bool) -> bool:
    """Whether the wait for the buyer's word has ended in silence."""
    return state == HoldState.INSPECTING and window_is_over


@story
def remind_first(hold_ids: list[str]) -> None:
    """Three days before the money moves."""
    _remind(hold_ids, "remind_first")


@story
def remind_last(hold_ids: list[str]) -> None:
    """One day before the money moves."""
    _remind(hold_ids, "remind_last")


def _remind(hold_ids: list[str], kind: str) -> None:
    holds = list(Hold.objects.filter(pk__in=hold_ids).locked())
    due = set(deadlines.due_subjects(hold_ids, kind, Hold))
    waiting = [h for h in holds if str(h.pk) in due and h.state == HoldState.INSPECTING]
    for line in OrderLine.objects.filter(hold__in=waiting).select_related("order", "hold"):
        assert line.hold.release_at is not None
        release_at = line.hold.release_at.isoformat()
        outbox.announce(
            line.order.buyer_id,
            kind,
            line.order,
            release_at=release_at,
            key=f"{line.order_id}:{release_at}",
        )
    deadlines.done([hold for hold in holds if str(hold.pk) in due], kind)


def _release(orders: Sequence[Sold], hold_ids: Sequence[str], *, by: User | None) -> None:
    """The one way money goes to sellers. It is booked last, because that locks their accounts."""
    released = release.let_go(hold_ids)
    completion.finish_all(orders, hold_ids, by=by)
    deadlines.done_by_id(Hold, hold_ids, *completion.ON_HOLDS)
    release.book(released)


def _start_claim_clock(order: Order, holds: Sequence[Any]) -> None:
    """Confirming before the carrier says so starts the clock of complaints, and never ends one."""
    early = [hold.pk for hold in holds if hold.claim_until is None]
    if early:
        claim_clock.run_from(order, OrderLine.objects.filter(hold__in=early), clock.now())
        order.save()


def _locked(number: str, by: User) -> tuple[Order, list[Any]]:
    """The buyer's order and its holds, each with what its line says. Raises Order.DoesNotExist."""
    mine = Order.objects.bought_by(by).filter(number=number)
    sent = ShipmentLine.objects.filter(line__hold=OuterRef("pk"))
    rest = OrderLine.objects.unsent().filter(hold=OuterRef("pk"), order__state__in=TO_SHIP)
    holds = list(
        Hold.objects.filter(line__order__in=mine)
        .annotate(was_sent=Exists(sent) & ~Exists(rest), claim_until=F("line__claim_until"))
        .locked()
    )
    if not holds:
        raise Order.DoesNotExist(number)
    return completion.locked_orders_of(holds)[0], holds
