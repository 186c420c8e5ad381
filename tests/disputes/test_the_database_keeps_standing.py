"""What must never be true of a buyer's standing, tried in raw SQL as the application's role."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from disputes import restricting, standing_appeals
from disputes.models import Mark, Restriction, StandingAppeal
from escrow import clock
from marketplace.models import Listing, User
from tests import doings
from tests.disputes import standings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SET = (
    "INSERT INTO disputes_restriction (id, buyer_id, state, code, words, mark_ids, by_id, at, until,"
    " needs_second, why_ended) VALUES (gen_random_uuid(), %s, %s, 'several', %s, '[]', %s, %s, %s,"
    " %s, '')"
)


def refused(sql: str, *values: object) -> str:
    """The name of what refuses it."""
    with (
        pytest.raises(Error) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)
    return str(refusal.value)


@pytest.fixture
def watched(ben: User, lamp: Listing, sofia: User) -> User:
    standings.on_watch(ben, lamp, by=sofia)
    return ben


@pytest.fixture
def restriction(watched: User, sofia: User) -> Restriction:
    return restricting.restrict(watched, by=sofia, code="several", words="Videos.", days=60)


def test_marks_and_their_ends_are_only_ever_added_to(watched: User, otto: User) -> None:
    asked = standing_appeals.appeal(Mark.objects.latest("at"), by=watched, words="No.")
    standing_appeals.answer(asked, by=otto, granted=True, words="So it is.")
    for table, change in (
        ("disputes_mark", "counts_until = counts_until - interval '1 day'"),
        ("disputes_mark", "code = 'bad_return'"),
        ("disputes_markend", "why = 'bank'"),
    ):
        for sql in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            assert refused(sql)
    assert Mark.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("at + interval '366 days'", "a_mark_runs_out"),
        ("at - interval '1 day'", "a_mark_runs_out"),
        ("NULL", "null value"),
    ],
)
def test_a_mark_without_an_end_cannot_be_written(watched: User, change: str, rule: str) -> None:
    said = refused(
        "INSERT INTO disputes_mark (id, buyer_id, code, order_id, dispute_id, decision_id, at,"
        " counts_until) SELECT gen_random_uuid(), buyer_id, 'bad_return', order_id, dispute_id,"
        f" decision_id, at, {change} FROM disputes_mark"
    )
    assert rule in said


def test_a_mark_rests_on_a_decision_or_on_a_bank(watched: User) -> None:
    said = refused(
        "INSERT INTO disputes_mark (id, buyer_id, code, order_id, at, counts_until)"
        " SELECT gen_random_uuid(), buyer_id, code, order_id, at, counts_until FROM disputes_mark"
    )
    assert "a_mark_says_where_it_is_from" in said


@pytest.mark.parametrize(
    ("days", "needs_second", "state", "words", "rule"),
    [
        (None, True, "proposed", "Why", "null value"),
        (181, True, "proposed", "Why", "a_restriction_runs_out"),
        (0, False, "proposed", "Why", "a_restriction_runs_out"),
        (31, False, "proposed", "Why", "long_restrictions_need_two"),
        (10, False, "proposed", "", "a_restriction_says_why"),
        (10, False, "in_force", "Why", "disputes_restriction"),
    ],
)
def test_no_restriction_is_written_that_breaks_the_rule(
    ben: User, sofia: User, days: int, needs_second: bool, state: str, words: str, rule: str
) -> None:
    now = clock.now()
    until = None if days is None else now + timedelta(days=days)
    said = refused(SET, ben.pk, state, words, sofia.pk, now, until, needs_second)
    assert rule in said


def test_nobody_restricts_themselves(ben: User, sofia: User) -> None:
    now = clock.now()
    until = now + timedelta(days=9)
    said = refused(SET, sofia.pk, "proposed", "Why", sofia.pk, now, until, False)
    assert "themselves" in said


def test_a_long_one_is_not_in_force_without_somebody_else(
    restriction: Restriction, sofia: User, otto: User
) -> None:
    in_force = "UPDATE disputes_restriction SET state = 'in_force'"
    assert "nobody_restricts_long_alone" in refused(in_force)
    said = refused(f"{in_force}, second_by_id = %s", sofia.pk)
    assert "the_second_is_somebody_else" in said
    said = refused(f"{in_force}, second_by_id = buyer_id")
    assert "themselves" in said
    restricting.approve(restriction, by=otto)
    assert "stays as it was set" in refused(
        "UPDATE disputes_restriction SET second_by_id = NULL, needs_second = false"
    )


@pytest.mark.parametrize(
    "change",
    [
        "until = until + interval '1 day'",
        "words = 'Because.'",
        "needs_second = false",
        "mark_ids = '[]'",
        "by_id = by_id + 1",
    ],
)
def test_what_was_set_stays_as_it_was_set(restriction: Restriction, change: str) -> None:
    said = refused(f"UPDATE disputes_restriction SET {change}")
    assert "stays as it was set" in said


def test_it_is_not_deleted_nor_set_twice_nor_begun_again(
    restriction: Restriction, sofia: User, otto: User
) -> None:
    assert "permission denied" in refused("DELETE FROM disputes_restriction")
    now = clock.now()
    until = now + timedelta(days=9)
    said = refused(SET, restriction.buyer_id, "proposed", "Why", sofia.pk, now, until, False)
    assert "one_open_restriction" in said
    restricting.lift(restriction, by=otto)
    said = refused("UPDATE disputes_restriction SET state = 'in_force', ended_at = NULL")
    assert "dropped" in said


def test_who_set_or_decided_it_cannot_be_written_as_who_answered(
    restriction: Restriction, watched: User, sofia: User, otto: User
) -> None:
    restricting.approve(restriction, by=otto)
    standing_appeals.appeal(Restriction.objects.get(), by=watched, words="No.")
    standing_appeals.appeal(Mark.objects.latest("at"), by=watched, words="No.")
    answered = (
        "UPDATE disputes_standingappeal SET state = 'granted', answer = 'Yes', ended_at = now(),"
        " answered_by_id = %s"
    )
    for person in (sofia, watched):
        for about in ("mark_id", "restriction_id"):
            said = refused(f"{answered} WHERE {about} IS NOT NULL", person.pk)
            assert "somebody else answers" in said
    assert "somebody else answers" in refused(
        f"{answered} WHERE restriction_id IS NOT NULL", otto.pk
    )
    assert "an_answer_is_somebodys_and_says_why" in refused(answered, None)


def test_an_appeal_is_its_buyers_and_stays_as_it_was_made(
    watched: User, mallory: User, otto: User
) -> None:
    now = clock.now()
    said = refused(
        "INSERT INTO disputes_standingappeal (id, mark_id, by_id, words, at, answer_by, state,"
        " answer) SELECT gen_random_uuid(), id, %s, 'x', %s, %s, 'open', '' FROM disputes_mark"
        " LIMIT 1",
        mallory.pk,
        now,
        now,
    )
    assert "only whose standing it is" in said
    asked = standing_appeals.appeal(Mark.objects.latest("at"), by=watched, words="No.")
    for change in ("words = 'Yes'", "by_id = by_id + 1", "at = now()"):
        assert "stays as it was made" in refused(f"UPDATE disputes_standingappeal SET {change}")
    standing_appeals.answer(asked, by=otto, granted=False, words="It is the same.")
    said = refused("UPDATE disputes_standingappeal SET state = 'granted', answer = 'Yes'")
    assert "denied" in said or "stays as it was made" in said
    assert StandingAppeal.objects.get().state == "denied"
    doings.let_pass(days=6)
    assert StandingAppeal.objects.get().state == "denied"
