"""Which level a seller's figures come to, and why.

Small numbers are chance: one event never stands in the way of a level, fewer than three never cost
one, fewer than five never restrict. A shop that sells little stays what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from escrow import clock
from escrow.models import Policy
from sellers.figures import Counted, Figures
from sellers.models import Seller
from sellers.models.seller import Level


@dataclass(frozen=True)
class Verdict:
    """The level, and the metrics that decided it; none where enough good sales did."""

    level: Level
    because: list[Counted]


def judge(seller: Seller, figures: Figures) -> Verdict:
    rules = figures.rules
    bad = [one for one in _with_target(figures) if _restricts(one, rules)]
    if bad:
        return Verdict(Level.RESTRICTED, bad)
    if seller.level == Level.RESTRICTED and not _has_waited(seller, rules):
        return Verdict(Level.RESTRICTED, [])
    costs = [one for one in _with_target(figures) if _costs(one, rules)]
    if seller.level == Level.TRUSTED:
        return Verdict(Level.STANDARD if costs else Level.TRUSTED, costs)
    if seller.level != Level.STANDARD and not _is_known(seller, figures, rules):
        return Verdict(Level.NEW, [])
    return Verdict(Level.TRUSTED if _earns_trust(seller, figures, rules) else Level.STANDARD, [])


@dataclass(frozen=True)
class Step:
    """Something on the way to the next level: so much is there, so much is needed."""

    what: str
    there: int
    needed: int

    @property
    def is_done(self) -> bool:
        return self.there >= self.needed


def steps(seller: Seller, figures: Figures) -> list[Step]:
    """What takes a seller from here to the next level, besides the targets."""
    next_one = {Level.NEW: "new", Level.STANDARD: "trusted"}.get(Level(seller.level))
    if next_one is None:
        return []
    rules = figures.rules
    found = [
        Step("orders", figures.completed, rules.of_sellers(f"{next_one}_orders")),
        Step("days", _age(seller).days, rules.of_sellers(f"{next_one}_days")),
    ]
    if next_one == "trusted":
        stars = round((figures.score.rating or 0) * 100)
        found.append(Step("stars", stars, rules.of_sellers("trusted_hundredths")))
    return found


def missing(figures: Figures) -> list[Counted]:
    """What stands between the seller and the level of a trusted one, of the metrics."""
    forgiven = figures.rules.of_sellers("forgiven")
    return [one for one in _with_target(figures) if not one.is_met(forgiven)]


def _with_target(figures: Figures) -> list[Counted]:
    """How soon messages are answered earns a badge and costs no level."""
    found = [one for one in figures.metrics.values() if one.target_bps is not None]
    return [one for one in found if one.metric.code != "unanswered"]


def _restricts(counted: Counted, rules: Policy) -> bool:
    is_much = counted.wrong >= rules.of_sellers("restricted_from")
    return is_much and counted.is_beyond(rules.of_sellers("restricted_times"))


def _costs(counted: Counted, rules: Policy) -> bool:
    return counted.wrong >= rules.of_sellers("costs_from") and not counted.is_met()


def _is_known(seller: Seller, figures: Figures, rules: Policy) -> bool:
    enough = figures.completed >= rules.of_sellers("new_orders")
    return enough and _age(seller) >= rules.days_of_sellers("new_days")


def _earns_trust(seller: Seller, figures: Figures, rules: Policy) -> bool:
    enough = figures.completed >= rules.of_sellers("trusted_orders")
    is_old = _age(seller) >= rules.days_of_sellers("trusted_days")
    stars = figures.score.rating or 0
    is_liked = stars * 100 >= rules.of_sellers("trusted_hundredths")
    return enough and is_old and is_liked and not missing(figures)


def _has_waited(seller: Seller, rules: Policy) -> bool:
    """Restricted long enough that the good work since counts."""
    last = seller.level_changes.order_by("-at").values_list("at", flat=True).first()
    return last is None or clock.now() >= last + rules.days_of_sellers("restricted_days")


def _age(seller: Seller) -> timedelta:
    return clock.now() - seller.created_at
