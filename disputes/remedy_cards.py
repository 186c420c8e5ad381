"""What would put it right, as cards in plain words: to ask for, or to offer."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes import reasons
from disputes.models import Dispute
from disputes.models.dispute_state import Remedy

CLAIM: dict[Remedy, tuple[Promise, Promise]] = {
    Remedy.REFUND: (
        gettext_lazy("All my money back"),
        gettext_lazy("The price, the shipping and the tax of these things."),
    ),
    Remedy.PARTIAL: (
        gettext_lazy("A part of it, and I keep it"),
        gettext_lazy("You say how much; the seller keeps the rest."),
    ),
    Remedy.RETURN: (
        gettext_lazy("I send it back and get my money"),
        gettext_lazy("All of it, when it has come back. The seller pays the postage."),
    ),
    Remedy.REPLACEMENT: (
        gettext_lazy("A new one"),
        gettext_lazy("The money stands still until it is with you. If none comes, you get it."),
    ),
    Remedy.MISSING_PART: (
        gettext_lazy("What is missing"),
        gettext_lazy("The money stands still until it is with you. If nothing comes, you get it."),
    ),
}
OFFER: dict[Remedy, tuple[Promise, Promise]] = {
    Remedy.REFUND: (
        gettext_lazy("Money back, at once"),
        gettext_lazy("Nothing is sent back."),
    ),
    Remedy.PARTIAL: (
        gettext_lazy("A part of the money, and the buyer keeps it"),
        gettext_lazy("The seller keeps the rest."),
    ),
    Remedy.RETURN: (
        gettext_lazy("Money back when it has come back"),
        gettext_lazy("The seller says where to send it, and looks at it first."),
    ),
    Remedy.REPLACEMENT: (
        gettext_lazy("A new one"),
        gettext_lazy("If it does not come in time, the amount below goes back."),
    ),
    Remedy.MISSING_PART: (
        gettext_lazy("What is missing"),
        gettext_lazy("If it does not come in time, the amount below goes back."),
    ),
}


@dataclass(frozen=True)
class RemedyCard:
    """One radio card."""

    value: str
    title: Promise
    text: Promise
    checked: bool


def of_claim(chosen: str) -> list[RemedyCard]:
    """All there are; the page shows those that fit what is wrong."""
    return [RemedyCard(one, *CLAIM[one], checked=one == chosen) for one in Remedy]


def of_offer(case: Dispute, chosen: str) -> list[RemedyCard]:
    """Those that fit the case, the usual one first."""
    fit = reasons.offerable(case.reason)
    return [RemedyCard(one, *OFFER[one], checked=one == chosen) for one in fit]


def choose_from(reason: str) -> str:
    """What can be asked for when that is wrong, as a sentence."""
    titles = [f"“{CLAIM[one][0]}”" for one in reasons.BY_CODE[reason].remedies]
    return _("When that is wrong, choose one of these: %(ways)s.") % {"ways": ", ".join(titles)}
