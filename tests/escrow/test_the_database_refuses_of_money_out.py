"""Raw SQL as the application's role, against payouts, balances, chargebacks, and every floor."""

import pytest
from django.conf import settings
from django.db import transaction

from disputes.answering import contest
from escrow import operations
from escrow.chart import CHART, Kind
from tests import books, doings
from tests.escrow.test_the_database_refuses import ENTRY, post, posting, refused, sql
from tests.marketplace.test_balance import keep
from tests.scenes import Scene

pytestmark = pytest.mark.django_db
FLOORED = [kind for kind in Kind if CHART[kind].floored]


@pytest.fixture(scope="module")
def money_everywhere(scene: Scene) -> None:
    """A row in every book: a payout, a balance, a bank's case, a decision, a recovery."""
    ben, lamp, bowl, sofia = scene.ben, scene.lamp, scene.bowl, scene.sofia
    keep(doings.buy(ben, bowl))
    doings.pay(doings.place(ben, bowl, use_balance=True))
    doings.delivered(ben, bowl)
    doings.let_pass(days=16)
    doings.name_account(bowl.seller)
    doings.let_pass(days=12)
    doings.bank_asks(doings.delivered(ben, lamp))
    dispute = doings.complain(doings.delivered(ben, lamp))
    contest(dispute, by=lamp.seller.user, text="It was whole.")
    doings.decide(dispute, by=sofia, outcome="refund", reasons="The photos show it.")
    operations.run_waiting()
    books.assert_right()


@pytest.mark.parametrize("kind", FLOORED)
def test_no_floored_account_goes_below_zero(kind: Kind) -> None:
    with transaction.atomic():
        opened = (
            "INSERT INTO escrow_account (kind, owner, currency, floored, sign, balance_minor) "
            "VALUES (%s, 'x:1', 'EUR', false, 1, 0) RETURNING id"
        )
        account, bank = (sql(opened, name.value)[0][0] for name in (kind, Kind.BANK))
        entry = sql(ENTRY.format(key=f"forged:{kind}"))[0]
        minus = CHART[kind].sign
        rows = [posting(entry, account, -minus), posting(entry, bank, minus)]
        assert "never_below_zero" in refused(post(*rows))
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "table",
    [
        "escrow_paymentevent",
        "escrow_recovery",
        "escrow_balancemove",
        "disputes_decision",
        "marketplace_trackingevent",
    ],
)
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_no_book_is_changed(money_everywhere: None, table: str, change: str) -> None:
    said = refused(change.format(table))
    assert "permission denied" in said or "append-only" in said


@pytest.mark.parametrize(
    ("table", "state"),
    [
        ("escrow_payout", "assembling"),
        ("escrow_chargeback", "warning"),
        ("escrow_refund", "approved"),
        ("disputes_dispute", "awaiting_seller"),
        ("escrow_hold", "pending"),
        ("escrow_payment", "created"),
    ],
)
def test_no_machine_goes_back(money_everywhere: None, table: str, state: str) -> None:
    assert "no way from" in refused(f"UPDATE {table} SET state = '{state}'")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("UPDATE escrow_balancelot SET left_minor = amount_minor + 1", "spent_at_most_once"),
        ("UPDATE escrow_balancelot SET left_minor = -1", "spent_at_most_once"),
        ("UPDATE escrow_reserve SET left_minor = -1", "used_at_most_once"),
        ("UPDATE escrow_payout SET amount_minor = 0", "payout_is_above_zero"),
        ("UPDATE escrow_chargeback SET amount_minor = 0", "chargeback_is_above_zero"),
        ("UPDATE escrow_operation SET payout_id = NULL", "operation_has_its_subject"),
        ("UPDATE escrow_holdfunding SET refunded_minor = amount_minor + 1", "never_refunds_more"),
    ],
)
def test_no_amount_leaves_its_bounds(money_everywhere: None, change: str, constraint: str) -> None:
    assert constraint in refused(change)


def test_a_bank_case_is_known_once(money_everywhere: None) -> None:
    copy = """INSERT INTO escrow_chargeback SELECT (jsonb_populate_record(c, jsonb_build_object(
              'id', gen_random_uuid(), 'state', 'warning'))).* FROM escrow_chargeback c"""
    assert "a_chargeback_is_known_once" in refused(copy)


def test_an_entry_is_reversed_once(money_everywhere: None) -> None:
    first = sql("SELECT id FROM escrow_journalentry ORDER BY id LIMIT 1")[0][0]
    twice = (
        "INSERT INTO escrow_journalentry (key, kind, at, reverses_id) "
        f"VALUES ('r1', 'x', now(), {first}), ('r2', 'x', now(), {first})"
    )
    assert "reverses_id" in refused(twice)


@pytest.mark.parametrize(
    "trick",
    [
        "ALTER TABLE escrow_posting DISABLE TRIGGER ALL",
        "ALTER TABLE escrow_hold DISABLE TRIGGER guarded",
        "DROP TRIGGER guarded ON escrow_hold",
        "SET session_replication_role = replica",
        "UPDATE escrow_stateedge SET target = 'released'",
        "INSERT INTO escrow_stateedge VALUES ('escrow_hold', 'pending', 'released')",
        "INSERT INTO escrow_accountkind VALUES ('slush_fund', -1, false)",
        "CREATE OR REPLACE FUNCTION escrow_check_postings() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RETURN NULL; END $$",
        "UPDATE escrow_accountkind SET floored = false",
    ],
)
def test_no_rule_can_be_switched_off(trick: str) -> None:
    said = refused(trick)
    assert "permission denied" in said or "must be owner" in said


def test_nothing_is_deleted_but_what_is_named(money_everywhere: None) -> None:
    tables = [row[0] for row in sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    kept = [table for table in tables if table not in settings.HOLDFAST_APP_MAY_DELETE]
    assert len(kept) > 40
    for table in kept:
        assert "permission denied" in refused(f'DELETE FROM "{table}"')
