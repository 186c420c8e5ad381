"""Steps on a set of holds: fund, refund, freeze, thaw. One hold is the set of one.

The whole of a hold is released in `escrow/release.py`, and split in `escrow/settling.py`.

Every step takes holds that its story has locked, in id order. Each posts once to the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from escrow import clock, ledger
from escrow.chart import Kind
from escrow.ledger import Entry, Place
from escrow.models import Freeze, Hold, HoldFunding, Payment
from escrow.models.hold import HoldState
from escrow.money import Money
from escrow.story import step

MONEY_FIELDS = [
    "state",
    "captured_minor",
    "captured_at",
    "released_minor",
    "refunded_minor",
    "charged_back_minor",
    "settled_at",
    "time_left",
]
CLOCK_FIELDS = ["state", "delivered_at", "release_at", "time_left", "extended_at"]


@dataclass(frozen=True)
class Shares:
    """How a released amount is shared out: nothing is lost, the seller takes what rounding leaves."""

    seller: Money
    reserve: Money
    commission: Money
    tax: Money
    plus: Money

    @property
    def whole(self) -> Money:
        return self.seller + self.reserve + self.commission + self.tax + self.plus


@step
def fund(holds: Sequence[Hold], payments: Sequence[Payment], *, after: Entry) -> None:
    """The buyer's money, come in with the entry `after`, becomes the holds' money."""
    moment = clock.now()
    for hold in holds:
        hold.capture(moment)
    fundings = HoldFunding.objects.bring_into_force(holds, payments)
    ledger.post(after, *[_funding_entry(hold, fundings, payments) for hold in holds])
    Hold.objects.write(holds, MONEY_FIELDS)


@step
def refund_all(holds: Sequence[Hold], *, why: str) -> list[tuple[Hold, Money]]:
    """Everything still held goes back to the buyers. Returns what each hold gave back."""
    given = [(hold, hold.held) for hold in holds]
    in_transit = Place(Kind.REFUND_IN_TRANSIT)
    entries = [
        Entry(f"{why}:{hold.pk}", "refund").debit(hold.place, held).credit(in_transit, held)
        for hold, held in given
    ]
    for hold in holds:
        hold.refund_all(clock.now())
    ledger.post(*entries)
    Hold.objects.write(holds, MONEY_FIELDS)
    return given


@step
def refund_part(hold: Hold, refund: Money, *, key: str) -> None:
    """A part goes back to the buyer and the rest stays held, its clocks running on."""
    entry = Entry(key, "refund").debit(hold.place, refund)
    hold.refund_part(refund)
    ledger.post(entry.credit(Place(Kind.REFUND_IN_TRANSIT), refund))
    hold.save(update_fields=MONEY_FIELDS)


@step
def void(holds: Sequence[Hold]) -> None:
    """Nobody paid; the holds end empty."""
    for hold in holds:
        hold.void(clock.now())
    Hold.objects.write(holds, MONEY_FIELDS)


@step
def start_inspection(holds: Sequence[Hold], delivered_at: datetime, release_at: datetime) -> None:
    """The goods arrived: the holds wait until the instant for the buyer's word."""
    for hold in holds:
        hold.inspect(delivered_at, release_at)
    Hold.objects.write(holds, CLOCK_FIELDS)


@step
def note_arrival_while_frozen(
    holds: Sequence[Hold], delivered_at: datetime, release_at: datetime
) -> None:
    """The goods of frozen holds arrived: the wait starts when the freeze ends."""
    for hold in holds:
        hold.arrive_while_frozen(delivered_at, release_at - clock.now())
    Hold.objects.write(holds, CLOCK_FIELDS)


@step
def freeze(
    holds: Sequence[Hold], cause: str, reference: str, *, until: datetime | None = None
) -> None:
    """Stand still for a cause. A hold that is frozen already gets one more cause."""
    moment = clock.now()
    for hold in holds:
        if hold.state != HoldState.FROZEN:
            hold.freeze(moment)
    Hold.objects.write(holds, CLOCK_FIELDS)
    Freeze.objects.bulk_create(
        Freeze(hold=hold, cause=cause, reference=reference, started_at=moment, until=until)
        for hold in holds
    )


@step
def end_freeze(holds: Sequence[Hold], cause: str, reference: str) -> list[Hold]:
    """The cause has ended. Returns the holds that no other cause keeps frozen."""
    Freeze.objects.filter(hold__in=holds, cause=cause, reference=reference, ended_at=None).update(
        ended_at=clock.now()
    )
    still = set(
        Freeze.objects.filter(hold__in=holds, ended_at=None).values_list("hold_id", flat=True)
    )
    return [hold for hold in holds if hold.pk not in still]


@step
def end_every_freeze(holds: Sequence[Hold]) -> None:
    """Nothing is left in them that could stand still, whatever the causes were."""
    Freeze.objects.filter(hold__in=holds, ended_at=None).update(ended_at=clock.now())


@step
def thaw(holds: Sequence[Hold], at_least: timedelta) -> None:
    """Nothing was found: the wait goes on with the time left, and at least `at_least`."""
    for hold in holds:
        if hold.time_left is None:
            hold.thaw_to_held()
        else:
            hold.thaw_to_inspecting(clock.now() + max(hold.time_left, at_least))
    Hold.objects.write(holds, CLOCK_FIELDS)


def shares(hold: Hold, amount: Money) -> Shares:
    """How `amount` out of the hold's money is shared out when it is released."""
    plus = min(hold.plus, amount)
    rest = amount - plus
    base = hold.goods + hold.shipping + hold.tax
    tax, gross = (
        rest.split([hold.tax_minor, (base - hold.tax).minor])
        if hold.tax
        else (Money.zero(hold.currency), rest)
    )
    commission = gross.share(hold.commission_bps)
    reserve = (gross - commission).share(hold.reserve_bps)
    return Shares(gross - commission - reserve, reserve, commission, tax, plus)


def _funding_entry(
    hold: Hold, fundings: Sequence[HoldFunding], payments: Sequence[Payment]
) -> Entry:
    entry = Entry(f"fund:{hold.pk}", "fund").credit(hold.place, hold.total)
    by_id = {payment.pk: payment for payment in payments}
    for funding in fundings:
        if funding.hold_id == hold.pk:
            entry.debit(by_id[funding.payment_id].unapplied, funding.amount)
    return entry
