"""What happens to an order, told as a walk through its moments: do something, wait, do the next.

Where the walk ends before a scene does, that is how the order stands today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from escrow import clock
from escrow.models import Hold
from escrow.models.hold import HoldState
from marketplace.demo.errands import CLOSED_CARD, EMPTY_CARD, GOOD_CARD, Errand, Stage, pay, place
from marketplace.demo.purchases import CARD_CLOSES, DECLINED_FIRST, NEVER, Purchase
from marketplace.models import Checkout

Moments = Iterator[datetime]
Scene = Callable[[Errand], Moments]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def bought(purchase: Purchase, stage: Stage) -> Iterator[datetime | Checkout]:
    """Placed, and paid if it is: at once, or after a card that has nothing left."""
    yield purchase.placed_at
    placed = place(purchase, stage)
    if placed and purchase.pays == DECLINED_FIRST:
        pay(placed, EMPTY_CARD, stage)
        yield clock.now() + 4 * MINUTE
    if placed and purchase.pays != NEVER:
        pay(placed, CLOSED_CARD if purchase.pays == CARD_CLOSES else GOOD_CARD, stage)
        yield placed


def never_sent(errand: Errand) -> Moments:
    """The seller forgets it: refunded by itself. Not long ago: still to be sent."""
    yield from ()


def cancelled(errand: Errand) -> Moments:
    yield errand.sent_at
    errand.cancel()


def arrived(errand: Errand, proof: str = "AABBB") -> Moments:
    """Sent, on its way, and there."""
    yield errand.sent_at
    errand.send(errand.arrives_at, proof=proof)
    yield errand.arrives_at + HOUR


def confirmed(errand: Errand) -> Moments:
    """The buyer looks at it, is content, and says so."""
    yield from arrived(errand)
    yield errand.arrives_at + DAY * errand.stage.dice.uniform(0.3, 2)
    errand.confirm()
    yield from rated(errand)


def silent(errand: Errand) -> Moments:
    """The buyer says nothing; the money moves when the time is over."""
    yield from arrived(errand)
    yield from released(errand)
    yield from rated(errand)


def released(errand: Errand) -> Moments:
    """Until no money is waiting for the buyer's word any more."""
    waiting = Hold.objects.filter(line__order__number=errand.number, state=HoldState.INSPECTING)
    while moments := [hold.release_at for hold in waiting.all() if hold.release_at]:
        yield max(moments) + HOUR


def rated(errand: Errand) -> Moments:
    yield clock.now() + DAY * errand.stage.dice.uniform(0.1, 4)
    errand.rate()
    yield clock.now() + DAY * errand.stage.talk.uniform(0.2, 3)
    if errand.rate_back():
        yield clock.now() + DAY * errand.stage.talk.uniform(0.1, 2)
        errand.answer()


def extended(errand: Errand) -> Moments:
    """The buyer needs more time."""
    yield from arrived(errand)
    yield errand.arrives_at + DAY
    errand.extend()
    yield from released(errand)
    yield from rated(errand)


def late(errand: Errand) -> Moments:
    """Sent after the promised day, within the grace."""
    ship_by = errand.order.ship_by
    assert ship_by is not None
    yield ship_by + 20 * HOUR
    arrives_at = clock.now() + 3 * DAY
    errand.send(arrives_at)
    yield arrives_at + 30 * HOUR
    errand.confirm()
    yield from rated(errand)


def sent_in_part(errand: Errand) -> Moments:
    """The first thing is on its way; the others are still to be sent."""
    yield errand.sent_at
    first = errand.order.lines.order_by("pk").values_list("pk", flat=True)[:1]
    errand.send(errand.arrives_at, lines=list(first))


def in_two_parcels(errand: Errand) -> Moments:
    yield from sent_in_part(errand)
    if errand.order.is_to_ship():
        yield errand.sent_at + 18 * HOUR
        errand.send(errand.arrives_at + DAY)
    yield errand.arrives_at + DAY + HOUR
    yield from released(errand)
    yield from rated(errand)


def stuck(errand: Errand) -> Moments:
    """It stays at a sorting centre."""
    yield errand.sent_at
    errand.send(None)


SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        never_sent,
        cancelled,
        confirmed,
        silent,
        extended,
        late,
        sent_in_part,
        in_two_parcels,
        stuck,
    )
}
