"""A parcel of a case in words: who does what until when, and what silence means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from disputes import case_words, returning
from disputes.models import Dispute, Replacement, Return, Statement
from disputes.models.dispute_state import DisputeState, PostageBy, Remedy
from disputes.models.return_ import ReturnState
from disputes.seller_claims import SellerClaim
from marketplace.models.shipment import ShipmentState
from marketplace.moments import told

Kind = Statement.Kind
S = ReturnState
Words = Callable[[], str]

SAID: dict[Kind, Words] = {
    Kind.RETURN_ASKED: lambda: _("It goes back to the seller first; %(postage)s"),
    Kind.RETURN_KEPT: lambda: _("Nothing has to be sent back: %(why)s"),
    Kind.LABELLED: lambda: _("Says where to send it"),
    Kind.POSTED: lambda: _("Sent it back with %(carrier)s"),
    Kind.RETURNED: lambda: _("It has come back to the seller"),
    Kind.RETURN_OK: lambda: _("It came back as it should"),
    Kind.RETURN_BAD: lambda: _("It did not come back as it was sent: %(says)s"),
    Kind.RETURN_LOST: lambda: _("It did not reach the seller"),
    Kind.RESEND_ASKED: lambda: _("The seller sends %(what)s; the money stands still until then"),
    Kind.RESENT: lambda: _("Sent it with %(carrier)s"),
    Kind.RESENT_HERE: lambda: _("The second parcel has arrived"),
    Kind.RESENT_OK: lambda: _("It is good now"),
    Kind.RESENT_BAD: lambda: _("It is not good either"),
    Kind.NOT_RESENT: lambda: _("Nothing came in time, so the money goes back"),
}
WHY: dict[str, Words] = {
    returning.SMALL: lambda: _("it is not worth the postage"),
    returning.COSTLY: lambda: _("the postage would be more than half of what it is worth"),
    returning.DANGEROUS: lambda: _("a fake or a danger is not sent through the post"),
    returning.GONE: lambda: _("it was sent back already"),
    returning.NO_LABEL: lambda: _("the seller did not say where to send it"),
    returning.KINDNESS: lambda: _("the seller lets the buyer keep it"),
}
RETURNS: dict[tuple[str, str], Words] = {
    (S.LABEL_DUE, "seller"): lambda: _(
        "Say by %(by)s where %(buyer)s should send it. If you do not, %(buyer)s keeps it and "
        "gets %(amount)s."
    ),
    (S.LABEL_DUE, "buyer"): lambda: _(
        "%(shop)s has until %(by)s to say where to send it. If they do not, you keep it and get "
        "%(amount)s."
    ),
    (S.AWAITING_SHIPMENT, "buyer"): lambda: _(
        "Send it back by %(by)s and write its number here. You get %(amount)s when it has come "
        "back. If you do not send it, the case is closed and the wait for the release goes on."
    ),
    (S.AWAITING_SHIPMENT, "seller"): lambda: _(
        "%(buyer)s has until %(by)s to send it back. If they do not, the case is closed and the "
        "wait for the release goes on."
    ),
    (S.IN_TRANSIT, "buyer"): lambda: _(
        "It is on its way back; you get %(amount)s when it has come. If nothing is heard of it "
        "until %(by)s, it counts as lost: %(lost)s"
    ),
    (S.IN_TRANSIT, "seller"): lambda: _(
        "It is on its way back to you. If you have it already, say so. If nothing is heard of it "
        "until %(by)s, it counts as lost: %(lost)s"
    ),
    (S.DELIVERED, "seller"): lambda: _(
        "It has come back. Look at it until %(by)s. If you say nothing, %(buyer)s gets %(amount)s."
    ),
    (S.DELIVERED, "buyer"): lambda: _(
        "It has come back to %(shop)s, who looks at it until %(by)s. If they say nothing, you get "
        "%(amount)s."
    ),
}
REPLACEMENTS: dict[tuple[str, str], Words] = {
    ("to_send", "seller"): lambda: _(
        "Send %(what)s by %(by)s. If you do not, %(buyer)s gets %(amount)s."
    ),
    ("to_send", "buyer"): lambda: _(
        "%(shop)s sends you %(what)s by %(by)s. If they do not, you get %(amount)s."
    ),
    ("on_its_way", "seller"): lambda: _(
        "It is on its way to %(buyer)s. If it has not come by %(by)s, they get %(amount)s."
    ),
    ("on_its_way", "buyer"): lambda: _(
        "It is on its way to you. If it has not come by %(by)s, you get %(amount)s."
    ),
    ("here", "buyer"): lambda: _(
        "It has arrived. Look at it until %(by)s. If you say nothing, %(shop)s gets the money."
    ),
    ("here", "seller"): lambda: _(
        "It has arrived, and %(buyer)s looks at it until %(by)s. If they say nothing, you get "
        "the money."
    ),
}


def turn(dispute: Dispute, side: str) -> str:
    """Who does what until when, and what happens if they do not. Staff read the seller's."""
    reader = side if side == "buyer" else "seller"
    named = {
        "shop": dispute.order.seller.name,
        "buyer": dispute.order.buyer.get_short_name(),
        "amount": case_words.amount(dispute.granted or dispute.claimed),
        "by": told(dispute.parcel_by),
        "what": _what(dispute.granted_remedy),
    }
    if dispute.state == DisputeState.AWAITING_REPLACEMENT:
        return REPLACEMENTS[stage(replacement_of(dispute)), reader]() % named
    row = return_of(dispute)
    assert row is not None
    lost = _("our staff decide.") if row.postage_by == PostageBy.BUYER else _lost(row)
    return RETURNS[row.state, reader]() % {**named, "lost": lost}


def named(detail: Mapping[str, Any]) -> dict[str, str]:
    """What a line of the timeline says of a parcel, from its codes."""
    why = WHY.get(detail.get("why", ""))
    payer = detail.get("postage_by")
    return {
        "postage": str(PostageBy(payer).label) if payer else "",
        "why": why() if why else "",
        "carrier": detail.get("carrier", ""),
        "what": _what(detail.get("remedy_code", "")),
        "says": str(SellerClaim(says).label) if (says := detail.get("says")) else "",
    }


def return_of(dispute: Dispute) -> Return | None:
    """The last one, under way or over, from what is loaded."""
    return next(reversed(dispute.returns.all()), None)


def replacement_of(dispute: Dispute) -> Replacement | None:
    return next(iter(dispute.replacements.all()), None)


def stage(sent: Replacement | None) -> str:
    """Where the second parcel is: `to_send`, `on_its_way`, or `here`."""
    if sent is None:
        return "to_send"
    return "here" if sent.shipment.state == ShipmentState.DELIVERED else "on_its_way"


def _what(remedy: str) -> str:
    return _("what is missing") if remedy == Remedy.MISSING_PART else _("a new one")


def _lost(row: Return) -> str:
    if row.scanned_at is None:
        return _("our staff decide, as no carrier has seen it yet.")
    return _("the money goes back to the buyer.")
