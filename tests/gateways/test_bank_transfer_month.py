"""A statement of 500 lines with everything that happens on an account; twice, in parts, in any order.

However the files come, the same is paid and sent back, the books are right, and the day's
reconciliation finds nothing.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from escrow import clock, deadlines, operations
from escrow.chart import Kind
from escrow.gateways.bank_transfer import movements, unapplied
from escrow.gateways.bank_transfer.importing import import_statement
from escrow.models import BankLine, BankTransfer, Refund
from escrow.money import Money
from marketplace.models import Checkout, Listing, Order, User, Variant
from tests import books, factories
from tests.gateways import bank
from tests.peers.bank_transfer import Batch, Entry, camt

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("bank_transfer")]
OTHERS = "NL91ABNA0417164300"
PURCHASES, LINES = 200, 500
SEEDS = [int(seed) for seed in os.environ.get("MONTHS", "1").split()]
Line = Entry | Batch


def exact(placed: Checkout) -> list[Line]:
    return [bank.paid(placed)]


def under(placed: Checkout) -> list[Line]:
    return [bank.paid(placed, 1000), bank.paid(placed, 1500)]


def split(placed: Checkout) -> list[Line]:
    parts = (bank.paid(placed, 2000), bank.paid(placed, 2690, iban=OTHERS))
    return [Batch(parts)]


def over(placed: Checkout) -> list[Line]:
    return [bank.paid(placed, 5000)]


def doubled(placed: Checkout) -> list[Line]:
    return [bank.paid(placed), bank.paid(placed)]


def nothing(placed: Checkout) -> list[Line]:
    return []


KINDS: list[Callable[[Checkout], list[Line]]] = [exact, exact, under, split, over, doubled, nothing]


def strangers(count: int) -> list[Line]:
    """Money of people who forgot the reference, and what the bank takes for itself."""
    found: list[Line] = []
    for number in range(count):
        text = f"for the lamp, number {number}"
        if number % 5 == 0:
            found.append(Entry(Money(-30, "EUR"), "fee", iban="", is_fee=True))
        elif number % 7 == 0:
            came = Entry(Money(700 + number, "EUR"), text)
            back = Entry(-came.amount, text, iban=came.iban, is_reversal=True)
            found += [came, back]
        else:
            found.append(Entry(Money(100 + number, "EUR"), text))
    return found


def count(lines: list[Line]) -> int:
    return sum(len(each.parts) if isinstance(each, Batch) else 1 for each in lines)


@pytest.fixture
def purchases(monday: datetime, ben: User, lamp: Listing) -> list[Checkout]:
    Variant.objects.filter(listing=lamp).update(on_hand=PURCHASES)
    return [bank.promised(ben, lamp) for _ in range(PURCHASES)]


def written(purchases: list[Checkout]) -> list[Line]:
    """In the order of the bank: what is late comes last, and a reversal after what it reverses."""
    lines = [line for at, each in enumerate(purchases) for line in KINDS[at % len(KINDS)](each)]
    missing = LINES - count(lines)
    return [*lines, *strangers(missing)[:missing]]


def brought(lines: list[Line], dice: random.Random) -> None:
    """In overlapping parts; parts in any order, and each twice."""
    edges = sorted(dice.sample(range(20, len(lines) - 20), 3))
    starts, ends = [0, *[edge - 15 for edge in edges]], [*edges, len(lines)]
    files = [camt(lines[begin:end]) for begin, end in zip(starts, ends, strict=True)]
    for content in dice.sample(files * 2, len(files) * 2):
        import_statement(content, "part.xml")


def the_time_is_over() -> None:
    clock.advance(timedelta(hours=73))
    while deadlines.sweep():
        pass
    while operations.ask_about_unanswered():
        pass


def all_sent(dice: random.Random) -> None:
    """Every refund leaves; some come back, told in any order."""
    while operations.run_waiting():
        pass
    debits = bank.sent()
    back = [bank.returned(each) for each in BankTransfer.objects.filter(pk__in=some_whole())]
    lines: list[Line] = [*debits, *back]
    dice.shuffle(lines)
    content = camt(lines)
    for _ in range(2):
        import_statement(content, "refunds.xml")


def some_whole() -> list[int]:
    """Every fifth of those that have one part only."""
    parts = Counter(BankTransfer.objects.values_list("operation_key", flat=True))
    whole = [row for row in BankTransfer.objects.order_by("pk") if parts[row.operation_key] == 1]
    return [row.pk for row in whole[::5]]


@pytest.mark.parametrize("seed", SEEDS)
def test_however_the_files_come_every_cent_is_accounted_for(
    purchases: list[Checkout], seed: int
) -> None:
    dice = random.Random(seed)
    lines = written(purchases)
    assert count(lines) == LINES
    brought(lines, dice)
    assert BankLine.objects.count() >= LINES
    assert bank.next_morning() == []
    books.assert_right()
    the_time_is_over()
    late = [bank.paid(each) for each in purchases[6::7]]
    import_statement(camt(late), "late.xml")
    sofia = factories.staff("sofia@example.com", "Sofia Marin")
    for came in list(movements.unmatched())[:40:2]:
        unapplied.send_back(came.pk, by=sofia)
    all_sent(dice)
    states = Counter(Order.objects.values_list("state", flat=True))
    unpaid = len([at for at in range(PURCHASES) if KINDS[at % 7] in (under, nothing)])
    assert states == {"paid": PURCHASES - unpaid, "expired": unpaid}
    assert bank.next_morning() == []
    books.assert_right()
    assert lies_on_the_account() == books.of(Kind.PSP_CLEARING, owner="bank_transfer")
    assert not movements.unexplained().exists()
    assert not Refund.objects.filter(state__in=["approved", "processing", "unknown"]).exists()


def lies_on_the_account() -> Money:
    """What the bank itself would say: the sum of its lines, each once."""
    return Money(sum(BankLine.objects.values_list("amount_minor", flat=True)), "EUR")
