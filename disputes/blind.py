"""One decision in ten is made twice: by somebody else, who does not see how it was decided.

It moves no money and changes no case. How often the two agree says whether our decisions depend on
the case or on who reads it.
"""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.utils.translation import gettext as _

from disputes import conflicts, deciding
from disputes.models import BlindReading, Decision
from disputes.models.dispute_state import MAY_DECIDE
from disputes.reviewing import NotYours
from disputes.ruling import Ruling, amount_of
from escrow import audit, clock
from escrow.money import Money
from escrow.story import require, step, story
from marketplace.models import User

ONE_IN = 10
NEAR = 10  # refunds that differ by at most one part in so many of the claim agree


@step
def draw(decision: Decision) -> None:
    """One in ten is noted, to be read by somebody else."""
    if is_drawn(decision.pk):
        BlindReading.objects.get_or_create(
            decision=decision,
            defaults={"drawn_at": clock.now(), "currency": decision.currency},
        )


def is_drawn(pk: int) -> bool:
    """By a number that nobody can work out beforehand, and that is the same each time."""
    known = hashlib.sha256(f"blind:{settings.SECRET_KEY}:{pk}".encode()).digest()
    return int.from_bytes(known[:4]) % ONE_IN == 0


@story
def read(reading: BlindReading, ruling: Ruling, *, by: User) -> BlindReading:
    """How somebody else would have decided. Raises NotYours, CannotDecide."""
    row = BlindReading.objects.select_for_update(no_key=True).get(pk=reading.pk)
    decision = Decision.objects.select_related("dispute__order__seller").get(pk=row.decision_id)
    require(
        may_read(decision, by),
        NotYours,
        _("You know this case already. Leave it to somebody else."),
    )
    require(row.at is None, NotYours, _("Somebody was faster. Read another one."))
    require(bool(ruling.reasons.strip()), deciding.CannotDecide, _("Write down why, in short."))
    refund = amount_of(decision.dispute, ruling.outcome, ruling.refund)
    row.by, row.at, row.outcome, row.reasons = by, clock.now(), ruling.outcome, ruling.reasons
    row.refund_minor, row.agrees = refund.minor, agree(decision, refund)
    row.save()
    audit.record(by, "decision_read_blind", row)
    return row


def may_read(decision: Decision, person: User) -> bool:
    """One of our staff who has nothing to do with the two, and never touched the case."""
    dispute = decision.dispute
    return bool(
        person.has_perm(MAY_DECIDE)
        and not conflicts.why_not(dispute, person)
        and not conflicts.has_touched(dispute, person)
    )


def agree(decision: Decision, refund: Money) -> bool:
    """Both give the buyer about the same."""
    difference = abs(decision.refund.minor - refund.minor)
    return difference * NEAR <= decision.dispute.claimed.minor


def waiting_for(person: User, most: int = 20) -> list[BlindReading]:
    """Those that this person can read, the oldest first."""
    rows = BlindReading.objects.filter(at=None).select_related(
        "decision__dispute__order__seller", "decision__dispute__order__checkout"
    )
    return [row for row in rows[:most] if may_read(row.decision, person)]
