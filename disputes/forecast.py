"""Before a seller answers: what agreeing brings, and what the published rule says if they do not.

Nothing here decides anything. The rule is asked as it will stand once the seller has answered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from disputes import case_file, postage, presumptions, reasons, returning, verdict
from disputes.execution import Case
from disputes.models import Dispute
from disputes.models.dispute_state import Remedy
from escrow.money import Money
from sellers import figures, metrics, standing
from sellers.figures import Counted
from sellers.models import PerformanceFact

TALKS = ("staff_decide", "comment")


@dataclass(frozen=True)
class Ending:
    """`buyer_gets` goes back; `seller_gets` is what is left after our fee, or lost (negative) after
    a release. `counts`: it makes one more lost claim."""

    buyer_gets: Money
    seller_gets: Money
    takes: timedelta
    counts: bool


@dataclass(frozen=True)
class Forecast:
    """`rule` is what the published rule says of a contested case; its ending lies between `lost`
    and `won`."""

    accept: Ending
    rule: presumptions.Presumption
    by_rule: Ending | None
    lost: Ending
    won: Ending
    postage_by: str
    defects: Counted
    days: int
    claim_rate: float | None


def of(case: Dispute, facts: presumptions.Facts) -> Forecast:
    """For a case that waits for its seller."""
    seller, nothing = case.order.seller, Money.zero(case.currency)
    comes_back = _must_come_back(case)
    rule = presumptions.of(case, replace(facts, seller_silent=False))
    policy = case.order.policy
    known = figures.of(seller)
    talks = sum((policy.window(code) for code in TALKS), timedelta())
    paid, kept = talks + policy.window("execute"), talks + policy.window("appeal")
    back = _time_of_parcel(case) if comes_back else timedelta()
    endings = _Endings(case, is_one_more=_is_one_more(case))
    return Forecast(
        accept=endings.accepted(back),
        rule=rule,
        by_rule=endings.by_rule(rule, paid, kept),
        lost=endings.of(case.claimed, paid + back),
        won=endings.of(nothing, kept),
        postage_by=postage.payer(case) if comes_back else "",
        defects=known.metrics["defects"],
        days=known.days,
        claim_rate=standing.claim_rate(known),
    )


@dataclass(frozen=True)
class _Endings:
    """`is_one_more`: whatever goes back makes one more lost claim."""

    case: Dispute
    is_one_more: bool

    def accepted(self, back: timedelta) -> Ending:
        """Who sends it again gives nothing back, and it is no lost claim."""
        if self.case.remedy in (Remedy.REPLACEMENT, Remedy.MISSING_PART):
            return self.of(Money.zero(self.case.currency), timedelta())
        return self.of(self.case.claimed, back)

    def by_rule(
        self, rule: presumptions.Presumption, paid: timedelta, kept: timedelta
    ) -> Ending | None:
        """None where the rule leaves it to our staff."""
        if rule.favours == presumptions.STAFF:
            return None
        refund = verdict.by_rule(self.case.claimed, rule.favours)
        ending = self.of(refund, paid if refund else kept)
        if not rule.from_fund:
            return ending
        # The fund pays the buyer, and the seller keeps what was sold.
        untouched = case_file.seller_gets(self.case, refund=Money.zero(self.case.currency))
        return replace(ending, seller_gets=untouched)

    def of(self, refund: Money, takes: timedelta) -> Ending:
        seller_gets = case_file.seller_gets(self.case, refund=refund)
        return Ending(refund, seller_gets, takes, bool(refund) and self.is_one_more)


def _is_one_more(case: Dispute) -> bool:
    """A change of mind is no lost claim, and an order counts once, however much of it went wrong."""
    if reasons.is_change_of_mind(case.reason):
        return False
    seller = case.order.seller
    lost = PerformanceFact.objects.filter(metrics.DEFECT, seller=seller, counts=True)
    return not lost.filter(reference=f"order:{case.order_id}").exists()


def _must_come_back(case: Dispute) -> bool:
    if case.remedy != Remedy.RETURN:
        return False
    return not returning.why_not_needed(Case(case, case.order, {}, list(case.lines.all())))


def _time_of_parcel(case: Dispute) -> timedelta:
    """What the buyer and the seller have for it; the carrier's own days come on top."""
    windows = ("label", "return_ship", "return_inspect")
    return sum((case.order.policy.window(code) for code in windows), timedelta())
