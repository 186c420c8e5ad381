"""Buying, refunding and paying out while workers are killed, the queue is lost and lines go dead.

Two real Celery workers do the clock's work. One of them is killed with SIGKILL every few seconds, the
broker is emptied once, and the provider loses calls and answers. In the end no cent is lost or
doubled, and nothing is unknown. `make soak` does it 2,000 times; the suite a small part of that.
"""

import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Count, F

from escrow import clock, deadlines
from escrow.gateways.sandbox import faults, provider
from escrow.models import (
    Deadline,
    Hold,
    Operation,
    PaymentEventOutcome,
    Payout,
    Refund,
    SandboxMove,
    SandboxPayout,
)
from escrow.models.refund import ARRIVED, STRANDED
from escrow.story import Refusal
from marketplace import fulfilment
from marketplace.celery import app
from marketplace.models import Checkout, Listing, Order, Stock, User
from sellers import payouts
from sellers.models import Seller
from tests import books, doings
from tests.workers import kill, worker

PURCHASES = int(os.environ.get("SOAK", "40"))
KILL_EVERY = 4.0
CARDS = [doings.GOOD_CARD] * 6 + ["4000000000000341", "4000000000000358", "4000000000000002"]
WORK = [
    "escrow.tasks.sweep",
    "escrow.tasks.run_operations",
    "escrow.tasks.process_payment_events",
    "escrow.tasks.ask_about_unanswered",
]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.timeout(600 + PURCHASES * 3),
]


class Workers:
    """Two workers on one queue, and somebody who kills them in turn and starts them anew."""

    def __init__(self, queue: str) -> None:
        self.queue, self.killed, self.over = queue, 0, threading.Event()
        self.slots = [ExitStack(), ExitStack()]
        self.running = [slot.enter_context(worker(queue)) for slot in self.slots]

    def be_killed_in_turn(self) -> None:
        while not self.over.wait(KILL_EVERY):
            which = self.killed % 2
            kill(self.running[which])
            self.killed += 1
            self.slots[which].close()
            self.running[which] = self.slots[which].enter_context(worker(self.queue))

    def go_home(self) -> None:
        for slot in self.slots:
            slot.close()


@contextmanager
def workers_under_fire(queue: str) -> Iterator[Workers]:
    workers = Workers(queue)
    killer = threading.Thread(target=workers.be_killed_in_turn)
    killer.start()
    try:
        yield workers
    finally:
        workers.over.set()
        killer.join()
        workers.go_home()


def tick(queue: str) -> None:
    """What beat would do."""
    for task in WORK:
        app.send_task(task, queue=queue, expires=30)


def lose_the_queue() -> None:
    with app.connection_for_write() as broker:
        broker.default_channel.client.flushdb()


def lines_go_dead(*, calls: int, answers: int) -> None:
    """The next so many calls are lost, whoever makes them."""
    faults.set_weather(holds_messages=False, calls_to_lose=calls, answers_to_lose=answers)


def buy_one(dice: random.Random, ben: User, things: list[Listing]) -> None:
    """A purchase two weeks ago: some decline, some are cancelled, most wait for their release."""
    with clock.travel_to(clock.real_now() - timedelta(days=dice.randint(15, 18))):
        placed = doings.place(ben, dice.choice(things), quantity=dice.randint(1, 3))
        order = pay(placed, dice.choice(CARDS))
        with suppress(Refusal):  # the workers may have cancelled it: it was to be sent days ago
            if dice.random() < 0.35:
                fulfilment.cancel_by_seller(order.number, by=order.seller.user)
            else:
                doings.arrive(doings.send(order))


def pay(placed: Checkout, card: str) -> Order:
    """With that card, and after a decline with a good one. What is unclear is left to the clock."""
    for number in (card, doings.GOOD_CARD):
        with suppress(Refusal):
            doings.pay(placed, number)
    return placed.orders.get()


def pay_out(sellers: list[Seller]) -> None:
    for seller in sellers:
        with suppress(Refusal):
            payouts.pay_out_now(seller, by=seller.user)
    for under_way in SandboxPayout.objects.filter(state="in_transit"):
        provider.arrive(under_way)


def is_quiet() -> bool:
    """Nothing is due, nothing waits to be sent or told, and nothing is a question any more."""
    questions = Operation.objects.filter(state__in=["created", "sent", "unknown"])
    messages = PaymentEventOutcome.objects.filter(outcome="")
    late = deadlines.oldest_overdue_seconds() > 0
    return not (late or questions.exists() or messages.exists())


def test_no_cent_is_lost_or_doubled(
    ben: User, ada: Seller, cleo: Seller, lamp: Listing, bowl: Listing
) -> None:
    dice, queue = random.Random(7), f"soak-{uuid4().hex}"
    Stock.objects.update(on_hand=100_000)
    with clock.travel_to(clock.real_now() - timedelta(days=30)):
        for seller in (ada, cleo):
            doings.name_account(seller)
    with workers_under_fire(queue) as workers:
        for number in range(PURCHASES):
            if dice.random() < 0.2:
                lines_go_dead(calls=1, answers=dice.randint(0, 1))
            buy_one(dice, ben, [lamp, bowl])
            if number % 5 == 0:
                tick(queue)
            if number % 20 == 0:
                pay_out([ada, cleo])
            if number == PURCHASES // 2:
                lose_the_queue()
        _let_them_finish(queue, [ada, cleo])
    connection.close()
    print(f"{PURCHASES} purchases, {workers.killed} workers killed: {_tally()}")
    _nothing_is_left_open()
    books.assert_right()


def _let_them_finish(queue: str, sellers: list[Seller]) -> None:
    """The reconciler goes on asking, at its own pace, until there is nothing to ask."""
    lines_go_dead(calls=0, answers=0)
    end, calm = time.monotonic() + 240 + PURCHASES / 4, 0
    while calm < 4 and time.monotonic() < end:
        Operation.objects.filter(state__in=["sent", "unknown"]).update(ask_at=F("asked_at"))
        Deadline.objects.pending().filter(kind="payout_again").update(due_at=clock.now())
        tick(queue)
        pay_out(sellers)
        time.sleep(1)
        calm = calm + 1 if is_quiet() else 0


def _nothing_is_left_open() -> None:
    assert is_quiet()
    assert not Refund.objects.exclude(state__in=[*ARRIVED, *STRANDED]).exists()
    assert not Payout.objects.exclude(state="paid").exists()
    assert not Hold.objects.filter(state="inspecting").exists()
    kinds = SandboxMove.objects.filter(what__in=["charge", "refund", "payout"])
    doubled = kinds.values("what", "operation_key").annotate(n=Count("pk")).filter(n__gt=1)
    assert not doubled.exists(), list(doubled)


def _tally() -> str:
    counts = SandboxMove.objects.values_list("what").annotate(n=Count("pk")).order_by("what")
    return ", ".join(f"{what} {n}" for what, n in counts)
