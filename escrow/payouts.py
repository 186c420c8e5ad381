"""Sellers' money on its way to their bank: the steps that send it, and what the bank's answer means."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, gateways, ledger, outbox
from escrow.chart import Kind
from escrow.gateways import Answer, Status
from escrow.ledger import Entry, Place
from escrow.models import Operation, Payout
from escrow.models.operation import OperationState
from escrow.models.payout import PayoutState
from escrow.money import Money
from escrow.story import Refusal, require, step, story

IN_TRANSIT = Place(Kind.PAYOUT_IN_TRANSIT)
BANK = Place(Kind.BANK)
TRY_AGAIN_AFTER = timedelta(days=1)
MOST_ATTEMPTS = 3


class NotInBalance(Refusal):
    """The seller's balance does not hold that much."""


@step
def send(method: Any, amount: Money) -> Payout:
    """Take the amount out of the seller's balance; it waits to be sent. Raises NotInBalance."""
    payout = Payout.objects.create(
        seller=method.seller,
        method=method,
        gateway=method.gateway,
        amount_minor=amount.minor,
        currency=amount.currency,
        created_at=clock.now(),
    )
    queue(payout)
    return payout


@step
def queue(payout: Payout) -> None:
    """The first attempt, or another one after a failure."""
    payable = seller_place(payout)
    ledger.alone(payable)
    require(
        ledger.balance(payable, payout.currency) >= payout.amount,
        NotInBalance,
        _("The balance does not hold this much any more."),
    )
    payout.queue()
    payout.save()
    entry = Entry(f"payout:{payout.pk}:{payout.attempts}", "payout")
    ledger.post(entry.debit(payable, payout.amount).credit(IN_TRANSIT, payout.amount))
    Operation.objects.create(
        kind=Operation.Kind.PAYOUT,
        gateway=payout.gateway,
        payout=payout,
        amount_minor=payout.amount_minor,
        currency=payout.currency,
        created_at=clock.now(),
    )


@step
def claim(waiting: Operation) -> Operation:
    """Lock a payout that is about to be sent."""
    operation, payout = _locked(waiting)
    if operation.state == OperationState.CREATED:
        payout.submit(clock.now())
        payout.save()
    return operation


@story
def settle(sent: Operation, answer: Answer) -> None:
    """Write down what the provider said of a payout."""
    operation, payout = _locked(sent)
    if answer.status == Status.RETURNED and operation.is_unanswered():
        _paid(operation, payout, answer)
        operation.save()
        payout.save()
    if answer.status == Status.RETURNED and operation.may_come_back():
        _come_back(operation, payout, answer)
    elif not operation.is_unanswered():
        return
    elif answer.status == Status.SUCCEEDED:
        _paid(operation, payout, answer)
    elif answer.status == Status.DECLINED:
        _failed(operation, payout, answer)
    elif answer.status == Status.PENDING and payout.state == PayoutState.SUBMITTED:
        payout.accept()
    elif answer.status == Status.UNKNOWN and operation.state == OperationState.SENT:
        operation.lose_sight()
    operation.save()
    payout.save()


def seller_place(payout: Payout) -> Place:
    return Place(Kind.SELLER_PAYABLE, f"seller:{payout.seller_id}")


def _paid(operation: Operation, payout: Payout, answer: Answer) -> None:
    operation.succeed(answer.reference, clock.now())
    payout.pay(clock.now())
    entry = Entry(f"paid-out:{operation.pk}", "payout_paid")
    ledger.post(entry.debit(IN_TRANSIT, payout.amount).credit(source(payout), payout.amount))
    audit.record(None, "payout_paid", payout)
    _tell(payout, "payout_paid")


def _failed(operation: Operation, payout: Payout, answer: Answer) -> None:
    """The money is in the balance again; tried once a day, three times in all."""
    operation.decline(answer.code, clock.now())
    payout.fail(answer.code)
    entry = Entry(f"payout-failed:{operation.pk}", "payout_failed")
    ledger.post(entry.debit(IN_TRANSIT, payout.amount).credit(seller_place(payout), payout.amount))
    audit.record(None, "payout_failed", payout, code=answer.code)
    deadlines.set(payout, "payout_again", clock.now() + TRY_AGAIN_AFTER)
    if payout.attempts == 1:
        _tell(payout, "payout_failed")


def _come_back(operation: Operation, payout: Payout, answer: Answer) -> None:
    """The bank said it was paid and then sent it back: it is in the balance again."""
    operation.returned_at = clock.now()
    payout.come_back(answer.code, clock.now())
    entry = Entry(f"payout-returned:{operation.pk}", "payout_returned")
    ledger.post(
        entry.debit(source(payout), payout.amount).credit(seller_place(payout), payout.amount)
    )
    payout.method.trouble = payout.method.Trouble.RETURNED
    payout.method.save()
    audit.record(None, "payout_returned", payout, code=answer.code)
    _tell(payout, "payout_returned")


def source(payout: Payout) -> Place:
    """Whose money the bank's money was: what the provider keeps for us, or our own account."""
    out_of_custody = gateways.get(payout.gateway).capabilities().pays_out_of_custody
    return Place(Kind.PSP_CLEARING, payout.gateway) if out_of_custody else BANK


def _tell(payout: Payout, kind: str) -> None:
    outbox.announce(payout.seller.user_id, kind, payout, minor=payout.amount_minor)


def _locked(sent: Operation) -> tuple[Operation, Payout]:
    """Payout, then operation, in the one lock order."""
    found = Payout.objects.select_for_update(no_key=True, of=("self",))
    payout = found.select_related("seller", "method").get(operations=sent)
    operation = Operation.objects.select_for_update(no_key=True).get(pk=sent.pk)
    operation.payout = payout
    return operation, payout
