"""What staff would have done, what the buyer gets by it, and whether one person is enough to say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from disputes import presumptions
from disputes.execution import Case
from disputes.models import Dispute
from disputes.models.decision import Outcome
from disputes.second_person import CannotDecide
from escrow import recovery
from escrow.money import Money
from escrow.story import require


@dataclass(frozen=True)
class Ruling:
    """What staff would have done, as they wrote it down. `refund` is for a split only."""

    outcome: str
    reasons: str
    refund: Money | None = None
    clauses: Sequence[str] = ()
    evidence_ids: Sequence[str] = ()
    facts: Sequence[str] = ()
    return_needed: bool = False
    postage_by: str = ""


def needs_second(case: Case, outcome: str, amount: Money, found: presumptions.Presumption) -> bool:
    """Large sums, whatever goes against the published rule, and much of the guarantee fund's."""
    policy = case.order.policy
    return (
        case.dispute.claimed > policy.amount("one_staff", amount.currency)
        or from_fund(case, amount) > policy.amount("fund_four_eyes", amount.currency)
        or is_override(outcome, found)
    )


def from_fund(case: Case, amount: Money) -> Money:
    """What the fund would pay: on an appeal what the buyer keeps, after a release what the seller
    has not got here any more."""
    zero = Money.zero(amount.currency)
    if case.dispute.granted is not None:
        return max(case.dispute.granted - amount, zero)
    if case.unsettled:
        return zero
    return max(amount - recovery.sellers_money(case.hold_of(case.lines[0])), zero)


def is_override(outcome: str, found: presumptions.Presumption) -> bool:
    """The rule says one thing, and the decision another."""
    usual = {presumptions.BUYER: Outcome.REFUND, presumptions.SELLER: Outcome.RELEASE}
    expected = usual.get(found.favours)
    return expected is not None and outcome != expected


def amount_of(dispute: Dispute, outcome: str, refund: Money | None) -> Money:
    """What the buyer gets by it; of a split more than nothing and no more than was claimed.

    Raises CannotDecide.
    """
    zero, claimed = Money.zero(dispute.currency), dispute.claimed
    if outcome == Outcome.RELEASE:
        return zero
    if outcome == Outcome.REFUND:
        return claimed
    require(
        refund is not None and zero < refund <= claimed,
        CannotDecide,
        _("A split gives the buyer more than nothing and at most %(most)s.")
        % {"most": claimed.format()},
    )
    return refund or zero
