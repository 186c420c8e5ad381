"""Buying, refunding and paying out while workers are killed, the queue is lost and lines go dead.

Two real Celery workers do the clock's work. One of them is killed with SIGKILL every few seconds, the
broker is emptied once, and the provider loses calls and answers. In the end no cent is lost or
doubled, and nothing is unknown. `make soak` does it 2,000 times; the suite a small part of that, once
with Stripe, for which a program of its own stands in; `make soak` does it with the sandbox too.
"""

import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import F

from escrow import clock
from escrow.models import (
    Deadline,
    Hold,
    Operation,
    PaymentEventOutcome,
    Payout,
    Refund,
)
from escrow.models.refund import ARRIVED, STRANDED
from escrow.story import Refusal
from marketplace import fulfilment
from marketplace.celery import app
from marketplace.models import Checkout, Listing, Order, User, Variant
from sellers import payouts
from sellers.models import Seller
from tests import books, doings
from tests.escrow.soaked import Soaked, soaked
from tests.workers import kill, worker

PURCHASES = int(os.environ.get("SOAK", "8"))
GATEWAYS = os.environ.get("SOAK_GATEWAY", "stripe").split()
KILL_EVERY = 4.0
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


def buy_one(dice: random.Random, soak: Soaked, ben: User, things: list[Listing]) -> None:
    """A purchase two weeks ago: some decline, some are cancelled, most wait for their release."""
    with clock.travel_to(clock.real_now() - timedelta(days=dice.randint(15, 18))):
        quantity = dice.randint(1, 3)
        placed = doings.place(ben, dice.choice(things), quantity=quantity, way=soak.name)
        order = pay(soak, placed, dice.choice(soak.cards))
        with suppress(Refusal):  # the workers may have cancelled it: it was to be sent days ago
            if dice.random() < 0.35:
                fulfilment.cancel_by_seller(order.number, by=order.seller.user)
            else:
                doings.arrive(doings.send(order))


def pay(soak: Soaked, placed: Checkout, card: str) -> Order:
    """With that card, and after a decline with a good one. What is unclear is left to the clock."""
    for number in (card, doings.GOOD_CARD):
        with suppress(Refusal):
            soak.pay(placed, number)
    return placed.orders.get()


def pay_out(soak: Soaked, sellers: list[Seller]) -> None:
    for seller in sellers:
        with suppress(Refusal):
            payouts.pay_out_now(seller, by=seller.user)
    soak.banks_take_all()
    soak.post_messages()


def unsettled() -> list[str]:
    """What is due, waits to be sent or told, or is still a question: nothing, in the end."""
    late = Deadline.objects.pending().filter(due_at__lte=clock.now())
    questions = Operation.objects.filter(state__in=["created", "sent", "unknown"])
    messages = PaymentEventOutcome.objects.filter(outcome="")
    return [
        *(f"late: {each.kind} of {each.subject_id}, tried {each.attempts}" for each in late),
        *(f"{each.state}: {each.kind}, {each.asks} asks" for each in questions),
        *(f"unread: message {each.event_id}" for each in messages),
    ]


@pytest.fixture(params=GATEWAYS)
def soak(
    request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Soaked]:
    with soaked(request.param, settings, monkeypatch) as provider:
        yield provider


def test_no_cent_is_lost_or_doubled(
    soak: Soaked, ben: User, ada: Seller, cleo: Seller, lamp: Listing, bowl: Listing
) -> None:
    dice, queue = random.Random(7), f"soak-{uuid4().hex}"
    Variant.objects.update(on_hand=100_000)
    with clock.travel_to(clock.real_now() - timedelta(days=30)):
        for seller in (ada, cleo):
            soak.name_account(seller)
    with workers_under_fire(queue) as workers:
        for number in range(PURCHASES):
            if dice.random() < 0.2:
                soak.lines_go_dead(calls=1, answers=dice.randint(0, 1))
            buy_one(dice, soak, ben, [lamp, bowl])
            if number % 5 == 0:
                tick(queue)
            if number % 20 == 0:
                pay_out(soak, [ada, cleo])
            if number == PURCHASES // 2:
                lose_the_queue()
        # On a busy machine a worker takes longer to start than it is left alive.
        workers.over.set()
        _let_them_finish(queue, soak, [ada, cleo])
    connection.close()
    print(f"{PURCHASES} purchases, {workers.killed} workers killed: {soak.tally()}")
    _nothing_is_left_open(soak)
    books.assert_right()


def _let_them_finish(queue: str, soak: Soaked, sellers: list[Seller]) -> None:
    """The reconciler goes on asking, at its own pace, until there is nothing to ask."""
    soak.lines_go_dead(calls=0, answers=0)
    end, calm = time.monotonic() + 240 + PURCHASES / 4, 0
    while calm < 4 and time.monotonic() < end:
        Operation.objects.filter(state__in=["sent", "unknown"]).update(ask_at=F("asked_at"))
        Deadline.objects.pending().filter(kind="payout_again").update(due_at=clock.now())
        tick(queue)
        pay_out(soak, sellers)
        time.sleep(1)
        calm = 0 if unsettled() else calm + 1


def _nothing_is_left_open(soak: Soaked) -> None:
    assert soak.mistakes() == []
    assert unsettled() == []
    assert not Refund.objects.exclude(state__in=[*ARRIVED, *STRANDED]).exists()
    assert not Payout.objects.exclude(state="paid").exists()
    assert not Hold.objects.filter(state="inspecting").exists()
    assert soak.doubled() == []
