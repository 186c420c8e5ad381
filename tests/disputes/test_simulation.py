"""A small marketplace lives by its seed: no rule breaks, the same seed gives the same run, and a
fault that somebody builds in is found, named, and told with the history of its order."""

from typing import Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from disputes.simulation import shrinking
from disputes.simulation.life import Faults
from disputes.simulation.run import Simulation, fingerprint, order_days
from escrow import refunds, release, sweeping
from escrow.models import Deadline, Hold
from marketplace.models import Order
from tests import books

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.timeout(600),
]


def live(seed: int = 7, purchases: int = 25, days: int = 12, **faults: float) -> Simulation:
    simulation = Simulation(seed, days, purchases, faults=Faults(**faults))
    simulation.run()
    return simulation


def test_no_rule_breaks_while_everything_goes_wrong() -> None:
    simulation = live(purchases=40)
    assert simulation.broken is None, simulation.history.of(simulation.broken_by() or -1)
    counts = simulation.history.counts
    assert all(counts[what] for what in ("crash", "refused", "arrived"))
    assert order_days() > 700
    assert not Hold.objects.unsettled().exclude(state="pending").exists()
    books.assert_right()


def test_the_same_seed_gives_the_same_run() -> None:
    first = live(seed=3, purchases=6)
    ended = (fingerprint(), dict(first.history.counts))
    call_command("flush", verbosity=0, interactive=False)
    second = live(seed=3, purchases=6)
    assert (fingerprint(), dict(second.history.counts)) == ended


def test_a_release_that_books_nothing_is_refused_and_found_late() -> None:
    with mock.patch.object(release, "book"):
        simulation = live(crashes=0.0)
    assert simulation.broken is not None
    assert "escrow account" in str(simulation.broken) or "late" in simulation.broken.rule


def test_a_refund_that_is_sent_twice_is_found() -> None:
    real = refunds.request

    def twice(*args: Any, **kwargs: Any) -> Any:
        sent = real(*args, **kwargs)
        return sent + refunds.request_whole(sent[0].payment, sent[0].amount, "seller")

    with mock.patch.object(refunds, "request", twice):
        simulation = live(crashes=0.0)
    assert simulation.broken is not None
    assert "refund" in simulation.broken.rule or "transit" in simulation.broken.rule


def test_a_forgotten_promise_is_found_with_the_history_of_its_order() -> None:
    stories = {kind: story for kind, story in sweeping._stories.items() if kind != "release"}
    with mock.patch.dict(sweeping._stories, stories, clear=True):
        simulation = live(crashes=0.0)
    assert simulation.broken is not None
    purchase = simulation.broken_by()
    if purchase is not None:
        assert any("arrived" in line for line in simulation.history.of(purchase))


def test_a_run_that_breaks_is_tried_with_ever_less() -> None:
    tried = list(shrinking.smaller(["--seed", "7"], 12))
    assert tried[0] == ["--seed", "7", "--only", "12"]
    assert tried[-1][-2:] == ["--no-crashes", "--no-rain"]


def test_a_shop_with_promises_is_not_simulated_in() -> None:
    live(purchases=2, crashes=0.0)
    Deadline.objects.create(
        subject_type="order",
        subject_id="1",
        kind="x",
        due_at=Order.objects.earliest("placed_at").placed_at,
    )
    with pytest.raises(CommandError, match="of its own"):
        call_command("simulate", orders=1)
