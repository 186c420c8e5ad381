"""Days of the books are closed behind the stories: no posting escapes, none comes in afterwards."""

import hashlib
from datetime import date, datetime, timedelta

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from escrow import clock, closing, ledger, merkle
from escrow.chart import Kind
from escrow.ledger import Entry, Place
from escrow.models import BookDay, BookLeaf, BookLevel, Posting
from escrow.money import Money
from escrow.story import story
from tests.rivals import at_once
from tests.superuser import Superuser

DAY = timedelta(days=1)
books = pytest.mark.django_db(transaction=True)


@story
def book(key: str, minor: int = 100) -> None:
    """Two postings."""
    amount = Money(minor, "EUR")
    entry = Entry(key, "test").debit(Place(Kind.BANK), amount)
    ledger.post(entry.credit(Place(Kind.COMMISSION), amount))


def closed() -> list[tuple[date, int]]:
    return list(BookDay.objects.order_by("day").values_list("day", "count"))


@books
def test_every_posting_is_in_one_day_and_a_day_without_any_has_a_root_too(monday: datetime) -> None:
    book("one")
    clock.advance(2 * DAY)
    book("two")
    book("three")
    clock.advance(DAY)
    assert closing.close_days() == 3
    first = monday.date()
    assert closed() == [(first, 2), (first + DAY, 0), (first + 2 * DAY, 4)]
    assert set(BookLeaf.objects.values_list("pk", flat=True)) == set(
        Posting.objects.values_list("pk", flat=True)
    )
    empty = BookDay.objects.get(count=0)
    assert empty.root == hashlib.sha256(b"").hexdigest()
    days = list(BookDay.objects.order_by("day"))
    assert [each.previous for each in days] == ["", days[0].chained, days[1].chained]
    assert list(closing.changed_days()) == []


@books
def test_today_is_not_closed_and_twice_is_once(monday: datetime) -> None:
    book("one")
    assert closing.close_days() == 0
    clock.advance(DAY)
    assert closing.close_days() == 1
    assert closing.close_days() == 0


@books
def test_a_posting_that_comes_late_is_in_the_next_day(monday: datetime) -> None:
    """Its transaction began on Monday, and committed after Monday was closed or could have been."""
    book("early")
    database = settings.DATABASES["default"]
    with Superuser.from_environment().connect(database["NAME"]) as slow:
        slow.autocommit = False
        number = _post_slowly(slow, monday)
        clock.advance(DAY)
        book("another day")
        assert closing.close_days() == 0  # it waits for who could still write
        slow.commit()
    assert closing.close_days() == 1
    assert BookLeaf.objects.get(pk=number).day == monday.date()
    clock.advance(DAY)
    assert closing.close_days() == 1
    book_behind = _late_posting(monday)
    clock.advance(DAY)
    assert closing.close_days() == 1
    assert BookLeaf.objects.get(pk=book_behind).day == monday.date() + 2 * DAY
    assert list(closing.changed_days()) == []


@books
def test_two_who_close_at_once_close_once(monday: datetime) -> None:
    book("one")
    clock.advance(3 * DAY)
    made = at_once(closing.close_days, closing.close_days, closing.close_days)
    assert sum(made) == 3  # type: ignore[arg-type]
    assert len(closed()) == 3


