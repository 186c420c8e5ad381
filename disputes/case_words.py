"""A case in sentences: what it is about, and how it was decided."""

from __future__ import annotations

from django.utils.translation import gettext as _

from disputes import reasons
from disputes.models import Decision, Dispute
from disputes.models.decision import Outcome
from escrow.money import Money


def title_of(dispute: Dispute) -> str:
    """What the buyer says is wrong, in the words of the card they chose."""
    return reason(dispute.reason)


def reason(code: str) -> str:
    known = reasons.BY_CODE.get(code)
    return str(known.title) if known else code


def outcome(decision: Decision, dispute: Dispute) -> str:
    """Who gets what by a decision."""
    words = {
        Outcome.RELEASE: lambda: _("%(shop)s keeps the money."),
        Outcome.REFUND: lambda: _("%(buyer)s gets %(refund)s back."),
        Outcome.SPLIT: lambda: _("%(buyer)s gets %(refund)s back, and %(shop)s the rest."),
    }[Outcome(decision.outcome)]()
    return words % {
        "shop": dispute.order.seller.name,
        "buyer": dispute.order.buyer.get_short_name(),
        "refund": amount(decision.refund),
    }


def amount(value: Money) -> str:
    return value.format()
