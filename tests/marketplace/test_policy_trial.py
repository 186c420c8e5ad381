"""Past orders under another policy: the same moments as the stories', and who gains and loses."""

import copy
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from escrow import policy
from escrow.default_policy import BODY
from escrow.models import Policy
from marketplace.policy_trial import comparing, recorded
from marketplace.policy_trial.past import Past
from marketplace.policy_trial.under import Under
from marketplace.replay import rows
from marketplace.replay.report import report
from marketplace.replay.run import Run
from sellers.models.seller import Level

pytestmark = pytest.mark.django_db
HEAD = ",".join(rows.COLUMNS)
ROWS = [
    "a1,c1,delivered,02-10-2017 11:07,18-10-2017 00:00,10-10-2017 21:25",
    "a2,c2,delivered,03-10-2017 11:07,10-10-2017 00:00,20-10-2017 21:25",
    "a3,c3,shipped,04-10-2017 11:07,20-10-2017 00:00,",
    "a4,c4,canceled,05-10-2017 11:07,20-10-2017 00:00,",
    "a5,c5,unavailable,06-10-2017 11:07,20-10-2017 00:00,",
    "a6,c6,created,,20-10-2017 00:00,",
    "a7,c7,delivered,12-10-2017 11:07,20-10-2017 00:00,11-10-2017 21:25",
    "a8,c1,delivered,02-10-2017 11:07,03-10-2017 00:00,02-10-2017 11:30",
    "a9,c9,delivered,02-10-2017 11:07,05-10-2017 00:00,30-12-2017 11:30",
]
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def another(**windows: float) -> Policy:
    """A policy with these windows, in hours."""
    body = copy.deepcopy(BODY)
    for code, hours in windows.items():
        body["windows"][code]["value"] = hours
    return Policy(number=2, body=body, sha256=policy.fingerprint(body))


def bought(**what: object) -> Past:
    """Paid on Monday, sent on Tuesday, delivered on Thursday."""
    usual: dict[str, object] = {
        "key": "1",
        "shop": "Ada's Lamps",
        "currency": "EUR",
        "goods_minor": 10_000,
        "paid_at": MONDAY,
        "ship_by": MONDAY + timedelta(days=3),
        "promised_by": MONDAY + timedelta(days=7),
        "sent_at": MONDAY + timedelta(days=1),
        "delivered_at": MONDAY + timedelta(days=3),
    }
    return Past(**(usual | what))


def compared(pasts: list[Past], new: Policy) -> dict:
    return comparing.compare(pasts, policy.in_force(), new, lambda played: None)


@pytest.mark.slow
@pytest.mark.parametrize(
    "windows",
    [
        {},
        {"hold_standard": 21 * 24, "ship_grace": 96, "stall_domestic": 240, "nr_closes": 720},
    ],
    ids=["in force", "another"],
)
def test_it_ends_every_order_as_the_stories_do(windows: dict[str, float]) -> None:
    """The same rows through the real stories; their sweep runs at every full hour."""
    if windows:
        policy.publish(another(**windows).body, number=2)
    everything = rows.read_lines([HEAD, *ROWS])
    run = Run([row for row in everything if not row.is_impossible()])
    run.play(lambda line: None)
    by_stories = {run.played_key(number): said for number, said in report(run, []).outcomes.items()}
    under = Under(policy.in_force())
    for past in recorded.pasts(everything):
        state, captured, _released, refunded, settled = by_stories[past.key].split()
        outcome = under.play(past)
        assert (state == "released") == (outcome.ending == "released"), past.key
        assert int(captured) == outcome.to_buyer + outcome.to_seller + outcome.commission
        assert int(refunded) == outcome.to_buyer
        late = datetime.fromisoformat(f"{settled}:00+00:00") - outcome.settled_at
        assert timedelta(minutes=-1) < late <= timedelta(hours=1), (past.key, outcome, settled)


