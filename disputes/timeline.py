"""The one timeline of a case that both parties see."""

from typing import Any

from disputes.models import Dispute, Statement
from escrow import clock
from escrow.story import step


@step
def say(dispute: Dispute, by: Any, kind: str, text: str = "", **detail: Any) -> Statement:
    """Add a line; `by` is None when the clock speaks. `detail` is told in each reader's language."""
    return Statement.objects.create(
        dispute=dispute, by=by, kind=kind, text=text, detail=detail, at=clock.now()
    )
