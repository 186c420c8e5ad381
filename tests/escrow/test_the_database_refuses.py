"""Raw SQL as the application's role: what is false is refused, whoever asks."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from escrow.models import Hold
from marketplace.models import Order
from tests import books, doings
from tests.scenes import Scene

pytestmark = pytest.mark.django_db

ENTRY = """INSERT INTO escrow_journalentry (key, kind, at) VALUES ('{key}', 'forged', now())
           RETURNING id, at"""


def sql(statement: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def refused(statement: str, *values: object, at_commit: bool = False) -> str:
    """Run it alone in a transaction; returns what the database said."""
    with pytest.raises(DatabaseError) as no, transaction.atomic():
        sql(statement, *values)
        if at_commit:
            sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET CONSTRAINTS ALL DEFERRED")
    return str(no.value)


def place_of(kind: str) -> int:
    return sql("SELECT id FROM escrow_account WHERE kind = %s LIMIT 1", kind)[0][0]


def posting(entry: tuple, account: int, minor: int, currency: str = "EUR") -> str:
    return f"({entry[0]}, {account}, {minor}, '{currency}', '{entry[1].isoformat()}')"


def post(*rows: str) -> str:
    return (
        "INSERT INTO escrow_posting (entry_id, account_id, amount_minor, currency, at) VALUES "
        + ", ".join(rows)
    )


@pytest.fixture(scope="module")
def sold(scene: Scene) -> Order:
    found = doings.delivered(scene.ben, scene.lamp)
    books.assert_right()
    return found


@pytest.fixture
def hold(db: None, sold: Order) -> Hold:
    """A hold under inspection, with 46.90 in it."""
    return Hold.objects.get(line__order=sold.pk)


@pytest.fixture
def entry(hold: Hold) -> Iterator[tuple]:
    """An entry that has no postings yet; it is taken back, or its transaction could not end."""
    with transaction.atomic():
        yield sql(ENTRY.format(key="forged"))[0]
        transaction.set_rollback(True)


def test_the_application_owns_nothing_and_is_no_superuser() -> None:
    owned = sql(
        "SELECT count(*) FROM pg_class WHERE relowner = "
        "(SELECT oid FROM pg_roles WHERE rolname = current_user)"
    )
    assert owned == [(0,)]
    assert sql("SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == [(False,)]


def test_an_unbalanced_entry(entry: tuple) -> None:
    clearing, fees = place_of("psp_clearing"), place_of("unapplied")
    said = refused(post(posting(entry, clearing, 100), posting(entry, fees, -99)))
    assert "do not sum to zero" in said


def test_a_balance_across_two_currencies(entry: tuple) -> None:
    clearing = place_of("psp_clearing")
    said = refused(post(posting(entry, clearing, 100), posting(entry, clearing, -100, "USD")))
    assert "do not sum to zero" in said


def test_a_posting_in_another_currency_than_its_accounts(entry: tuple) -> None:
    clearing, fees = place_of("psp_clearing"), place_of("unapplied")
    rows = [posting(entry, clearing, 100, "USD"), posting(entry, fees, -100, "USD")]
    assert "account's currency" in refused(post(*rows))


def test_an_entry_without_two_sides(hold: Hold) -> None:
    assert "fewer than two" in refused(ENTRY.format(key="empty"), at_commit=True)


def test_a_key_used_before(hold: Hold) -> None:
    assert "unique" in refused(ENTRY.format(key=f"fund:{hold.pk}"))


def test_adding_to_a_written_entry(hold: Hold) -> None:
    written = sql("SELECT id, at FROM escrow_journalentry ORDER BY id LIMIT 1")[0]
    clearing, fees = place_of("psp_clearing"), place_of("unapplied")
    said = refused(post(posting(written, clearing, 5), posting(written, fees, -5)))
    assert "nothing is added" in said


def test_adding_after_the_constraints_were_asked_early(entry: tuple) -> None:
    clearing, fees = place_of("psp_clearing"), place_of("unapplied")
    pair = post(posting(entry, clearing, 5), posting(entry, fees, -5))
    sql(pair)
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert "nothing is added" in refused(pair)


@pytest.mark.parametrize(
    "table",
    [
        "escrow_journalentry",
        "escrow_posting",
        "escrow_auditentry",
        "escrow_policy",
        "marketplace_trackingevent",
    ],
)
@pytest.mark.parametrize("change", ["UPDATE {} SET at = now()", "DELETE FROM {}", "TRUNCATE {}"])
def test_changing_what_was_written(hold: Hold, table: str, change: str) -> None:
    column = "published_at" if table == "escrow_policy" else "at"
    said = refused(change.format(table).replace("at =", f"{column} ="))
    assert "permission denied" in said or "append-only" in said


def test_writing_into_a_partition_behind_the_rules(entry: tuple) -> None:
    forged = post(posting(entry, place_of("unapplied"), 7))
    said = refused(forged.replace("escrow_posting ", "escrow_posting_other ", 1))
    assert "permission denied" in said


def test_opening_an_account_with_money_in_it(hold: Hold) -> None:
    with transaction.atomic():
        sql(
            "INSERT INTO escrow_account (kind, owner, currency, floored, sign, balance_minor) "
            "VALUES ('seller_payable', 'seller:999', 'EUR', false, 1, 100000)"
        )
    made = sql("SELECT floored, sign, balance_minor FROM escrow_account WHERE owner='seller:999'")
    assert made == [(True, -1, 0)]


def test_moving_a_balance_without_a_posting(hold: Hold) -> None:
    said = refused("UPDATE escrow_account SET balance_minor = balance_minor + 1")
    assert "permission denied" in said


def test_a_floored_account_below_zero(entry: tuple) -> None:
    rows = [
        posting(entry, place_of("escrow"), 999_999),
        posting(entry, place_of("psp_clearing"), -999_999),
    ]
    assert "never_below_zero" in refused(post(*rows))


def test_an_over_released_hold(hold: Hold) -> None:
    said = refused("UPDATE escrow_hold SET released_minor = 4691 WHERE id = %s", hold.pk)
    assert "hold_never_gives_more_than_captured" in said


def test_a_released_hold_with_something_left(hold: Hold) -> None:
    said = refused(
        "UPDATE escrow_hold SET state = 'released', released_minor = 1 WHERE id = %s", hold.pk
    )
    assert "settled_hold_has_given_everything" in said


def test_a_hold_that_disagrees_with_its_account(hold: Hold) -> None:
    said = refused(
        "UPDATE escrow_hold SET state = 'released', released_minor = captured_minor WHERE id = %s",
        hold.pk,
        at_commit=True,
    )
    assert "its escrow account" in said


def test_an_account_that_disagrees_with_its_hold(entry: tuple, hold: Hold) -> None:
    escrow = sql("SELECT id FROM escrow_account WHERE owner = %s", f"hold:{hold.pk}")[0][0]
    rows = [posting(entry, escrow, 100), posting(entry, place_of("psp_clearing"), -100)]
    assert "its escrow account" in refused(post(*rows), at_commit=True)


def test_an_illegal_state_change(hold: Hold) -> None:
    said = refused("UPDATE escrow_hold SET state = 'pending' WHERE id = %s", hold.pk)
    assert 'no way from "inspecting" to "pending"' in said


def test_being_born_in_the_middle_of_a_machine(hold: Hold) -> None:
    copy = """INSERT INTO escrow_hold SELECT (jsonb_populate_record(h, jsonb_build_object(
              'id', gen_random_uuid()))).* FROM escrow_hold h WHERE id = %s"""
    assert 'no way from "" to "inspecting"' in refused(copy, hold.pk)


@pytest.mark.parametrize(
    ("table", "state"),
    [
        ("marketplace_order", "pending_payment"),
        ("marketplace_shipment", "dispatched"),
        ("escrow_payment", "created"),
        ("escrow_operation", "created"),
    ],
)
def test_going_back_in_any_machine(hold: Hold, table: str, state: str) -> None:
    assert "no way from" in refused(f"UPDATE {table} SET state = '{state}'")


def test_changing_a_settled_hold(hold: Hold) -> None:
    doings.let_pass(days=8)
    said = refused(
        "UPDATE escrow_hold SET released_minor = released_minor - 1, refunded_minor = 1 "
        "WHERE id = %s",
        hold.pk,
    )
    assert "never changes again" in said
    books.assert_right()


def test_paying_back_more_than_was_captured_after_release(hold: Hold) -> None:
    doings.let_pass(days=8)
    said = refused("UPDATE escrow_hold SET recovered_minor = 4691 WHERE id = %s", hold.pk)
    assert "nothing_is_paid_back_twice" in said


def test_leaving_frozen_while_a_freeze_is_open(hold: Hold) -> None:
    doings.complain(hold.line.order)
    said = refused(
        "UPDATE escrow_hold SET state = 'released', released_minor = captured_minor WHERE id = %s",
        hold.pk,
    )
    assert "under an open freeze" in said


def test_freezing_a_hold_that_is_not_frozen(hold: Hold) -> None:
    said = refused(
        "INSERT INTO escrow_freeze (hold_id, cause, reference, started_at) "
        "VALUES (%s, 'safety', 'x', now())",
        hold.pk,
        at_commit=True,
    )
    assert "means a frozen hold" in said


def test_opening_a_freeze_again(hold: Hold) -> None:
    dispute = doings.complain(hold.line.order)
    sql("UPDATE escrow_freeze SET ended_at = now() WHERE reference = %s", dispute.reference)
    said = refused("UPDATE escrow_freeze SET ended_at = NULL")
    assert "only ever ends" in said


def test_deleting_a_hold_a_freeze_or_a_payment(hold: Hold) -> None:
    for table in ("escrow_hold", "escrow_freeze", "escrow_payment", "escrow_operation"):
        assert "permission denied" in refused(f"DELETE FROM {table}")


def test_two_release_entries_for_one_hold(hold: Hold) -> None:
    doings.let_pass(days=8)
    assert "unique" in refused(ENTRY.format(key=f"release:{hold.pk}"))


def test_two_open_disputes_on_one_line(hold: Hold) -> None:
    doings.complain(hold.line.order)
    again = """INSERT INTO disputes_disputeline
        (dispute_id, line_id, quantity, amount_minor, cap_minor, currency, open, version)
        SELECT dispute_id, line_id, quantity, amount_minor, cap_minor, currency, true, version
        FROM disputes_disputeline"""
    assert "one_open_dispute_per_line" in refused(again)


@pytest.mark.parametrize("table", ["marketplace_order", "marketplace_orderline"])
@pytest.mark.parametrize("shorter", ["claim_until - interval '1 second'", "NULL"])
def test_taking_time_to_complain_away(hold: Hold, table: str, shorter: str) -> None:
    assert "never shortened" in refused(f"UPDATE {table} SET claim_until = {shorter}")
    sql(f"UPDATE {table} SET claim_until = claim_until + interval '1 second'")
