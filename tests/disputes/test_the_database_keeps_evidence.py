"""Raw SQL as the application's role: what was brought stays what it was."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from disputes import evidence
from disputes.models import Evidence
from marketplace.models import Listing, User
from tests import corpus, doings

pytestmark = pytest.mark.django_db

SEALED = "evidence_stays_sealed"
SHAPE = "evidence_has_the_files_of_its_state"


@pytest.fixture
def ready(monday: datetime, ben: User, lamp: Listing) -> Evidence:
    case = doings.complain(doings.delivered(ben, lamp))
    doings.check_files()
    return case.evidence.get()


def refused(change: str, row: Evidence) -> str:
    with (
        pytest.raises(DatabaseError) as no,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE disputes_evidence SET {change} WHERE id = %s", [row.pk])
    return str(no.value)


@pytest.mark.parametrize(
    "change",
    [
        "sha256 = repeat('0', 64)",
        "original = 'evidence/other'",
        "pages = ARRAY['evidence/other']",
        "thumb = 'evidence/other'",
        "captured_at = now()",
        "phash = 1",
        "name = 'other.jpg'",
        "size = 1",
        "created_at = now()",
        "by_id = (SELECT max(id) FROM marketplace_user)",
    ],
)
def test_what_is_sealed_is_not_changed(ready: Evidence, change: str) -> None:
    assert SEALED in refused(change, ready)


@pytest.mark.parametrize("state", ["checking", "refused"])
def test_what_is_ready_stays_ready(ready: Evidence, state: str) -> None:
    assert state in refused(f"state = '{state}'", ready)


def test_nothing_is_deleted(ready: Evidence) -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM disputes_evidence")


def test_it_is_hidden_by_somebody_and_stays_hidden(ready: Evidence) -> None:
    assert "evidence_is_hidden_by_somebody" in refused("hidden_at = now()", ready)
    evidence.withdraw(ready, by=ready.by)
    assert SEALED in refused("hidden_at = NULL, hidden_by_id = NULL", ready)


def test_each_state_has_its_files_and_no_other(ready: Evidence) -> None:
    case = ready.dispute
    [waits] = evidence.bring(
        case, by=ready.by, photos=[doings.upload(corpus.saved(corpus.scene(), "JPEG"))]
    )
    for change in (
        "state = 'ready'",
        "state = 'ready', pages = ARRAY['a']",
        "state = 'refused'",
        "state = 'refused', refusal = 'broken', pages = ARRAY['a']",
        "thumb = 'a'",
    ):
        assert SHAPE in refused(change, waits)
