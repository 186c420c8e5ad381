"""The engine: what happens next, the clock's work in between, and crashes that people try again after."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from disputes.simulation import crashes
from disputes.simulation.chance import Dice, dice
from disputes.simulation.crashes import Crash
from disputes.simulation.history import History
from disputes.simulation.rules import BrokenRule, Rules, ask_the_books
from escrow import clock, deadlines, fund, inbox, operations
from escrow.gateways.sandbox import provider
from escrow.models import Deadline
from escrow.story import Refusal

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BOOKS_EVERY = 10
TRIES = 3
FALLEN = "no story falls over, and none asks for what the database refuses"

Deed = Callable[[], object]


@dataclass
class Faults:
    """How likely a process dies in each deed, and what the lines to the provider are like."""

    crashes: float = 0.15
    calls_lost: float = 0.04
    answers_lost: float = 0.04
    messages_late: float = 0.2
    messages_twice: float = 0.1
    messages_reordered: float = 0.1

    @property
    def line(self) -> dict[str, float]:
        return {name: value for name, value in vars(self).items() if name != "crashes"}


@dataclass
class Life:
    """A queue of deeds by their moment. Time moves from one to the next, hour by hour if needed."""

    seed: int
    faults: Faults
    history: History = field(default_factory=History)
    rules: Rules = field(default_factory=Rules)
    queue: list[tuple[datetime, int, int, Deed]] = field(default_factory=list)
    asked_on: int = 0
    planned: int = 0

    def __post_init__(self) -> None:
        self.clocks_dice: Dice = dice(self.seed, "clock")

    def plan(self, purchase: int, after: timedelta, deed: Deed) -> None:
        """Somebody will do this then."""
        self.planned += 1
        heapq.heappush(self.queue, (clock.now() + after, self.planned, purchase, deed))

    def run(self) -> None:
        """Everything that is planned, then on until no promise is left."""
        while self.queue:
            moment, _count, purchase, deed = heapq.heappop(self.queue)
            self._let_pass(moment)
            self.do(purchase, deed)
        while (due := deadlines.next_due()) is not None and not self._only_payouts():
            self._let_pass(max(due, clock.now()) + HOUR)
        self._come_to_rest()

    def do(self, purchase: int, deed: Deed) -> None:
        """A deed with its refusals; after a crash the person tries again."""
        for attempt in range(TRIES):
            likely = self.faults.crashes if attempt == 0 else 0.0
            try:
                with crashes.maybe(self.clocks_dice, likely):
                    deed()
                return
            except Refusal as no:
                self.history.note(purchase, "refused", str(no)[:90])
                return
            except Crash as crash:
                self.history.note(purchase, "crash", str(crash))
            except BrokenRule:
                raise
            except Exception as fall:
                self.history.note(purchase, "fell over", repr(fall))
                raise BrokenRule(FALLEN, None, repr(fall), purchase=purchase) from fall

    def _let_pass(self, until: datetime) -> None:
        """The clock's work at each hour with something due, and the rules once a day."""
        if self.clocks_dice.likely(0.002):
            self.history.note(-1, "the clock's work stands still")
            clock.move_to(max(until, clock.now()))
        while (stop := _next_stop()) <= until:
            clock.move_to(max(stop, clock.now()))
            self._the_clocks_work()
            self._ask_once_a_day()
        clock.move_to(max(until, clock.now()))

    def _the_clocks_work(self) -> None:
        """Each task as its own process would do it: it may die, and the next turn goes on."""
        works: list[Deed] = [
            deadlines.sweep,
            operations.run_waiting,
            provider.turn,
            inbox.process,
            operations.ask_about_unanswered,
        ]
        for work in works:
            try:
                with crashes.maybe(self.clocks_dice, self.faults.crashes / 4):
                    work()
            except Crash as crash:
                self.history.note(-1, "crash of the clock", str(crash))

    def _ask_once_a_day(self) -> None:
        today = clock.now().toordinal()
        if today != self.asked_on:
            self._calm()
            self.rules.ask()
            if today % BOOKS_EVERY == 0:
                ask_the_books(all_is_told=False)
            self.asked_on = today

    def _calm(self) -> None:
        """What crashed in this hour has had its next turn."""
        deadlines.sweep()
        operations.run_waiting()

    def _settle_questions(self) -> None:
        """Until nobody has anything more to say."""
        for _ in range(20):
            done = provider.turn() + inbox.process() + operations.run_waiting()
            if not done + operations.ask_about_unanswered():
                return

    def _come_to_rest(self) -> None:
        """Days go by until nothing is on its way; then everything is asked once more."""
        self.faults = Faults(*[0.0] * 6)
        for _ in range(30):
            self._let_pass(clock.now() + DAY)
            self._settle_questions()
        fund.sweep_plus_fees()
        self.rules.ask()
        ask_the_books(all_is_told=True)

    def _only_payouts(self) -> bool:
        """Payout days go on for ever; they are the end of it."""
        pending = Deadline.objects.pending().exclude(kind="payout")
        return not pending.exists()


def _next_stop() -> datetime:
    """The next full hour with something promised, and every sixth for what providers do."""
    due = deadlines.next_due() or clock.now() + DAY
    return min(max(_full_hour(due), clock.now() + timedelta(minutes=1)), _sixth_hour())


def _full_hour(moment: datetime) -> datetime:
    floor = moment.replace(minute=0, second=0, microsecond=0)
    return floor if floor == moment else floor + HOUR


def _sixth_hour() -> datetime:
    floor = clock.now().replace(minute=0, second=0, microsecond=0)
    return floor + HOUR * (6 - floor.hour % 6)
