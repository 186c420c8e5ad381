"""The machine: chance chooses who does what to whom, how often, and how much time goes by.

What fits is drawn most often, anything at all at times. Each deed may be tried before by somebody
it does not belong to, and again by who has just done it. A refusal is an answer like any other;
whatever else is raised is a fault, and so is an outsider who is not refused.
"""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from escrow import clock
from escrow.story import Refusal
from marketplace.models import User
from tests import chance
from tests.cast import MONDAY
from tests.disputes.lived import banks, complaints, orders, staff, talks, ways
from tests.disputes.lived.deed import TABLE, Deed
from tests.disputes.lived.mishaps import Mishaps
from tests.disputes.lived.scene import Scene
from tests.disputes.lived.silence import let_fall_silent
from tests.disputes.lived.times import pass_time
from tests.disputes.lived.truths import Truths

CHAPTERS = (orders, complaints, talks, staff, ways, banks)
# How often each was tried, done and refused, and each state reached, over all lives of a run.
done: Counter[str] = Counter()
refused: Counter[str] = Counter()
reached: Counter[str] = Counter()


class Lived(RuleBasedStateMachine):
    """One order, bought and paid, until everybody falls silent."""

    def __init__(self) -> None:
        super().__init__()
        self.around = ExitStack()
        self.around.enter_context(chance.from_seed(7))
        self.around.enter_context(clock.travel_to(MONDAY))
        self.around.enter_context(undone())
        self.mishaps = self.around.enter_context(Mishaps())
        self.scene: Scene | None = None
        self.swept, self.truths = True, Truths()

    @initialize(data=st.data())
    def bought(self, data: Any) -> None:
        self.scene = Scene(data.draw)
        self.swept = False

    @rule(data=st.data(), kind=st.integers(0, 9))
    def something_happens(self, data: Any, kind: int) -> None:
        assert self.scene is not None
        if kind and not self.scene.goes_on() and not self.scene.claimable:
            note("everything is over, and Ben buys again")
            self.scene.buy(data.draw)
            self.swept = False
        elif kind >= 8:
            said, self.swept = pass_time(data.draw)
            note(said)
            done[f"time: {said.split(' for')[0]}"] += 1
        else:
            self.somebody_acts(data, fitting=kind > 0)

    def somebody_acts(self, data: Any, *, fitting: bool) -> None:
        scene = self.scene
        assert scene is not None
        open_to = {
            name: found
            for name, each in TABLE.items()
            if (found := each.targets(scene) if fitting else list(each.of(scene)))
        }
        names = [name for name in open_to for _ in range(TABLE[name].weight)]
        if not names:
            return
        name = data.draw(st.sampled_from(names))
        deed, thing = TABLE[name], data.draw(st.sampled_from(open_to[name]))
        may = deed.who(scene, thing)
        attempt = deed.prepare(scene, thing, data.draw)
        if deed.guarded and data.draw(st.integers(0, 2)) == 0:
            self.outsiders_try(deed, attempt, may)
        who, times = data.draw(st.sampled_from(may)), data.draw(st.sampled_from([1, 1, 1, 2]))
        for turn in range(times):
            answer = self.tried(attempt, who)
            note(f"{clock.now():%d %b %H:%M} {name} by {who.name}{' again' * turn}: {answer}")
            (refused if answer else done)[name if turn == 0 else f"again: {name}"] += 1

    def outsiders_try(self, deed: Deed, attempt: Any, may: list[User]) -> None:
        """A rival in the same state, and somebody who has nothing to do with it."""
        scene = self.scene
        assert scene is not None
        for other in (scene.buyer, scene.seller, scene.stranger):
            if other not in may:
                refusal = self.tried(attempt, other)
                assert refusal, f"{deed.name}: {other.name} may not, and was not refused"
                refused[f"rival: {deed.name}"] += 1

    def tried(self, attempt: Any, by: User) -> str:
        """Empty, or the words of the refusal; nothing of what was refused stays."""
        try:
            with undone():
                attempt(by)
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except (Refusal, ObjectDoesNotExist) as no:
            return f"{type(no).__name__} {no}"
        return ""

    @invariant()
    def everything_is_true(self) -> None:
        if self.scene is None:
            return
        self.scene.look()
        for state in states(self.scene):
            reached[state] += 1
        self.truths.ask(self.scene, swept=self.swept)
        assert not self.mishaps.told, self.mishaps.told

    def teardown(self) -> None:
        try:
            if self.scene is not None:
                let_fall_silent(self.scene, self.truths)
                assert not self.mishaps.told, self.mishaps.told
        finally:
            transaction.set_rollback(True)
            self.around.close()


def states(scene: Scene) -> set[str]:
    found = {f"order {scene.order.state}"}
    found |= {f"hold {hold.state}" for hold in scene.holds}
    found |= {f"case {case.state}" for case in scene.cases}
    found |= {f"return {row.state}" for row in scene.returns}
    found |= {f"offer {offer.state}" for offer in scene.offers}
    return found | {f"refund {refund.state}" for refund in scene.refunds}


def undone() -> Any:
    """A transaction in which stories may stand, as in a test case's own."""
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]
    return around
