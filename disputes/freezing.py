"""Steps: what is disputed stands still, line by line, and nothing else does (R5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from escrow import deadlines, holding
from escrow.models import Hold
from escrow.models.hold import OPEN
from escrow.story import step
from marketplace import completion, waiting
from marketplace.models import Order


@step
def freeze(holds: Iterable[Hold], cause: str, reference: str) -> None:
    """What of the money is still here waits for the cause to end, and no release is promised."""
    here = [hold for hold in holds if hold.state in OPEN]
    holding.freeze(here, cause, reference)
    deadlines.cancel(here, *completion.ON_HOLDS)


@step
def thaw(order: Order, holds: Sequence[Hold], cause: str, reference: str) -> None:
    """The cause is over: what nothing else keeps frozen waits on with the time it had left."""
    waiting.wait_on(order, holding.end_freeze(holds, cause, reference))
