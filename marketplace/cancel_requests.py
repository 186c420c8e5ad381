"""A buyer would rather not have it: the seller agrees, declines, or is silent, which agrees too."""

from __future__ import annotations

from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, outbox
from escrow.models import Hold, Refund
from escrow.story import Refusal, require, story
from marketplace import cancel_clock, completion
from marketplace.giving_back import give_back
from marketplace.models import CancelRequest, Order, User
from marketplace.models.cancel_request import CancelRequestState
from marketplace.models.order import OrderState


class CannotAskToCancel(Refusal):
    """It was sent, was asked before, or its money stands still."""


class NothingToAnswer(Refusal):
    """No question is open: it was answered, taken back, or the order went on."""


@story
def ask_to_cancel(number: str, *, by: User, reason: str, words: str = "") -> CancelRequest:
    """The buyer asks before it is sent. Raises CannotAskToCancel."""
    order, holds = _locked(Order.objects.bought_by(by).get(number=number))
    _check(order, holds)
    now = clock.now()
    request = CancelRequest.objects.create(
        order=order,
        by=by,
        reason=reason,
        words=words,
        asked_at=now,
        answer_by=now + order.policy.window("cancel_answer"),
    )
    deadlines.set(request, cancel_clock.KIND, request.answer_by)
    audit.record(by, "asked_to_cancel", order, reason=reason)
    _ask_seller(order, request)
    return request


@story
def take_back(number: str, *, by: User) -> CancelRequest:
    """The buyer wants it after all. Raises NothingToAnswer."""
    order, _holds = _locked(Order.objects.bought_by(by).get(number=number))
    request = _open(order)
    request.take_back(clock.now())
    request.save(update_fields=["state", "ended_at"])
    cancel_clock.stop(request)
    audit.record(by, "took_cancel_request_back", order)
    outbox.announce(order.seller.user_id, "cancel_taken_back", order, key=str(request.pk))
    return request


@story
def agree(number: str, *, by: User) -> CancelRequest:
    """The seller lets it go: the buyer gets everything back at once. Raises NothingToAnswer."""
    order, holds = _locked(Order.objects.sold_by(by).get(number=number))
    request = _open(order)
    _check_money(holds)
    request.agree(clock.now())
    _cancel(request, order, holds, by=by)
    return request


@story
def decline(number: str, *, by: User, answer: str = "") -> CancelRequest:
    """The seller sends it all the same, by the day promised. Raises NothingToAnswer."""
    order, _holds = _locked(Order.objects.sold_by(by).get(number=number))
    request = _open(order)
    request.decline(answer, clock.now())
    request.save(update_fields=["state", "answer", "ended_at"])
    cancel_clock.stop(request)
    audit.record(by, "declined_to_cancel", order)
    outbox.announce(order.buyer_id, "cancel_declined", order, key=str(request.pk))
    return request


@story
def agree_by_silence(request_ids: list[str]) -> None:
    """The seller had a day and said nothing: cancelled. Money that stands still is waited for."""
    for plain in CancelRequest.objects.filter(pk__in=request_ids).select_related("order"):
        order, holds = _locked(plain.order)
        request = order.cancel_requests.waiting().locked().filter(pk=plain.pk).first()
        due = deadlines.due_subjects([str(plain.pk)], cancel_clock.KIND, CancelRequest)
        if request is None or not due:
            continue
        if not _can_move(holds):
            later = clock.now() + order.policy.window("cancel_answer")
            deadlines.set(request, cancel_clock.KIND, later)
            continue
        request.stay_unanswered(clock.now())
        _cancel(request, order, holds, by=None)


def _ask_seller(order: Order, request: CancelRequest) -> None:
    outbox.announce(
        order.seller.user_id,
        "cancel_asked",
        order,
        key=str(request.pk),
        until=request.answer_by.isoformat(),
    )


def _cancel(request: CancelRequest, order: Order, holds: list[Hold], *, by: User | None) -> None:
    request.save(update_fields=["state", "ended_at"])
    cancel_clock.stop(request)
    waiting = [hold for hold in holds if not hold.is_settled()]
    give_back(order, waiting, Refund.Reason.CANCELLED_BY_BUYER, by=by)


def _locked(plain: Order) -> tuple[Order, list[Hold]]:
    holds = list(Hold.objects.filter(line__order=plain).locked())
    return completion.locked_orders_of(holds)[0], holds


def _open(order: Order) -> CancelRequest:
    request = order.cancel_requests.waiting().locked().first()
    if request is None:
        raise NothingToAnswer(_("There is no open question about this order any more."))
    return request


def _check(order: Order, holds: list[Hold]) -> None:
    require(
        order.state == OrderState.PAID,
        CannotAskToCancel,
        _("This order can no longer be cancelled. When it is here, you can send it back."),
    )
    _check_money(holds)
    before = order.cancel_requests.filter(
        state__in=[CancelRequestState.OPEN, CancelRequestState.DECLINED]
    )
    require(
        not before.exists(),
        CannotAskToCancel,
        _("You have asked already. The order shows what the seller says."),
    )


def _check_money(holds: list[Hold]) -> None:
    require(
        _can_move(holds),
        CannotAskToCancel,
        _("The money of this order stands still. It can be cancelled when that has ended."),
    )


def _can_move(holds: list[Hold]) -> bool:
    return all(hold.is_running() for hold in holds if not hold.is_settled())
