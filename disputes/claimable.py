"""What a buyer can complain about now, and why not about the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from disputes import caps, claims, known_reasons, reasons
from disputes.models import Dispute
from disputes.reason import Reason
from escrow import clock
from escrow.money import Money, total
from marketplace.models import Order, OrderLine


@dataclass(frozen=True)
class Offered:
    """A reason on the page: `why_not` is None when it can be chosen."""

    reason: Reason
    why_not: Any


@dataclass(frozen=True)
class Claimable:
    """What of an order can be claimed, at most for how much."""

    lines: list[OrderLine]
    reasons: list[Offered]
    most: Money

    @property
    def usual(self) -> list[Reason]:
        """The reasons that can be chosen."""
        return [offered.reason for offered in self.reasons if offered.why_not is None]

    @property
    def refused(self) -> dict[str, list[str]]:
        """Why not, and which reasons that stands against."""
        found: dict[str, list[str]] = {}
        for offered in self.reasons:
            if offered.why_not is not None:
                found.setdefault(str(offered.why_not), []).append(str(offered.reason.title))
        return found


def claimable(order: Order, own: Dispute | None = None) -> Claimable:
    """Of an order loaded `with_holds()`. `own` is an open case that may become about something else."""
    lines = claims.claimable_lines(order, own)
    about = lines or list(order.lines.all())
    now = own.opened_at if own else clock.now()
    offered = [Offered(reason, _why_not(reason, about, now)) for reason in known_reasons.REASONS]
    most = (caps.cap(line, line.hold, line.quantity) for line in lines)
    return Claimable(lines, offered, total(most, order.currency))


def _why_not(reason: Reason, lines: list[OrderLine], now: datetime) -> Any:
    """None as soon as it can be said of one line."""
    answers = [reasons.why_not(reason, line, now) for line in lines]
    return None if None in answers else answers[0]
