"""What a policy's published rules say of a case: which rule applies, and whom it is for.

The rules are the policy's data; when each of them applies, `disputes/presumptions.py` says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from escrow.models import Policy
from escrow.money import Money

BUYER, SELLER, STAFF, HALF_EACH = "buyer", "seller", "staff", "half_each"


@dataclass(frozen=True)
class Presumption:
    """The rule that applies, whom it is for, and whether the fund pays it."""

    code: str
    favours: str
    from_fund: bool = False


def of_delivery(policy: Policy, grade: str, amount: Money) -> Presumption:
    """What is presumed when the buyer says that nothing came, and the delivery is proven so well."""
    rules = policy.body["presumptions"]
    limits = {name: policy.amount(name, amount.currency) for name in limits_of(rules)}
    return apply(f"delivered_grade_{grade.lower()}", rules, amount, limits)


def apply(
    code: str, rules: list[dict[str, Any]], amount: Money, limits: Mapping[str, Money]
) -> Presumption:
    """The rule of this name; a policy without it leaves the case undecidable."""
    by_code = {rule["when"]: rule for rule in rules}
    rule = by_code.get(code) or by_code["undecidable"]
    favours = str(rule["for"])
    if "under" in rule and amount >= limits[rule["under"]]:
        favours = str(rule["else"])
    if "up_to" in rule and amount > limits[rule["up_to"]]:
        favours = STAFF
    return Presumption(str(rule["when"]), favours, rule.get("from") == "fund")


def limits_of(rules: list[dict[str, Any]]) -> set[str]:
    """The names of the policy's amounts that the rules look at."""
    return {str(rule[key]) for rule in rules for key in ("under", "up_to") if key in rule}
