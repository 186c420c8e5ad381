"""The buyer has it: confirm, take more time, or stay silent until the window ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, holding, outbox
from escrow.models import Hold
from escrow.models.hold import HoldState
from escrow.money import total
from escrow.story import Refusal, require, story
from marketplace import completion
from marketplace.models import Order, OrderLine, User
from marketplace.tracking import set_release_clocks


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
    sent = set(order.lines.exclude(parcels=None).values_list("hold_id", flat=True))
    content = [hold for hold in holds if hold.is_running() and hold.pk in sent]
    require(
        order.can_be_confirmed() and bool(content),
        NothingToConfirm,
        _("There is no money to release here: it has moved already, or it is in dispute."),
    )
    _start_claim_clock(order, content)
    _release([order], content, by=by)
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
    holds = list(Hold.objects.filter(pk__in=hold_ids).locked_or_skipped())
    due = set(deadlines.due_subjects([str(hold.pk) for hold in holds], "release", Hold))
    silent = [
        hold
        for hold in holds
        if str(hold.pk) in due and is_silent(hold.state, hold.release_at, clock.now())
    ]
    orders = completion.locked_orders_of(silent)
    if silent:
        _release(orders, silent, by=None)
    over = [hold for hold in holds if str(hold.pk) in due and hold.state != HoldState.INSPECTING]
    deadlines.cancel(over, "release")


def is_silent(state: str, release_at: datetime | None, now: datetime) -> bool:
    """Whether the wait for the buyer's word has ended in silence."""
    return state == HoldState.INSPECTING and release_at is not None and release_at <= now


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


def _release(orders: Sequence[Order], holds: Sequence[Hold], *, by: User | None) -> None:
    holding.release(holds)
    completion.settle_clocks(holds)
    released: dict[int, list[Hold]] = {}
    by_id = {hold.pk: hold for hold in holds}
    lines = OrderLine.objects.filter(hold__in=list(by_id))
    for order_id, hold_id in lines.values_list("order_id", "hold_id"):
        released.setdefault(order_id, []).append(by_id[hold_id])
    for order in orders:
        _tell_released(order, released[order.pk], by=by)
    completion.finish(orders)


def _tell_released(order: Order, holds: Sequence[Hold], *, by: User | None) -> None:
    amount = total((hold.released for hold in holds), order.currency)
    outbox.announce(
        [order.seller.user_id, order.buyer_id],
        "money_released",
        order,
        minor=amount.minor,
        key=f"{order.pk}:{min(hold.pk for hold in holds)}",
    )
    audit.record(by, "released", order, amount=str(amount))


def _start_claim_clock(order: Order, holds: Sequence[Hold]) -> None:
    """Confirming before the carrier says so starts the clock of complaints, and never ends one."""
    claim = "claim_plus" if order.checkout.plus else "claim_base"
    until = clock.now() + order.policy.window(claim)
    lines = OrderLine.objects.filter(hold__in=[hold.pk for hold in holds], claim_until=None)
    if lines.update(claim_until=until):
        order.claim_until = max(until, order.claim_until or until)
        order.save()


def _locked(number: str, by: User) -> tuple[Order, list[Hold]]:
    plain = Order.objects.bought_by(by).get(number=number)
    holds = list(Hold.objects.filter(line__order=plain).locked())
    return completion.locked_orders_of(holds)[0], holds
