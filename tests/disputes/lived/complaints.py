"""What the buyer says is wrong, and taking it back."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from disputes import drafting, opening, reasons, withdrawing
from disputes.claims import Claim
from disputes.models.dispute_state import SLEEPING, UNDECIDED, DisputeState, RefundTo
from disputes.reason import Reason
from escrow import clock
from escrow.money import Money
from marketplace.models import OrderLine
from marketplace.uploads import Upload
from tests import answers, doings
from tests.disputes.lived.deed import Attempt, buyer, deed, in_state, order
from tests.disputes.lived.scene import Draw, Scene

S = DisputeState


def drawn_claim(scene: Scene, draw: Draw) -> Claim:
    """Mostly something that can be true now, of any lines and units; at times anything at all."""
    lines: list[OrderLine] = scene.claimable or scene.lines
    first = draw(st.sampled_from(lines))
    fitting = reasons.possible(first, clock.now()) or reasons.REASONS
    reason = draw(st.sampled_from([*fitting, *fitting, reasons.REASONS[0]]))
    others = [line for line in scene.lines if line != first and _fits(reason, line, draw)]
    chosen = [first, *[line for line in others if draw(st.booleans())]]
    quantities = {line.pk: draw(st.integers(1, line.quantity)) for line in chosen}
    remedy = draw(st.sampled_from(reason.remedies))
    minor = draw(st.one_of(st.none(), st.none(), st.integers(1, 2_000)))
    return Claim(
        reason.code,
        draw(st.sampled_from([*["It is not right."] * 4, ""])),
        quantities,
        None if minor is None else Money(minor, scene.order.currency),
        remedy,
        draw(st.sampled_from([RefundTo.ORIGINAL, RefundTo.ORIGINAL, RefundTo.BALANCE])),
        answers.to(reason.code),
    )


def _fits(reason: Reason, line: OrderLine, draw: Draw) -> bool:
    can = reasons.why_not(reason, line, clock.now()) is None
    return can or draw(st.integers(0, 7)) == 0


@cache
def photo() -> Upload:
    return doings.photo((64, 48))


def can_claim(scene: Scene, thing: Any) -> bool:
    return bool(scene.claimable)


@deed("complain", of=order, fits=can_claim, who=buyer, weight=12)
def complain(scene: Scene, thing: Any, draw: Draw) -> Attempt:
    claim, photos = drawn_claim(scene, draw), [photo()] if draw(st.booleans()) else []
    number = scene.order.number
    return lambda by: opening.open_dispute(number, claim, by=by, photos=photos)


@deed("begin a draft", of=order, fits=can_claim, who=buyer)
def keep_draft(scene: Scene, thing: Any, draw: Draw) -> Attempt:
    claim, number = drawn_claim(scene, draw), scene.order.number
    return lambda by: drafting.save(number, claim, by=by)


@deed("send the draft", fits=in_state(S.DRAFT), who=buyer, weight=6)
def send_draft(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: drafting.send(case, by=by)


@deed("throw the draft away", fits=in_state(S.DRAFT), who=buyer)
def discard(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: drafting.discard(case, by=by)


@deed("withdraw", fits=in_state(UNDECIDED), who=buyer, weight=2)
def withdraw(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: withdrawing.withdraw(case, by=by)


@deed("reopen", fits=in_state(SLEEPING), who=buyer, weight=8)
def reopen(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: withdrawing.reopen(case, by=by)
