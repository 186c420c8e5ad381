"""Liveness: when everybody falls silent, every case ends and every cent finds its way."""

from __future__ import annotations

from datetime import timedelta

from disputes import appealing
from disputes.deciding import Ruling
from disputes.models.dispute_state import DisputeState as S
from escrow import clock, deadlines, fund, operations
from escrow.gateways.sandbox import provider
from escrow.models import Deadline
from escrow.money import Money
from escrow.story import Refusal
from tests import books
from tests.disputes.lived.scene import Scene
from tests.disputes.lived.times import go_to, work
from tests.disputes.lived.truths import Truths

DAYS = 250
# These go on for ever, or are about the seller's money and not about the buyer's.
ENDLESS = ("payout", "reserve", "reserve_due")


def let_fall_silent(scene: Scene, truths: Truths) -> None:
    """Only banks still decide, and staff the appeals: those wait for them, however long (R7)."""
    fund.top_up(Money(1_000_000, "EUR"), reference="in the end")
    end = clock.now() + timedelta(days=DAYS)
    work()
    scene.look()
    while clock.now() < end and scene.goes_on():
        _others_decide(scene)
        # A bank has days of its own, which are no promises of ours.
        due = min(deadlines.next_due() or end, clock.now() + timedelta(days=5), end)
        go_to(max(due, clock.now()) + timedelta(minutes=1))
        operations.ask_about_unanswered()
        work()
        scene.look()
    truths.ask(scene, swept=True)
    books.assert_right()
    stuck = [
        f"case {case.state}" for case in scene.cases if case.is_open() or case.state == "draft"
    ]
    stuck += [f"hold {hold.state}" for hold in scene.holds if not hold.is_settled()]
    left = list(Deadline.objects.filter(state__in=["pending", "paused"]).exclude(kind__in=ENDLESS))
    assert not stuck, f"{stuck} for ever; promised {left}"


def _others_decide(scene: Scene) -> None:
    for bank_case in scene.bank:
        if bank_case.is_open() and bank_case.answered_at:
            provider.decide(bank_case, won=bank_case.state == "warning")
            work()
    for case in scene.cases:
        if case.state == S.APPEALED and not any(each.is_open() for each in scene.bank):
            _decide_appeal(scene, case)


def _decide_appeal(scene: Scene, case: object) -> None:
    ruling = Ruling("refund", "As the photos show.")
    for first in scene.staff:
        for second in scene.staff:
            try:
                decision = appealing.decide(case, ruling, by=first)  # type: ignore[arg-type]
                if not decision.is_approved():
                    appealing.approve(decision, by=second)
                return
            except Refusal:
                continue
    raise AssertionError("nobody can decide the appeal")
