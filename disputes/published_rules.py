"""How we decide: the presumptions of a policy as sentences, made from its own data.

Change the policy and the page says so; an order keeps the page of the policy it was sold under.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from disputes import clauses, presumptions
from disputes.case_words import amount
from disputes.models import Dispute
from disputes.presumptions import Presumption
from disputes.rule_words import FAVOURS, MEANS, OTHER, QUESTIONS, TURNS, WHEN
from escrow.models import Policy
from escrow.money import Money
from marketplace import promise_page

BUYER, FUND, STAFF = presumptions.BUYER, "fund", presumptions.STAFF


@dataclass(frozen=True)
class Part:
    """What a rule says for sums in a range; `range` is empty where it says the same of all."""

    range: str
    favours: str
    paid_by: str

    @property
    def badge(self) -> Promise | str:
        return FAVOURS.get(self.favours, self.favours)

    @property
    def means(self) -> Promise | str:
        return MEANS.get(FUND if self.paid_by == FUND else self.favours, self.favours)


@dataclass(frozen=True)
class Rule:
    """A presumption: when it applies, and what follows, by the sum where that matters."""

    code: str
    question: str
    when: str
    limit: Money | None
    parts: list[Part]


def of(policy: Policy, currency: str) -> list[Rule]:
    """Every rule that the policy publishes, in its own order."""
    return [_rule(policy, one, currency) for one in policy.body["presumptions"]]


def by_question(policy: Policy, currency: str) -> list[tuple[Promise, list[Rule]]]:
    """The rules under the question that somebody comes with."""
    rules = of(policy, currency)
    found = ((QUESTIONS[name], [r for r in rules if r.question == name]) for name in QUESTIONS)
    return [(question, answers) for question, answers in found if answers]


def applying(dispute: Dispute, found: Presumption) -> tuple[Rule, Part]:
    """The rule that was found to apply to a case, and its part for the sum of the claim."""
    rules = of(dispute.order.policy, dispute.currency)
    rule = next(rule for rule in rules if rule.code == found.code)
    fits = [part for part in rule.parts if part.favours == found.favours]
    return rule, (fits or rule.parts)[0]


def currency_of(policy: Policy, wanted: str) -> str:
    """The amounts' currency that was asked for, where the policy has it."""
    known = policy.body["amounts"]
    own = settings.HOLDFAST_CURRENCY
    return wanted if wanted in known else own if own in known else next(iter(known))


def limits(policy: Policy, currency: str) -> dict[str, str]:
    """The sums from which a person reads it, or two, as the reader writes them."""
    names = ("auto_resolve", "one_staff", "fund_four_eyes", "return_waived")
    return {name: amount(policy.amount(name, currency)) for name in names}


def turns(policy: Policy) -> list[tuple[Promise, str]]:
    """How long everybody has for each turn of a case."""
    known = [code for code in TURNS if code in policy.body["windows"]]
    return [(TURNS[code], promise_page.said(policy.window(code))) for code in known]


def hours(window: timedelta) -> float:
    return window.total_seconds() / 3600


def _rule(policy: Policy, rule: dict[str, Any], currency: str) -> Rule:
    code = str(rule["when"])
    question, when, window = WHEN.get(code, (OTHER, clauses.WORDS.get(code, code), ""))
    if window:
        when = str(when) % {"time": promise_page.said(policy.window(window))}
    named = rule.get("under") or rule.get("up_to")
    limit = policy.amount(str(named), currency) if named else None
    return Rule(code, question, str(when), limit, list(_parts(rule, limit)))


def _parts(rule: dict[str, Any], limit: Money | None) -> Iterator[Part]:
    favours = str(rule["for"])
    paid_by = FUND if rule.get("from") == FUND else "seller" if favours == BUYER else ""
    if limit is None:
        yield Part("", favours, paid_by)
        return
    below, above = (
        (_("Under %(amount)s"), _("From %(amount)s on"))
        if "under" in rule
        else (_("Up to %(amount)s"), _("Above %(amount)s"))
    )
    said = {"amount": amount(limit)}
    yield Part(below % said, favours, paid_by)
    yield Part(above % said, str(rule.get("else", STAFF)), "")