@books
def test_what_is_closed_stays(monday: datetime) -> None:
    book("one")
    clock.advance(DAY)
    closing.close_days()
    day = BookDay.objects.get()
    for change in (
        lambda: BookDay.objects.update(root="00"),
        lambda: BookLeaf.objects.update(place=7),
        lambda: BookLevel.objects.update(level=9),
        lambda: BookDay.objects.all().delete(),
        lambda: BookLeaf.objects.create(posting_id=999, day=day.day, place=9),
        lambda: BookLevel.objects.create(day=day.day, level=9, hashes=b""),
        lambda: BookDay.objects.create(
            day=day.day + 2 * DAY,
            count=0,
            root=day.root,
            previous=day.chained,
            chained=merkle.chain((day.day + 2 * DAY).isoformat(), 0, day.root, day.chained),
            salt=b"",
            all_up_to=0,
            closed_at=clock.now(),
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@books
def test_a_posting_that_was_changed_behind_the_databases_back_is_found(
    monday: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    book("one")
    clock.advance(DAY)
    book("two")
    clock.advance(DAY)
    closing.close_days()
    with pytest.raises(SystemExit) as fine:
        call_command("book_days", check=True)
    assert fine.value.code == 0
    with Superuser.from_environment().connect(settings.DATABASES["default"]["NAME"]) as somebody:
        somebody.execute("SET session_replication_role = replica")
        somebody.execute("UPDATE escrow_journalentry SET key = 'forged' WHERE key = 'two'")
    with pytest.raises(SystemExit) as ended:
        call_command("book_days", check=True)
    assert ended.value.code == 1
    assert f"{monday.date() + DAY}: its postings are not those of then" in capsys.readouterr().out
    call_command("book_days")
    assert BookDay.objects.latest("day").root in capsys.readouterr().out


@books
def test_a_day_costs_the_same_whatever_was_before_it(monday: datetime) -> None:
    from tests import queries

    book("one")
    clock.advance(DAY)
    first = queries.of_deed(closing.close_days)
    for number in range(5):
        book(f"more {number}")
    clock.advance(DAY)
    assert queries.of_deed(closing.close_days) <= first + 1


@given(st.integers(1, 70), st.data())
def test_every_leaf_of_every_tree_has_a_path_and_no_other(count: int, data: st.DataObject) -> None:
    leaves = [merkle.leaf(b"nonce", str(n).encode()) for n in range(count)]
    tree = merkle.levels(leaves)
    top = merkle.root(tree)
    assert top == rfc6962(leaves)
    index = data.draw(st.integers(0, count - 1))
    path = [tree[level][place] for level, place in merkle.neighbours(index, count)]
    assert merkle.root_from(leaves[index], index, count, path) == top
    other = data.draw(st.integers(0, count - 1).filter(lambda n: n != index)) if count > 1 else -1
    assert merkle.root_from(leaves[index], other, count, path) != top
    assert merkle.root_from(merkle.leaf(b"nonce", b"other"), index, count, path) != top
    assert merkle.root_from(leaves[index], index, count, [*path, top]) is None
    assert merkle.root_from(leaves[index], index, count, path[:-1]) != top or count == 1


def rfc6962(leaves: list[bytes]) -> bytes:
    """The definition as the RFC writes it, of hashed leaves."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + rfc6962(leaves[:split]) + rfc6962(leaves[split:])).digest()


def _post_slowly(slow: psycopg.Connection, at: datetime) -> int:
    """Postings of that day in a transaction that stays open; the number of the first."""
    slow.execute("SET LOCAL session_replication_role = replica")
    entry = slow.execute(
        "INSERT INTO escrow_journalentry (key, kind, at) VALUES ('slow', 'test', %s) RETURNING id",
        [at],
    ).fetchone()
    account = slow.execute("SELECT min(id) FROM escrow_account").fetchone()
    assert entry is not None
    assert account is not None
    found = slow.execute(
        "INSERT INTO escrow_posting (entry_id, account_id, amount_minor, currency, at)"
        " VALUES (%s, %s, 5, 'EUR', %s), (%s, %s, -5, 'EUR', %s) RETURNING id",
        [entry[0], account[0], at, entry[0], account[0], at],
    ).fetchone()
    assert found is not None
    return int(found[0])


def _late_posting(at: datetime) -> int:
    """Written now with a moment of a day that is closed."""
    now = clock.now()
    clock.move_to(at)
    book("late")
    clock.move_to(now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM escrow_posting")
        return int(cursor.fetchone()[0])
