"""A draft is tried on past orders: asked for, run by a worker, kept with the draft's hash."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from escrow import clock, policy, policy_drafts
from escrow.models import PolicyTrial
from marketplace import receipt, schedule
from marketplace.models import Listing, Order, User
from marketplace.policy_trial import own_orders, running
from marketplace.policy_trial.running import CannotBeTried
from marketplace.policy_trial.under import Under
from marketplace.replay.rows import BadOrders
from tests import doings, queries
from tests.escrow.test_draft_a_policy import drafted, lawyer
from tests.marketplace.test_policy_trial import HEAD, ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
FILE = "\n".join([HEAD, *ROWS]).encode()


@pytest.fixture
def lena(db: None) -> User:
    return lawyer("Lena")


@pytest.fixture
def sold(monday: datetime, ben: User, lamp: Listing) -> list[Order]:
    """One was confirmed at once, one ended by silence, one by a case."""
    happy = doings.delivered(ben, lamp)
    receipt.confirm_receipt(happy.number, by=ben)
    silent, wrong = doings.delivered(ben, lamp), doings.delivered(ben, lamp)
    doings.answer_yes(doings.complain(wrong))
    doings.let_pass(days=30)
    return [happy, silent, wrong]


def test_a_file_is_played_and_kept_with_the_drafts_hash(lena: User) -> None:
    draft = drafted(lena)
    trial = running.ask_with_file(draft.pk, FILE, "orders.csv", by=lena)
    assert (trial.orders, trial.state) == (7, "waiting")
    assert running.run_waiting() == 1
    trial.refresh_from_db()
    assert (trial.state, trial.played, trial.sha256) == ("done", 7, draft.sha256)
    assert bytes(trial.recorded) == b""
    assert trial.result["hold"]["new"]["mean"] > trial.result["hold"]["old"]["mean"]
    assert policy_drafts.trial_of(draft) == trial
    proposed = policy_drafts.propose(draft.pk, reason="Late.", version=draft.version, by=lena)
    assert proposed.trial == trial


def test_own_orders_end_under_their_policy_as_they_did(sold: list[Order], lena: User) -> None:
    """Played again under the rules they were sold under, each ends when and as it ended."""
    pasts = list(own_orders.pasts(own_orders.chosen(*MARCH)))
    assert {past.key for past in pasts} == {order.number for order in sold}
    under = Under(policy.in_force())
    for past in pasts:
        hold = Order.objects.get(number=past.key).lines.get().hold
        outcome = under.play(past)
        assert outcome.to_buyer == hold.refunded_minor
        assert abs(outcome.settled_at - hold.settled_at) <= timedelta(hours=1), past
    assert sorted(under.play(past).ending for past in pasts) == ["case", "released", "released"]


def test_own_orders_of_a_period_are_played(sold: list[Order], lena: User) -> None:
    draft = drafted(lena)
    trial = running.ask_with_own(draft.pk, *MARCH, by=lena)
    running.run_waiting()
    trial.refresh_from_db()
    sellers = trial.result["parties"][1]
    assert (trial.state, trial.result["orders"]) == ("done", 3)
    assert (sellers["gains"], sellers["loses"]) == (0, 1)


def test_the_questions_do_not_grow_with_the_orders(ben: User, lamp: Listing, lena: User) -> None:
    def read() -> list[object]:
        return list(own_orders.pasts(own_orders.chosen(*MARCH)))

    receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)
    few = queries.of_deed(read)
    for _ in range(2):
        receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)
    assert queries.of_deed(read) == few
    assert len(read()) == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\n1,2\n", "lacks these columns: order_id"),
        (b"\xff\xfe", "no CSV in UTF-8"),
        ("\n".join([HEAD, "a,b,delivered,yesterday,,"]).encode(), "Line 2 of the file"),
        (HEAD.encode(), "No order of the file was paid for"),
        (b"x" * (running.MOST_BYTES + 1), "larger than 10 MB"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(lena: User, content: bytes, said: str) -> None:
    with pytest.raises((CannotBeTried, BadOrders), match=said):
        running.ask_with_file(drafted(lena).pk, content, "x.csv", by=lena)
    assert not PolicyTrial.objects.exists()


def test_who_may_not_is_refused_and_one_runs_at_a_time(lena: User, mallory: User) -> None:
    draft = drafted(lena)
    with pytest.raises(CannotBeTried, match="may not"):
        running.ask_with_file(draft.pk, FILE, "x.csv", by=mallory)
    running.ask_with_file(draft.pk, FILE, "x.csv", by=lena)
    with pytest.raises(CannotBeTried, match="already"):
        running.ask_with_file(draft.pk, FILE, "x.csv", by=lena)


def test_a_draft_changed_meanwhile_needs_a_new_trial(lena: User) -> None:
    draft = drafted(lena)
    trial = running.ask_with_file(draft.pk, FILE, "x.csv", by=lena)
    policy_drafts.change(
        draft.pk, {"windows.claim_base": 480}, version=draft.version, title="x", by=lena
    )
    running.run_waiting()
    trial.refresh_from_db()
    assert (trial.state, trial.problem) == ("failed", "The draft was changed meanwhile.")


def test_what_a_dead_worker_left_is_run_by_another(lena: User) -> None:
    trial = running.ask_with_file(drafted(lena).pk, FILE, "x.csv", by=lena)
    assert running._taken() == trial
    assert running.run_waiting() == 0
    PolicyTrial.objects.update(seen_at=clock.real_now() - timedelta(minutes=6))
    assert running.run_waiting() == 1
    trial.refresh_from_db()
    assert trial.state == "done"


def test_the_command_says_the_same_and_keeps_it_when_somebody_is_named(
    lena: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = drafted(lena)
    path = tmp_path / "orders.csv"
    path.write_bytes(FILE)
    call_command("simulate_policy", str(draft.pk), str(path))
    looked = capsys.readouterr().out
    assert "7 orders" in looked
    assert not PolicyTrial.objects.exists()
    call_command("simulate_policy", str(draft.pk), str(path), by=lena.email)
    assert capsys.readouterr().out == looked
    assert PolicyTrial.objects.get().state == "done"
    with pytest.raises(CommandError, match="no draft"):
        call_command("simulate_policy", "999", str(path))
    with pytest.raises(CommandError, match="Name a file"):
        call_command("simulate_policy", str(draft.pk))


def test_it_is_really_scheduled() -> None:
    tasks = {each["task"] for each in schedule.beat(demo=False).values()}
    assert "marketplace.tasks.try_policies" in tasks
