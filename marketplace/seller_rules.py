"""How sellers are rated, as its public page tells it: every number out of the policy in force."""

from __future__ import annotations

from typing import Any

from escrow import policy
from escrow.default_policy import SELLERS
from escrow.models import Policy
from marketplace import metric_words
from marketplace.open_limits import LIMITS
from sellers import metrics
from sellers.models.seller import Level

TIERS = {
    Level.NEW: "hold_careful",
    Level.STANDARD: "hold_standard",
    Level.TRUSTED: "hold_trusted",
    Level.RESTRICTED: "hold_careful",
}


def context(currency: str) -> dict[str, Any]:
    rules = policy.in_force()
    return {
        "policy": rules,
        "rules": {name: rules.of_sellers(name) for name in SELLERS},
        "stars": {
            "usual": f"{rules.of_sellers('prior_hundredths') / 100:g}",
            "trusted": f"{rules.of_sellers('trusted_hundredths') / 100:g}",
        },
        "metrics": [_metric(metric, rules) for metric in metrics.every()],
        "levels": [level_facts(level, currency, rules) for level in Level],
        "currency": currency,
        "currencies": list(rules.body["amounts"]),
    }


def level_facts(level: Level, currency: str, rules: Policy) -> dict[str, Any]:
    """What a level does: days of holding, reserve, and the most that may be open."""
    keeps = level in (Level.NEW, Level.RESTRICTED)
    limit = LIMITS.get(level)
    return {
        "level": level,
        "words": metric_words.LEVELS[level],
        "hold_days": rules.window(TIERS[level]).days,
        "reserve_percent": f"{rules.bps('reserve_bps_new') / 100:g}" if keeps else "",
        "reserve_days": rules.window("reserve_new").days,
        "open": rules.amount(limit, currency) if limit else None,
    }


def _metric(metric: metrics.Metric, rules: Policy) -> dict[str, Any]:
    named = metric.target
    return {
        "code": metric.code,
        "name": metric_words.NAMES[metric.code],
        "formula": metric_words.FORMULAS[metric.code],
        "target": metric_words.target(metric.code, rules, named) if named else "",
        "says_good": metric_words.says_good(metric.code),
    }