def test_a_longer_hold_pays_sellers_later_and_protects_buyers_longer(db: None) -> None:
    found = compared([bought(), bought(key="2")], another(hold_standard=14 * 24))
    buyers, sellers, us, fund = found["parties"]
    assert (buyers["gains"], buyers["loses"], buyers["minor"]) == (2, 0, {"EUR": 0})
    assert (sellers["gains"], sellers["loses"]) == (0, 2)
    assert (us["gains"], fund["gains"]) == (0, 0)
    assert found["hold"]["old"]["mean"] == pytest.approx(10.01)
    assert found["hold"]["new"]["p95"] == pytest.approx(17.01)
    [cash] = found["cash"]
    assert (cash["delay"], cash["old"]["most"]) == (7.0, 20_000)
    assert cash["new"]["mean"] > cash["old"]["mean"] * 0.9
    assert found["shops"] == [
        {"shop": "Ada's Lamps", "orders": 2, "currency": "EUR", "minor": 0, "delay": 7.0}
    ]


def test_a_higher_commission_moves_money_from_sellers_to_us(db: None) -> None:
    new = another()
    new.body["fees"]["commission_bps"] = 1000
    found = compared([bought()], new)
    money = {each["who"]: each["minor"] for each in found["parties"]}
    assert money == {
        "buyers": {"EUR": 0},
        "sellers": {"EUR": -200},
        "us": {"EUR": 200},
        "fund": {"EUR": 0},
    }


def test_the_level_decides_the_hold_and_is_told_apart(db: None) -> None:
    levels = [Level.TRUSTED, Level.STANDARD, Level.NEW]
    found = compared([bought(level=level) for level in levels], another(hold_careful=20 * 24))
    groups = {each["name"]: each for each in found["groups"] if each["by"] == "level"}
    assert [groups[level]["old"]["p50"] for level in levels] == [6.01, 10.01, 17.01]
    assert [groups[level]["delay"] for level in levels] == [0, 0, 6]


def test_a_shorter_grace_gives_buyers_back_what_is_sent_late(db: None) -> None:
    late = bought(sent_at=MONDAY + timedelta(days=4, hours=12), delivered_at=MONDAY + timedelta(6))
    found = compared([late], another(ship_grace=24))
    assert found["endings"] == {"released": [1, 0], "unsent": [0, 1]}
    assert found["parties"][0]["minor"] == {"EUR": 10_000}


def test_a_complaint_can_come_too_late_or_after_the_money(db: None) -> None:
    case = bought(
        complained_at=MONDAY + timedelta(days=20),
        settled_at=MONDAY + timedelta(days=25),
        refunded_minor=4_000,
    )
    too_late = compared([case], another(claim_base=14 * 24))
    assert (too_late["too_late"], too_late["parties"][0]["minor"]) == ([0, 1], {"EUR": -4_000})
    in_time = compared([case], another(hold_standard=21 * 24))
    assert in_time["gone"] == [1, 0]
    assert in_time["parties"][3]["minor"] == {"EUR": 4_000}


def test_who_says_that_all_is_good_waits_for_no_window(db: None) -> None:
    happy = bought(confirmed_at=MONDAY + timedelta(days=4))
    found = compared([happy], another(hold_standard=21 * 24))
    assert found["hold"]["old"] == found["hold"]["new"] == {"mean": 4.0, "p50": 4.0, "p95": 4.0}


def test_plus_pays_into_the_fund(db: None) -> None:
    new = another()
    new.body["fees"]["plus_bps"] = 500
    found = compared([bought(plus=True)], new)
    assert found["parties"][3]["minor"] == {"EUR": 200}


@pytest.mark.skipif("RECORDED_ORDERS" not in os.environ, reason="names a file of real orders")
def test_real_orders_are_compared_in_time(db: None) -> None:
    began = time.monotonic()
    found = compared(
        list(recorded.pasts(rows.read(Path(os.environ["RECORDED_ORDERS"])))),
        another(hold_standard=10 * 24),
    )
    assert time.monotonic() - began < 60
    assert found["orders"] > 4_000
    assert found["endings"]["released"][0] > 4_000
