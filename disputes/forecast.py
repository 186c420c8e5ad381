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
from marketplace.models import Order
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


def of(case: Dispute) -> Forecast:
    """For a case that waits for its seller."""
    seller, nothing = case.order.seller, Money.zero(case.currency)
    comes_back = _must_come_back(case)
    rule = _rule_once_answered(case)
    policy = case.order.policy
    known = figures.of(seller)
    talks = sum((policy.window(code) for code in TALKS), timedelta())
    paid, kept = talks + policy.window("execute"), talks + policy.window("appeal")
    back = _time_of_parcel(case) if comes_back else timedelta()
    return Forecast(
        accept=_accepted(case, back),
        rule=rule,
        by_rule=_by_rule(case, rule, paid, kept),
        lost=_ending(case, case.claimed, paid + back),
        won=_ending(case, nothing, kept),
        postage_by=postage.payer(case) if comes_back else "",
        defects=known.metrics["defects"],
        days=known.days,
        claim_rate=standing.told(seller, known).claim_rate,
    )


def _accepted(case: Dispute, back: timedelta) -> Ending:
    """Who sends it again gives nothing back, and it is no lost claim."""
    if case.remedy in (Remedy.REPLACEMENT, Remedy.MISSING_PART):
        return _ending(case, Money.zero(case.currency), timedelta())
    return _ending(case, case.claimed, back)


def _by_rule(
    case: Dispute, rule: presumptions.Presumption, paid: timedelta, kept: timedelta
) -> Ending | None:
    """None where the rule leaves it to our staff."""
    if rule.favours == presumptions.STAFF:
        return None
    refund = verdict.by_rule(case.claimed, rule.favours)
    ending = _ending(case, refund, paid if refund else kept)
    if not rule.from_fund:
        return ending
    # The fund pays the buyer, and the seller keeps what was sold.
    untouched = case_file.seller_gets(case, refund=Money.zero(case.currency))
    return replace(ending, seller_gets=untouched)


def _ending(case: Dispute, refund: Money, takes: timedelta) -> Ending:
    counts = bool(refund) and not reasons.is_change_of_mind(case.reason)
    seller_gets = case_file.seller_gets(case, refund=refund)
    return Ending(refund, seller_gets, takes, counts and not _counted_already(case.order))


def _counted_already(order: Order) -> bool:
    """An order counts once, however much of it went wrong."""
    facts = PerformanceFact.objects.filter(metrics.DEFECT, seller=order.seller, counts=True)
    return facts.filter(reference=f"order:{order.pk}").exists()


def _rule_once_answered(case: Dispute) -> presumptions.Presumption:
    facts = replace(presumptions.facts_of(case), seller_silent=False)
    return presumptions.presume(facts, case.order.policy.body["presumptions"])


def _must_come_back(case: Dispute) -> bool:
    if case.remedy != Remedy.RETURN:
        return False
    return not returning.why_not_needed(Case(case, case.order, {}, list(case.lines.all())))


def _time_of_parcel(case: Dispute) -> timedelta:
    """What the buyer and the seller have for it; the carrier's own days come on top."""
    windows = ("label", "return_ship", "return_inspect")
    return sum((case.order.policy.window(code) for code in windows), timedelta())
