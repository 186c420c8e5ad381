"""Recorded orders run through the real stories, and two runs agree."""

from collections.abc import Callable
from pathlib import Path

import pytest

from escrow.models import Hold
from marketplace.replay import rows
from marketplace.replay.report import Report, report
from marketplace.replay.run import Run
from tests import books

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HEAD = (
    "order_id,customer_id,order_status,order_approved_at,order_estimated_delivery_date,"
    "order_delivered_customer_date"
)
ROWS = [
    "a1,c1,delivered,02-10-2017 11:07,18-10-2017 00:00,10-10-2017 21:25",
    "a2,c2,delivered,03-10-2017 11:07,10-10-2017 00:00,20-10-2017 21:25",
    "a3,c3,shipped,04-10-2017 11:07,20-10-2017 00:00,",
    "a4,c4,canceled,05-10-2017 11:07,20-10-2017 00:00,",
    "a5,c5,unavailable,06-10-2017 11:07,20-10-2017 00:00,",
    "a6,c6,created,,20-10-2017 00:00,",
    "a7,c7,delivered,12-10-2017 11:07,20-10-2017 00:00,11-10-2017 21:25",
    "a8,c1,delivered,02-10-2017 11:07,03-10-2017 00:00,02-10-2017 11:30",
]


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text("\n".join([HEAD, *ROWS]) + "\n")
    return path


@pytest.fixture
def play(recorded: Path) -> Callable[[], Report]:
    def run() -> Report:
        everything = rows.read(recorded)
        made = Run([row for row in everything if not row.is_impossible()])
        made.play(lambda line: None)
        return report(made, [row for row in everything if row.is_impossible()])

    return run


def test_every_row_finds_the_end_that_the_rules_give_it(play: Callable[[], Report]) -> None:
    found = play()
    assert found.counts == {
        "orders run": 7,
        "released to the seller": 3,
        "refunded by itself, never sent": 1,
        "refunded by itself, sent and never arrived": 1,
        "refunded, cancelled by the seller": 1,
        "expired unpaid": 1,
        "still open at the end": 0,
        "claims: buyer could say “not arrived” before it came": 1,
        "claims: the system would open one, tracking stalled": 1,
    }
    assert found.impossible == ["a7"]
    assert not found.refused
    assert found.sums["paid"] == found.sums["released"] + found.sums["refunded"]
    assert not Hold.objects.unsettled().exists()
    books.assert_right()


def test_two_runs_agree_to_the_minute(play: Callable[[], Report]) -> None:
    first, second = play(), play()
    assert first.fingerprint == second.fingerprint
    assert list(first.lines()) == list(second.lines())
    books.assert_right()


def test_what_the_file_lacks_is_fixed(recorded: Path) -> None:
    row = rows.read(recorded)[0]
    assert row.minor == 1_000
    assert rows.read(recorded)[2].minor == 1_014
    assert row.approved_at.isoformat() == "2017-10-02T11:07:00-03:00"
    assert row.promised_by.isoformat() == "2017-10-18T23:59:59-02:00"
    assert row.dispatched_at().isoformat() == "2017-10-03T11:07:00-03:00"
    assert [scan.day for scan in row.scans()] == [6, 9]


def test_a_same_day_parcel_is_sent_halfway(recorded: Path) -> None:
    row = rows.read(recorded)[7]
    assert row.approved_at < row.dispatched_at() < row.delivered_at
