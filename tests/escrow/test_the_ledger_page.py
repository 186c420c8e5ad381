"""The examples in docs/ledger.md are what the books say when the same things happen."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from disputes import answering
from escrow import operations
from escrow.models import JournalEntry
from escrow.money import Money
from marketplace import receipt
from marketplace.models import Listing, User
from sellers.models import Seller
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

CHAPTER = "A purchase, in entries"
ROW = re.compile(r"^\| [^|]+ \| `([a-z-]+):[^`]*` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
Entry = tuple[str, frozenset[str], frozenset[str]]


def written() -> list[list[Entry]]:
    """The tables of the chapter, row by row: the kind, what is debited, what is credited."""
    whole = (Path(settings.BASE_DIR) / "docs/ledger.md").read_text()
    chapter = whole.split(f"## {CHAPTER}")[1].split("\n## ")[0]
    tables = [ROW.findall(part) for part in chapter.split("\n\n")]
    return [
        [(kind, _sides(debit), _sides(credit)) for kind, debit, credit in rows]
        for rows in tables
        if rows
    ]


def _sides(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(","))


def booked() -> set[Entry]:
    """The journal as the page would write it, with names of accounts and no owners."""
    found = set()
    for entry in JournalEntry.objects.prefetch_related("postings__account"):
        sides: dict[bool, set[str]] = {True: set(), False: set()}
        for one in entry.postings.all():
            figure = f"{abs(one.amount.decimal):.2f}"
            sides[one.amount_minor > 0].add(f"{one.account.kind} {figure}")
        found.add((entry.key.split(":")[0], frozenset(sides[True]), frozenset(sides[False])))
    return found


def test_there_are_three_examples() -> None:
    assert [len(rows) for rows in written()] == [3, 2, 2]


def test_a_purchase(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    receipt.confirm_receipt(order.number, by=ben)
    assert set(written()[0]) <= booked()
    books.assert_right()


def test_ten_back(ben: User, lamp: Listing, sofia: User) -> None:
    case = doings.complain(doings.delivered(ben, lamp))
    answering.contest(case, by=lamp.seller.user, text="It left whole.")
    doings.decide(case, by=sofia, outcome="split", refund=Money(1000, "EUR"))
    operations.run_waiting()
    assert set(written()[1]) <= booked()
    books.assert_right()


def test_a_seller_who_owes(ben: User, lamp: Listing, ada: Seller) -> None:
    order = doings.delivered(ben, lamp)
    doings.owe(ada, 10_000)
    receipt.confirm_receipt(order.number, by=ben)
    assert set(written()[2]) <= booked()
    books.assert_right()
