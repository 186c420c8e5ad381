"""One thing that can be wrong, as the page offers it and the stories check it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from disputes.models.dispute_state import Remedy
from disputes.question import Question

MONEY = (Remedy.REFUND, Remedy.PARTIAL)


@dataclass(frozen=True)
class Reason:
    """What can be wrong. `remedies`: what can be asked for, the usual one first.

    `asks`: what has to be said of it in codes, so that everybody reads it in their own language.
    `mind_changed`: nothing is wrong at all; within the shop's own days, or the law's (`by_law`).
    `came_late`: it is here, and it came after the promised day.
    """

    code: str
    title: Promise
    hint: Promise
    evidence: Promise
    usual: Promise
    after_delivery: bool = True
    needs_photo: bool = False
    by_system: bool = False
    remedies: tuple[Remedy, ...] = MONEY
    asks: tuple[Question, ...] = ()
    never_returned: bool = False
    mind_changed: bool = False
    by_law: bool = False
    came_late: bool = False

    @property
    def not_received(self) -> bool:
        """The parcels' scans weigh more than any photo."""
        return self.code.startswith("NR-") and not self.came_late
