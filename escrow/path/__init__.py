"""Where is my money: the whole path of one order's money, from the journal alone.

Every entry moves money out of the places it debits into those it credits. The path is the order's
part of every entry that is about it; where each part lies at the end is where the money is now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from escrow.chart import Kind
from escrow.ledger import Place
from escrow.models import Hold, Payment
from escrow.money import Money, total
from escrow.path import onward
from escrow.path.movement import Movement, Part
from escrow.path.shares import Shares
from escrow.path.threads import Threads, found, threads_of

__all__ = ["Movement", "Part", "Path", "buyers_path_of", "path_of"]

OUTSIDE = (Kind.PSP_CLEARING, Kind.BANK, Kind.BUYER_BALANCE)
THE_SELLERS = (Kind.SELLER_PAYABLE, Kind.SELLER_RESERVE, Kind.CHARGEBACK_RECEIVABLE)
TOUCHES_THE_BUYER = (
    Kind.ESCROW,
    Kind.UNAPPLIED,
    Kind.REFUND_IN_TRANSIT,
    Kind.PSP_CLEARING,
    Kind.BUYER_BALANCE,
    Kind.CHARGEBACK_SUSPENSE,
)


# In which order the places are told: the buyer's, the seller's, then what it cost.
FIRST = (*TOUCHES_THE_BUYER, *THE_SELLERS, Kind.PAYOUT_IN_TRANSIT, Kind.BANK)


@dataclass(frozen=True)
class Path:
    """What moved, oldest first, and what it comes to: paid + added = now, to the cent.

    `added` is money that was not the order's: the guarantee fund's, or the seller's own. `payments`
    are those that were meant to pay for it.
    """

    movements: tuple[Movement, ...]
    paid: Money
    added: tuple[Part, ...]
    now: tuple[Part, ...]
    payments: frozenset[Payment]

    @property
    def added_amount(self) -> Money:
        return total((part.amount for part in self.added), self.paid.currency)

    @property
    def whole(self) -> Money:
        return self.paid + self.added_amount


def path_of(holds: Sequence[Hold], currency: str) -> Path:
    """As far as it goes: after the release on through the seller's balance and payouts."""
    threads, movements = _own(holds, currency)
    return _path(threads, onward.through_the_sellers_hands(threads, movements))


def buyers_path_of(holds: Sequence[Hold], currency: str) -> Path:
    """As far as it is the buyer's business: what the seller then does with the money is not told."""
    threads, movements = _own(holds, currency)
    seen = [merged for movement in movements if (merged := _merged(movement))]
    return _path(threads, [one for one in seen if not _is_the_sellers_alone(one)])


def _own(holds: Sequence[Hold], currency: str) -> tuple[Threads, list[Movement]]:
    threads = threads_of(holds, currency)
    movements = Shares(threads).movements(found(threads))
    return threads, movements + onward.swept(threads, movements)


def _path(threads: Threads, movements: Sequence[Movement]) -> Path:
    in_order = sorted(movements, key=lambda movement: movement.entry.pk)
    paid = zero = Money.zero(threads.currency)
    places: dict[tuple[Place, bool], Money] = {}
    for movement in in_order:
        comes_in = _comes_in(movement)
        for part in movement.targets:
            where = part.place, part.other
            places[where] = places.get(where, zero) + part.amount
        for part in movement.sources:
            if comes_in:
                paid += part.amount
                continue
            where = part.place, part.other or _is_given_by_the_fund(movement, part)
            places[where] = places.get(where, zero) - part.amount
    parts = [Part(place, amount, other) for (place, other), amount in places.items()]
    parts.sort(key=lambda part: FIRST.index(part.place.kind) if part.place.kind in FIRST else 99)
    return Path(
        tuple(in_order),
        paid,
        tuple(replace(part, amount=-part.amount) for part in parts if part.amount < zero),
        tuple(part for part in parts if part.amount > zero),
        threads.own_payments,
    )


def _comes_in(movement: Movement) -> bool:
    """The buyer's payment, before it is set aside for anything."""
    return all(part.place.kind in OUTSIDE for part in movement.sources) and all(
        part.place.kind == Kind.UNAPPLIED for part in movement.targets
    )


def _is_given_by_the_fund(movement: Movement, part: Part) -> bool:
    """What the fund gives is never the Plus fee that this order gave it."""
    return part.place.kind == Kind.GUARANTEE_FUND and movement.entry.reverses_id is None


def _merged(movement: Movement) -> Movement | None:
    """With the seller's balance and reserve as one place; nothing if it moved only between them."""
    sources, targets = _as_one(movement.sources), _as_one(movement.targets)
    return replace(movement, sources=sources, targets=targets) if sources != targets else None


def _as_one(parts: Sequence[Part]) -> tuple[Part, ...]:
    places: dict[Place, Money] = {}
    for part in parts:
        is_theirs = part.place.kind in THE_SELLERS
        place = Place(Kind.SELLER_PAYABLE, part.place.owner) if is_theirs else part.place
        places[place] = places.get(place, Money.zero(part.amount.currency)) + part.amount
    return tuple(Part(place, amount) for place, amount in places.items())


def _is_the_sellers_alone(movement: Movement) -> bool:
    """Repayments of the fund, and whatever else touches no money of the buyer's."""
    kinds = {part.place.kind for part in movement.sources + movement.targets}
    return Kind.SELLER_PAYABLE in kinds and not kinds & set(TOUCHES_THE_BUYER)
