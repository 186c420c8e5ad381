"""R3, R4, R5 and whose money it is, asked after every step; R7 is asked in waits.py."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import datetime
from operator import or_

from django.db.models import Q, Sum

from disputes.models.dispute_state import DisputeState as S
from disputes.simulation.rules import Rules
from escrow import checking, fund
from escrow.chart import Kind
from escrow.models import Deadline, Posting
from escrow.models.hold import HoldState
from tests.disputes.lived import waits
from tests.disputes.lived.scene import Scene


class Truths:
    """Asked of one scene from its first moment on, and so knows what can never be taken back."""

    def __init__(self) -> None:
        self.rules = Rules()
        self.last_days: dict[object, datetime] = {}

    def ask(self, scene: Scene, *, swept: bool) -> None:
        """Raises AssertionError with what is false."""
        differences = [f"{each.rule}: {each.row}" for each in checking.among_themselves()]
        assert not differences, "\n".join(differences)
        self.rules.ask(swept=swept)
        found = [*waits.broken(scene), *_of_lines(scene), *_of_money(scene)]
        found += self._of_last_days(scene)
        assert not found, "\n".join(found)

    def _of_last_days(self, scene: Scene) -> Iterator[str]:
        """Staff's last days run from the opening or what opened it anew, and never come earlier."""
        found = Deadline.objects.filter(kind="presumption", state="pending")
        for row in found:
            if row.due_at < self.last_days.get(row.subject_id, row.due_at):
                yield f"the published rule decides sooner than promised: {row.due_at}"
            self.last_days[row.subject_id] = row.due_at
            case = next((case for case in scene.cases if str(case.pk) == row.subject_id), None)
            if case is None:
                continue
            since = case.reopened_at or case.opened_at
            if row.due_at < since + scene.order.policy.window("presumption"):
                yield f"the published rule decides too soon, on {row.due_at}"


def _of_lines(scene: Scene) -> Iterator[str]:
    """R5: frozen is what is disputed, and nothing else."""
    for case in scene.cases:
        live = case.is_open() or case.state == S.DRAFT
        if not live and any(line.open for line in case.lines.all()):
            yield f"a case {case.state} has lines in dispute"
    disputed = {
        line.line_id
        for case in scene.cases
        if case.is_open()
        for line in case.lines.all()
        if line.open
    }
    for line in scene.lines:
        if line.pk in disputed and line.hold.is_running():
            yield f"what is disputed goes on: {line.title} {line.hold.state}"
        frozen = line.hold.state == HoldState.FROZEN
        causes = set(line.hold.freezes.filter(ended_at=None).values_list("cause", flat=True))
        if frozen and causes == {"dispute"} and line.pk not in disputed:
            yield f"what is not disputed stands still: {line.title}"


def _of_money(scene: Scene) -> Iterator[str]:
    """Nobody gets more than was paid, and the fund is never below zero."""
    paid = sum(hold.captured_minor for hold in scene.holds)
    given = sum(
        hold.refunded_minor + hold.charged_back_minor + hold.recovered_minor for hold in scene.holds
    )
    if given > paid:
        yield f"the buyer has {given} of {paid}"
    released = sum(hold.released_minor - hold.recovered_minor for hold in scene.holds)
    kept = _made_good(scene)
    if released + kept > paid:
        yield f"the seller has {released} and {kept} from the fund, of {paid}"
    if fund.balance(scene.order.currency).minor < 0:
        yield "the guarantee fund is below zero"


def _made_good(scene: Scene) -> int:
    """What the seller got besides: from us, where a decision or a bank had taken it from them."""
    found = Posting.objects.filter(
        functools.reduce(or_, (Q(entry__key__endswith=str(hold.pk)) for hold in scene.holds)),
        entry__kind__in=["fund_made_good", "seller_made_good"],
        account__kind=Kind.SELLER_PAYABLE,
    ).exclude(entry__key__startswith="made-good:postage:")
    return -(found.aggregate(sum=Sum("amount_minor"))["sum"] or 0)
