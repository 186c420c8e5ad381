"""What payments took out of balances and gave back: the balance's own book.

Between the taking and the settling the money stands in the clearing account, as it does while any
other provider has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet, Sum

from escrow import balances, clock, ledger
from escrow.chart import Kind
from escrow.ledger import Entry, Place
from escrow.models import BalanceLot, BalanceMove, Operation
from escrow.models.payment import BALANCE
from escrow.money import Money
from escrow.story import story

CLEARING = Place(Kind.PSP_CLEARING, BALANCE)


@story
def set_aside(operation: Operation) -> Money:
    """Take what a payment asks out of the buyer's lots, once. Raises NotEnoughBalance."""
    if done := moved(operation):
        return -done
    buyer_id = operation.the_payment.buyer_id
    taken = balances.take(buyer_id, operation.amount)
    _write(operation, operation, [(lot, -part) for lot, part in taken])
    entry = Entry(f"set-aside:{operation.pk}", "balance_set_aside")
    ledger.post(
        entry.debit(balances.place(buyer_id), operation.amount).credit(CLEARING, operation.amount)
    )
    return operation.amount


@story
def give_back(operation: Operation, charge: Operation) -> Money | None:
    """A refund puts the money into the lots it was taken from; None if it was not taken."""
    if done := moved(operation):
        return done
    spent = list(_spent(charge))
    if sum(part.minor for _lot, part in spent) < operation.amount_minor:
        return None
    given = list(_newest_first(spent, operation.amount_minor))
    for lot, part in given:
        lot.left_minor += part.minor
    BalanceLot.objects.bulk_update([lot for lot, _part in given], ["left_minor"])
    _write(operation, charge, given)
    entry = Entry(f"set-free:{operation.pk}", "balance_set_free")
    buyer = balances.place(operation.the_payment.buyer_id)
    ledger.post(entry.debit(CLEARING, operation.amount).credit(buyer, operation.amount))
    return operation.amount


def moved(operation: Operation) -> Money | None:
    """What this call has moved; below zero when it took. None if it never came to be."""
    return _total(BalanceMove.objects.filter(operation_key=operation.pk), operation.currency)


def _total(moves: QuerySet[BalanceMove], currency: str) -> Money | None:
    minor = moves.aggregate(sum=Sum("amount_minor"))["sum"]
    return None if minor is None else Money(minor, currency)


def _spent(charge: Operation) -> Iterator[tuple[BalanceLot, Money]]:
    """What each lot gave to the charge and has not had back, under the lots' locks."""
    moves = BalanceMove.objects.filter(charge_key=charge.pk)
    by_lot = dict(moves.values_list("lot").annotate(sum=Sum("amount_minor")).order_by("lot"))
    lots = BalanceLot.objects.filter(pk__in=by_lot).order_by("pk")
    for lot in lots.select_for_update(no_key=True, of=("self",)):
        yield lot, Money(-by_lot[lot.pk], lot.currency)


def _newest_first(
    spent: Sequence[tuple[BalanceLot, Money]], minor: int
) -> Iterator[tuple[BalanceLot, Money]]:
    for lot, part in reversed(spent):
        back = min(part.minor, minor)
        minor -= back
        if back:
            yield lot, Money(back, lot.currency)


def _write(
    operation: Operation, charge: Operation, moves: Sequence[tuple[BalanceLot, Money]]
) -> None:
    BalanceMove.objects.bulk_create(
        BalanceMove(
            lot=lot,
            operation_key=operation.pk,
            charge_key=charge.pk,
            currency=part.currency,
            amount_minor=part.minor,
            at=clock.now(),
        )
        for lot, part in moves
    )
