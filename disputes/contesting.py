"""Answering a bank: what was sold, sent and delivered, with what the seller or staff add."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from disputes import bank_cases, bank_cover
from escrow import audit, clock, deadlines
from escrow.gateways import Answer, Status
from escrow.models import Chargeback, Operation, Payment
from escrow.models.chargeback import ChargebackState
from escrow.models.operation import OperationState
from escrow.story import Refusal, require, step, story
from marketplace.models import Order

MAY_CONTEST = "escrow.change_chargeback"


class CannotBeContested(Refusal):
    """The bank has decided, has not asked yet, or has our answer already."""


class NotYourSale(Refusal):
    """Only those who sold what the payment paid for, and staff, answer the bank."""


@story
def contest(chargeback_id: UUID, *, by: Any, words: str = "") -> Operation:
    """Send the bank our evidence. Raises CannotBeContested, NotYourSale."""
    chargeback = _locked(chargeback_id)
    require(
        by.has_perm(MAY_CONTEST) or _paid_orders(chargeback).filter(seller__user=by).exists(),
        NotYourSale,
        _("This is about somebody else's sale."),
    )
    require(
        chargeback.state == ChargebackState.NEEDS_RESPONSE and not _under_way(chargeback),
        CannotBeContested,
        _("The bank does not wait for an answer now."),
    )
    return _write(chargeback, words, by=by)


@story
def answer_in_time(chargeback_ids: list[str]) -> None:
    """Nobody has answered the bank, and its last day is near: what we know goes out by itself."""
    for chargeback_id in chargeback_ids:
        chargeback = _locked(UUID(chargeback_id))
        waiting = chargeback.state == ChargebackState.NEEDS_RESPONSE
        if waiting and not _under_way(chargeback):
            _write(chargeback, "", by=None)
        deadlines.done([chargeback], bank_cases.ANSWER)


@step
def claim(waiting: Operation) -> Operation:
    """Lock an answer that is about to be sent."""
    _locked(waiting.the_chargeback.pk)
    return Operation.objects.select_for_update(no_key=True, of=("self",)).get(pk=waiting.pk)


@story
def settle(sent: Operation, answer: Answer) -> None:
    """Write down whether the bank has our evidence."""
    chargeback = _locked(sent.the_chargeback.pk)
    operation = Operation.objects.select_for_update(no_key=True).get(pk=sent.pk)
    if not operation.is_unanswered():
        return
    if answer.status == Status.SUCCEEDED:
        operation.succeed(answer.reference, clock.now())
        if chargeback.state == ChargebackState.NEEDS_RESPONSE:
            chargeback.submit()
            chargeback.save()
        audit.record(None, "chargeback_contested", chargeback)
    elif answer.status == Status.DECLINED:
        operation.decline(answer.code, clock.now())
        audit.record(None, "chargeback_answer_refused", chargeback, code=answer.code)
    elif answer.status == Status.UNKNOWN and operation.state == OperationState.SENT:
        operation.lose_sight()
    operation.save()


def _write(chargeback: Chargeback, words: str, *, by: Any) -> Operation:
    orders = _paid_orders(chargeback).select_related("policy")
    pack = {**bank_cover.pack(chargeback, orders), "words": words}
    chargeback.pack = pack
    chargeback.save()
    audit.record(by, "chargeback_answer_written", chargeback)
    return Operation.objects.create(
        kind=Operation.Kind.CONTEST,
        gateway=chargeback.gateway,
        payment=chargeback.payment,
        chargeback=chargeback,
        amount_minor=chargeback.amount_minor,
        currency=chargeback.currency,
        details=pack,
        created_at=clock.now(),
    )


def _paid_orders(chargeback: Chargeback) -> QuerySet[Order]:
    paid = Order.objects.filter(checkout__tenders__payment=chargeback.payment_id)
    return paid.order_by("pk")


def _under_way(chargeback: Chargeback) -> bool:
    open_states = [OperationState.CREATED, OperationState.SENT, OperationState.UNKNOWN]
    return chargeback.operations.filter(state__in=open_states).exists()


def _locked(chargeback_id: UUID) -> Chargeback:
    """Payment, then chargeback, in the one lock order."""
    found = Payment.objects.select_for_update(no_key=True, of=("self",))
    payment = found.get(chargebacks=chargeback_id)
    chargeback = Chargeback.objects.select_for_update(no_key=True).get(pk=chargeback_id)
    chargeback.payment = payment
    return chargeback
