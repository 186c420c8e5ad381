"""The published presumptions of a policy, in words, so that a decision can cite them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow.models import Policy

WORDS: dict[str, Promise] = {
    "no_dispatch_scan": _("Never handed to a carrier: for the buyer"),
    "dispatched_not_delivered_date_passed": _(
        "Sent, not delivered, the day is over: for the buyer"
    ),
    "delivered_grade_a": _("Delivered with code or signature: for the seller"),
    "delivered_grade_b": _("Delivered with photo or place: for the seller, large sums by staff"),
    "delivered_grade_c": _("Delivered by postcode scan only: for the buyer, from the fund"),
    "delivered_grade_d": _("Delivered by the seller's word only: for the buyer"),
    "complete_evidence_silent_seller": _("Complete evidence and a silent seller: for the buyer"),
    "evidence_missing_after_request": _("Evidence still missing after we asked: for the seller"),
    "seller_refuses_return": _("The seller refuses address or label: for the buyer"),
    "counterfeit_confirmed": _("Counterfeit confirmed: for the buyer"),
    "undecidable": _("It cannot be decided: half each"),
}


def of(policy: Policy) -> list[tuple[str, Promise | str]]:
    """Code and words of every presumption that the policy publishes."""
    codes = [rule["when"] for rule in policy.body["presumptions"]]
    return [(code, WORDS.get(code, code)) for code in codes]
