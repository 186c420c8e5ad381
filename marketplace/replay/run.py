"""Plays recorded orders: what people and carriers did, and at every hour what the clock does."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from escrow import clock, deadlines, inbox, operations
from escrow.story import Refusal
from marketplace import checkout, fulfilment, paying, promises, tracking
from marketplace.checkout import Address
from marketplace.models import Cart, CartItem, Listing, Order, Shipment, User, Variant
from marketplace.replay import rows, stage
from marketplace.replay.rows import Row

HOUR = timedelta(hours=1)
CARD = "4242424242424242"
HOME = Address("Replay", "Rua da Consolação 1", "01301-000", "São Paulo", "BR")

Happening = tuple[datetime, int, int, str, Row]
ORDER = {"place": 0, "cancel": 1, "send": 2, "scan": 3, "arrive": 4}


@dataclass
class Run:
    """One replay: the rows, and what became of each (row number to order)."""

    played: list[Row]
    orders: dict[int, Order] = field(default_factory=dict)
    shipments: dict[int, Shipment] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    listings: list[Listing] = field(default_factory=list)
    buyers: dict[str, User] = field(default_factory=dict)
    carts: dict[str, Cart] = field(default_factory=dict)

    def play(self, tell: Callable[[str], None]) -> None:
        """Everything that happened, in its order; then on until no deadline is left."""
        with clock.travel_to(min(row.placed_at for row in self.played)):
            self.listings = stage.sellers()
            self.buyers = stage.buyers(self.played)
            self.carts = stage.carts(self.buyers)
            for count, happening in enumerate(self._happenings(), 1):
                self._let_pass(happening[0])
                self._do(happening)
                if count % 2000 == 0:
                    tell(f"{clock.now():%Y-%m-%d}: {len(self.orders)} orders placed")
            while (due := deadlines.next_due()) is not None:
                self._let_pass(due + HOUR)

    def played_key(self, number: str) -> str:
        """The recorded id of the row with this number."""
        return next(row.order_id for row in self.played if row.number == int(number))

    def _happenings(self) -> Iterator[Happening]:
        queue = [each for row in self.played for each in _of(row)]
        heapq.heapify(queue)
        while queue:
            yield heapq.heappop(queue)

    def _let_pass(self, until: datetime) -> None:
        """The sweeps of every full hour with something due, up to the moment."""
        if _full_hour(clock.now()) > until:
            clock.move_to(until)
            return
        while (due := deadlines.next_due()) is not None and _full_hour(due) <= until:
            clock.move_to(max(_full_hour(due), clock.now()))
            deadlines.sweep()
            operations.run_waiting()
            inbox.process()
        clock.move_to(max(until, clock.now()))

    def _do(self, happening: Happening) -> None:
        """Do what was recorded; what a story refuses is told in the report."""
        *_, deed, row = happening
        try:
            getattr(self, f"_{deed}")(row)
        except Refusal as no:
            self.refused[row.order_id] = f"{deed}: {no}"

    def _place(self, row: Row) -> None:
        buyer = self.buyers[row.customer_id]
        listing = self.listings[row.number % stage.SELLERS]
        variant = listing.variants.get()
        Variant.objects.filter(pk=variant.pk).update(price_minor=row.minor)
        cart = self.carts[row.customer_id]
        CartItem.objects.create(cart=cart, variant=variant)
        exactly = stage.promise(listing, row)
        placed = checkout.place(cart.items.all(), by=buyer, address=HOME)
        if row.approved_at:
            paying.pay(placed, by=buyer, details={"card": CARD})
        order = placed.orders.select_related("seller__user", "policy").get()
        if row.approved_at and not exactly:
            promises.promise_exactly(order.pk, row.promised_by)
        self.orders[row.number] = order

    def _send(self, row: Row) -> None:
        order = self.orders[row.number]
        self.shipments[row.number] = fulfilment.mark_shipped(
            order.number,
            by=order.seller.user,
            carrier="Correios",
            tracking_number=row.order_id[:20],
        )

    def _scan(self, row: Row) -> None:
        self._report(row, "in_transit")

    def _arrive(self, row: Row) -> None:
        self._report(row, "delivered", proof_grade="B")

    def _cancel(self, row: Row) -> None:
        order = self.orders[row.number]
        fulfilment.cancel_by_seller(order.number, by=order.seller.user)

    def _report(self, row: Row, kind: str, **more: str) -> None:
        shipment = self.shipments[row.number]
        at = clock.now()
        key = f"replay:{shipment.pk}:{kind}:{at.isoformat()}"
        tracking.record_scan(shipment.pk, kind=kind, at=at, key=key, **more)


def _of(row: Row) -> Iterator[Happening]:
    """What happened to one order, each with its moment."""
    yield (row.placed_at, ORDER["place"], row.number, "place", row)
    if row.status == "canceled" and row.approved_at:
        yield (row.approved_at + rows.CANCELLED_AFTER, ORDER["cancel"], row.number, "cancel", row)
    sent = row.dispatched_at()
    if sent:
        yield (sent, ORDER["send"], row.number, "send", row)
        for moment in row.scans():
            yield (moment, ORDER["scan"], row.number, "scan", row)
        if row.arrives() and row.delivered_at:
            yield (row.delivered_at, ORDER["arrive"], row.number, "arrive", row)


def _full_hour(moment: datetime) -> datetime:
    floor = moment.replace(minute=0, second=0, microsecond=0)
    return floor if floor == moment else floor + HOUR
