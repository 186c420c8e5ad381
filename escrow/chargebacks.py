"""Steps: the buyer's bank takes a payment back, and what its decision makes of the money.

While the bank decides, what it took stands in suspense and the holds of the payment are frozen.
If it keeps the money, the holds pay as far as they still hold something; what a seller has got
already comes from the reserve, the balance, or is owed; what nobody owes is our loss.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from escrow import clock, giving_way, holding, ledger, reserves
from escrow.chart import Kind
from escrow.gateways import BankCase
from escrow.ledger import Entry, Place
from escrow.models import Chargeback, ChargebackPart, Freeze, Hold, HoldFunding, Payment
from escrow.models.chargeback import OPEN
from escrow.money import Money, split_minor, total
from escrow.refunds import IN_TRANSIT
from escrow.story import step

LOSS = Place(Kind.CHARGEBACK_LOSS)
CAUSE = Freeze.Cause.CHARGEBACK


@step
def open_case(payment: Payment, holds: Sequence[Hold], gateway: str, case: BankCase) -> Chargeback:
    """The bank asks. Nothing has moved yet; what the holds of the payment still hold is frozen."""
    chargeback = Chargeback.objects.create(
        payment=payment,
        gateway=gateway,
        provider_reference=case.reference,
        reason=case.reason,
        amount_minor=case.amount.minor,
        currency=case.amount.currency,
        opened_at=clock.now(),
        respond_by=case.respond_by,
    )
    ChargebackPart.objects.bulk_create(_parts(chargeback, payment, holds))
    holding.freeze([hold for hold in holds if not hold.is_settled()], CAUSE, chargeback.reference)
    return chargeback


@step
def take(chargeback: Chargeback, case: BankCase) -> None:
    """The bank has taken the money from the provider; perhaps less than it asked about."""
    if case.amount != chargeback.amount:
        _share_anew(chargeback, case.amount)
    chargeback.take(clock.now(), case.respond_by)
    entry = Entry(f"chargeback:{chargeback.pk}", "chargeback_opened")
    ledger.post(
        entry.debit(chargeback.suspense, chargeback.amount).credit(
            chargeback.payment.clearing, chargeback.amount
        )
    )
    chargeback.save()


@step
def win(chargeback: Chargeback, holds: Sequence[Hold]) -> list[Hold]:
    """The money came back. Returns the holds that nothing keeps frozen any more."""
    if chargeback.taken_at:
        entry = Entry(f"chargeback-won:{chargeback.pk}", "chargeback_won")
        entry.debit(chargeback.payment.clearing, chargeback.amount)
        ledger.post(entry.credit(chargeback.suspense, chargeback.amount))
    chargeback.win(clock.now())
    chargeback.save()
    unsettled = [hold for hold in holds if not hold.is_settled()]
    return holding.end_freeze(unsettled, CAUSE, chargeback.reference)


@step
def lose(chargeback: Chargeback, holds: Sequence[Hold], covered: Collection[UUID]) -> list[Hold]:
    """The bank keeps it. `covered`: holds whose seller did everything right, and bears nothing.

    Returns the holds that still hold something and that nothing keeps frozen any more. In a hold
    that gives everything nothing is left to stand still, for whatever cause.
    """
    by_id = {hold.pk: hold for hold in holds}
    entry = Entry(f"chargeback-lost:{chargeback.pk}", "chargeback_lost")
    shared = total((part.amount for part in chargeback.parts.all()), chargeback.currency)
    given = giving_way.give_way(chargeback.payment, chargeback.amount - shared)
    called, called_back = giving_way.call_back(chargeback, chargeback.amount - shared - given)
    open_amount = chargeback.amount - given - called
    entry.debit(IN_TRANSIT, given)
    unsettled = [hold for hold in holds if not hold.is_settled()]
    holding.end_every_freeze(emptied(chargeback, unsettled))
    free = holding.end_freeze(unsettled, CAUSE, chargeback.reference)
    ledger.alone(*[_of(hold, Kind.SELLER_PAYABLE) for hold in holds])
    for part in chargeback.parts.order_by("hold_id"):
        hold = by_id[part.hold_id]
        amount = min(part.amount, open_amount)
        open_amount -= amount
        part.recovered_minor = _bear(entry, hold, amount, covered=hold.pk in covered).minor
        part.save(update_fields=["recovered_minor"])
    entry.debit(LOSS, open_amount).credit(chargeback.suspense, chargeback.amount - called)
    rest = [entry] if entry.lines else []
    ledger.post(*called_back, *rest, *_made_good(chargeback, unsettled, covered))
    for hold in holds:
        hold.save(update_fields=[*holding.MONEY_FIELDS, "recovered_minor"])
    chargeback.lose(clock.now())
    chargeback.save()
    return [hold for hold in free if not hold.is_settled()]


def emptied(chargeback: Chargeback, holds: Sequence[Hold]) -> list[Hold]:
    """Those of which nothing is left if the bank keeps the money."""
    asked = {part.hold_id: part.amount for part in chargeback.parts.all()}
    return [
        hold
        for hold in holds
        if not hold.is_settled() and hold.pk in asked and asked[hold.pk] >= hold.held
    ]


def open_on(holds: Sequence[Hold]) -> bool:
    """Whether a bank is deciding about money of these holds."""
    return Chargeback.objects.filter(parts__hold__in=holds, state__in=OPEN).exists()


def _parts(
    chargeback: Chargeback, payment: Payment, holds: Sequence[Hold]
) -> Iterator[ChargebackPart]:
    """Shared over the holds by what each has not given back to this payment."""
    fundings = HoldFunding.objects.filter(payment=payment, hold__in=holds, in_force=True)
    room = {funding.hold_id: funding.left_minor for funding in fundings.order_by("hold_id")}
    shared = min(chargeback.amount_minor, sum(room.values()))
    for hold_id, minor in zip(room, split_minor(shared, list(room.values())), strict=True):
        if minor:
            yield ChargebackPart(
                chargeback=chargeback,
                hold_id=hold_id,
                amount_minor=minor,
                currency=chargeback.currency,
            )


def _share_anew(chargeback: Chargeback, amount: Money) -> None:
    chargeback.amount_minor = amount.minor
    parts = list(chargeback.parts.order_by("hold_id"))
    most = min(amount.minor, sum(part.amount_minor for part in parts))
    shares = split_minor(most, [part.amount_minor for part in parts])
    for part, minor in zip(parts, shares, strict=True):
        part.amount_minor = max(minor, 1)
        part.save(update_fields=["amount_minor"])


def _bear(entry: Entry, hold: Hold, amount: Money, *, covered: bool) -> Money:
    """Out of what the hold still holds; after that out of what its seller has got for it.

    Returns what had been released already.
    """
    out_of_hold = min(amount, hold.held)
    entry.debit(hold.place, out_of_hold)
    hold.charge_back_part(out_of_hold, clock.now())
    rest = amount - out_of_hold
    after_release = min(rest, hold.captured - hold.refunded - hold.charged_back - hold.recovered)
    hold.recovered_minor += after_release.minor
    if covered:
        entry.debit(LOSS, rest)
    else:
        entry.debit(LOSS, rest - after_release)
        _from_seller(entry, hold, after_release)
    return after_release


def _from_seller(entry: Entry, hold: Hold, amount: Money) -> None:
    if not amount:
        return
    reserve = reserves.use(hold.seller_id, amount)
    payable = min(amount - reserve, _left_to_pay(entry, hold))
    entry.debit(_of(hold, Kind.SELLER_RESERVE), reserve)
    entry.debit(_of(hold, Kind.SELLER_PAYABLE), payable)
    entry.debit(_of(hold, Kind.CHARGEBACK_RECEIVABLE), amount - reserve - payable)


def _left_to_pay(entry: Entry, hold: Hold) -> Money:
    """The seller's balance, less what this entry takes from it for other holds."""
    place = _of(hold, Kind.SELLER_PAYABLE)
    taken = total((amount for where, amount in entry.lines if where == place), hold.currency)
    return ledger.balance(place, hold.currency) - taken


def _made_good(
    chargeback: Chargeback, holds: Sequence[Hold], covered: Collection[UUID]
) -> Iterator[Entry]:
    """A covered seller gets from us what the hold would have brought."""
    for hold in holds:
        if hold.pk in covered and hold.charged_back:
            parts = holding.shares(hold, hold.charged_back)
            entry = Entry(f"made-good:{chargeback.pk}:{hold.pk}", "seller_made_good")
            due = parts.seller + parts.reserve
            yield entry.debit(LOSS, due).credit(_of(hold, Kind.SELLER_PAYABLE), due)


def _of(hold: Hold, kind: Kind) -> Place:
    return Place(kind, f"seller:{hold.seller_id}")
