"""Plays the planned purchases in their order, and at every instant between what the clock does."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from escrow import clock, fund, inbox
from marketplace.demo.errands import Errand, Stage
from marketplace.demo.purchases import Purchase
from marketplace.demo.scenes import Scene, bought
from marketplace.demo.walking import walk, work_in_the_past
from marketplace.models import Checkout

ENOUGH = 100_000
LATER = timedelta(hours=9)


@dataclass
class History:
    """A walk from the first purchase to `now`; `tell` hears after each day."""

    stage: Stage
    scenes: Mapping[str, Scene]
    now: datetime
    tell: Callable[[str, int, int], None]
    queue: list[tuple[datetime, int, Iterator[datetime]]] = field(default_factory=list)
    counted: count[int] = field(default_factory=count)

    def play(self, purchases: Sequence[Purchase], *others: Iterator[datetime]) -> None:
        for other in others:
            self._wait(other)
        for purchase in sorted(purchases, key=lambda one: one.placed_at):
            self._wait(self._opened(purchase))
        first = min(self.queue)[0]
        days = (self.now - first).days
        while self.queue:
            moment, _, scene = heapq.heappop(self.queue)
            self._walk(moment)
            self._wait(scene)
            self.tell("days", (clock.now() - first).days, days)
        self._walk(max(self.now, clock.real_now()))
        fund.sweep_plus_fees()
        while inbox.process():
            pass

    def _opened(self, purchase: Purchase) -> Iterator[datetime]:
        """The purchase itself; once it is paid, every order goes its own way."""
        for step in bought(purchase, self.stage):
            if isinstance(step, Checkout):
                self._follow(purchase, step)
            else:
                yield step

    def _follow(self, purchase: Purchase, placed: Checkout) -> None:
        numbers = placed.orders.order_by("pk").values_list("number", flat=True)
        for place, number in enumerate(numbers):
            errand = Errand(purchase, number, self.stage, place * LATER)
            self._wait(self.scenes[purchase.scene](errand))

    def _wait(self, scene: Iterator[datetime]) -> None:
        """Go on with it at the next moment it names, if that is not after today."""
        moment = next(scene, None)
        if moment is not None and moment <= self.now:
            heapq.heappush(self.queue, (moment, next(self.counted), scene))

    def _walk(self, until: datetime) -> None:
        moment = max(until, clock.now())
        walk(moment, move=clock.move_to, work=work_in_the_past, most=ENOUGH)
