"""What follows when a parcel arrives: both clocks of its lines start, and the order is delivered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from django.db.models import QuerySet

from escrow import audit, clock, deadlines, holding, outbox
from escrow.models import Hold
from escrow.models.hold import HoldState
from escrow.story import step
from marketplace import claim_clock
from marketplace.models import Order, OrderLine, Shipment
from marketplace.models.order import OrderState
from marketplace.models.shipment import ProofGrade

Follower = Callable[[Shipment, Order], None]
_followers: list[Follower] = []


def register(follower: Follower) -> None:
    """From now on this step is told of every parcel that arrives, with its locked order."""
    _followers.append(follower)


@step
def arrive(
    shipment: Shipment,
    order: Order,
    holds: Sequence[Hold],
    at: datetime,
    grade: str,
    postcode: str = "",
) -> None:
    """The parcel is there. Clocks start for the lines of which nothing is on its way any more."""
    shipment.deliver(min(at, clock.now()), grade, postcode)
    shipment.save()
    _start_complete(order, OrderLine.objects.filter(parcels__shipment=shipment), holds)
    deliver_if_arrived(order)
    audit.record(None, "delivered", order, shipment, grade=grade)
    for follower in _followers:
        follower(shipment, order)


@step
def start_clocks_of_what_came(order: Order, holds: Sequence[Hold]) -> None:
    """Nothing more will come of these lines: what has arrived of them already is all there is."""
    waiting = [hold for hold in holds if hold.delivered_at is None and not hold.is_settled()]
    _start_complete(
        order, OrderLine.objects.filter(hold__in=waiting, parcels__isnull=False), waiting
    )


@step
def _start_complete(order: Order, lines: QuerySet[OrderLine], holds: Sequence[Hold]) -> None:
    for last, complete in _by_last_parcel(order, lines):
        its = {line.hold_id for line in complete}
        _start_clocks(order, complete, [hold for hold in holds if hold.pk in its], last)
    order.save()


def _by_last_parcel(
    order: Order, lines: QuerySet[OrderLine]
) -> Iterable[tuple[Shipment, Sequence[OrderLine]]]:
    """Those that are complete, by the parcel that came last, whichever was heard of last."""
    complete = lines.exclude(parcels__shipment__delivered_at=None)
    if order.is_to_ship():
        complete = complete.exclude(pk__in=order.lines.unsent().values("pk"))
    last = {
        line: max(
            (parcel.shipment for parcel in line.parcels.all()),
            key=lambda parcel: (clock_start(order, parcel), parcel.pk),
        )
        for line in complete.distinct().prefetch_related("parcels__shipment")
    }
    in_turn = sorted(last, key=lambda line: last[line].pk)
    for parcel, together in groupby(in_turn, key=last.__getitem__):
        yield parcel, list(together)


@step
def _start_clocks(
    order: Order, lines: Sequence[OrderLine], holds: Sequence[Hold], last: Shipment
) -> None:
    """When the money moves, and until when the buyer can complain."""
    start = clock_start(order, last)
    claim_clock.run_from(order, OrderLine.objects.filter(pk__in=[line.pk for line in lines]), start)
    release_at = release_instant(order, last, start, clock.now())
    holding.start_inspection([h for h in holds if h.state == HoldState.HELD], start, release_at)
    frozen = [h for h in holds if h.state == HoldState.FROZEN]
    holding.note_arrival_while_frozen(frozen, start, release_at)
    set_release_clocks(order, [h for h in holds if h.state == HoldState.INSPECTING])
    if any(hold.is_running() for hold in holds):
        when = release_at.isoformat()
        key = f"{order.pk}:{when}"
        outbox.announce(order.buyer_id, "order_delivered", order, key=key, release_at=when)
        outbox.announce(order.seller.user_id, "sale_delivered", order, key=key, release_at=when)


def clock_start(order: Order, shipment: Shipment) -> datetime:
    """The delivery; when only the seller says so, not before the promised day."""
    assert shipment.delivered_at is not None
    if shipment.proof_grade == ProofGrade.D:
        return max(shipment.delivered_at, order.promised_by or shipment.delivered_at)
    return shipment.delivered_at


def release_instant(
    order: Order, shipment: Shipment, start: datetime, known_at: datetime
) -> datetime:
    """When the money moves unless the buyer says otherwise; never sooner than a fair notice."""
    window = "hold_unproven" if shipment.proof_grade == ProofGrade.D else order.hold_tier
    soonest = known_at + order.policy.window("thaw_minimum")
    return max(start + order.policy.window(window), soonest)


def after_grace(order: Order, release_at: datetime) -> datetime:
    """When it is released by itself: a little later, so that who complains has the tie."""
    return release_at + order.policy.window("release_grace")


@step
def set_release_clocks(order: Order, holds: Sequence[Hold]) -> None:
    """The release, and the reminders before it whose moments are still to come."""
    deadlines.set_each(promise for hold in holds for promise in _promises(order, hold))


def _promises(order: Order, hold: Hold) -> Iterator[tuple[Hold, str, datetime]]:
    assert hold.release_at is not None
    yield hold, "release", after_grace(order, hold.release_at)
    for kind in ("remind_first", "remind_last"):
        moment = hold.release_at - order.policy.window(kind)
        if moment > clock.now():
            yield hold, kind, moment


@step
def deliver_if_arrived(order: Order) -> None:
    """An order is delivered when everything was sent and no parcel is still on its way."""
    parcels = list(order.shipments.exclude(state="returned"))
    arrived = [parcel.delivered_at for parcel in parcels if parcel.delivered_at]
    if order.state == OrderState.SHIPPED and arrived and len(arrived) == len(parcels):
        order.deliver(max(arrived))
        order.save()
        deadlines.done([order], "never_arrived")
