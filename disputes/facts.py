"""What a buyer answers to the questions of a reason: the same check at every door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from disputes import reasons
from disputes.claims import CannotBeDisputed, Claim
from disputes.models import Dispute
from disputes.question import Kind, Question
from escrow.story import require

FEWER = ("count_expected", "count_received")


def checked(claim: Claim, *, whole: bool = True) -> Claim:
    """With its answers as they are kept: every question of the reason, and nothing else.

    A draft may still lack some (`whole`). Raises CannotBeDisputed.
    """
    asked = reasons.asked(claim.reason)
    unknown = sorted(set(claim.facts) - {question.code for question in asked})
    require(
        not unknown,
        CannotBeDisputed,
        _("This is not asked here: %(codes)s. Leave it out.") % {"codes": ", ".join(unknown)},
    )
    told = [one for one in asked if whole or one.code in claim.facts]
    found = {question.code: _read(question, claim) for question in told}
    wrong = not_fewer(found)
    require(wrong is None, CannotBeDisputed, wrong or "")
    return replace(claim, facts=found)


def not_fewer(facts: Mapping[str, Any]) -> str | None:
    """Why two counts do not add up to something missing; None when they do."""
    expected, received = (facts.get(code) for code in FEWER)
    if isinstance(expected, int) and isinstance(received, int) and received >= expected:
        return _("If nothing is missing, choose another reason: there are as many as there should.")
    return None


def told(dispute: Dispute) -> list[tuple[str, str]]:
    """Question and answer, as this reader reads them."""
    return [
        (str(question.text), question.told(dispute.facts[question.code]))
        for question in reasons.asked(dispute.reason)
        if question.code in dispute.facts
    ]


def in_words(dispute: Dispute) -> list[str]:
    """The answers that are the buyer's own words."""
    asked = [one for one in reasons.asked(dispute.reason) if one.kind == Kind.WORDS]
    return [dispute.facts[one.code] for one in asked if dispute.facts.get(one.code)]


def _read(question: Question, claim: Claim) -> Any:
    try:
        return question.read(claim.facts.get(question.code))
    except ValidationError as wrong:
        raise CannotBeDisputed(f"“{question.text}” {' '.join(wrong.messages)}") from wrong
