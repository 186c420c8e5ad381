"""Who of our staff must keep away from a case: it is theirs, near to theirs, or known to them.

A fact that we hold is enough; nobody has to prove that somebody is partial.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from disputes import parties
from disputes.models import Closeness, Dispute
from disputes.models.closeness import KEEPS_AWAY
from disputes.models.dispute_state import DisputeState
from escrow import audit, clock
from marketplace.models import Checkout, SavedAddress
from sellers.models import PayoutMethod

TOUCHED = (
    "dispute_taken",
    "dispute_handed_over",
    "evidence_requested",
    "decision_written",
    "decision_proposed",
    "decision_needs_second",
    "decision_approved",
    "decision_rejected",
)
PLACE = ("street", "postcode", "country")


def why_not(dispute: Dispute, person: Any) -> str:
    """Why this person keeps away from the case, in a sentence for them; empty when they need not."""
    if parties.side_of(dispute, person) is not None:
        return _("You are a party of this case. Hand it to somebody else.")
    others = _people(dispute)
    if _is_close(person, others):
        return _("You have said that you are close to one of the two. Leave it to somebody else.")
    if _lives_there(dispute, person, others):
        return _("One of the two has the same address as you. Leave it to somebody else.")
    if _is_paid_there(person, others):
        return _("One of the two has the same bank account as you. Leave it to somebody else.")
    if not settings.HOLDFAST_SOLO_OPERATOR and had_a_part(dispute, person):
        return _("You had a part in it the first time. Somebody else has to look at it now.")
    return ""


def had_a_part(dispute: Dispute, person: Any) -> bool:
    """Of a case on appeal: they took it, asked, wrote, agreed or disagreed before the appeal."""
    if dispute.state != DisputeState.APPEALED:
        return False
    appealed = audit.trail(dispute).filter(action="dispute_appealed").last()
    return appealed is not None and has_touched(dispute, person, before=appealed.pk)


def has_touched(dispute: Dispute, person: Any, *, before: int | None = None) -> bool:
    """Whether they ever worked on the case; `before` an entry of the audit trail."""
    wrote = Q(by=person) | Q(approval__by=person) | Q(rejection__by=person)
    first = dispute.decisions.filter(wrote)
    if (first.filter(on_appeal=False) if before else first).exists():
        return True
    touched = audit.trail(dispute).filter(by=person, action__in=TOUCHED)
    return (touched.filter(pk__lt=before) if before else touched).exists()


def _people(dispute: Dispute) -> list[int]:
    return [dispute.order.buyer_id, dispute.order.seller.user_id]


def _is_close(person: Any, others: list[int]) -> bool:
    counts = Q(ended_at=None) | Q(ended_at__gt=clock.now() - KEEPS_AWAY)
    declared = Closeness.objects.filter(by=person, to__in=others)
    return declared.filter(counts).exists()


def _lives_there(dispute: Dispute, person: Any, others: list[int]) -> bool:
    """Where they have things sent, and where this order went."""
    theirs = {_place(row) for row in SavedAddress.objects.filter(user__in=others).values(*PLACE)}
    checkout = dispute.order.checkout
    theirs.add(_place({name: getattr(checkout, name) for name in PLACE}))
    return not theirs.isdisjoint(_places_of(person))


def _places_of(person: Any) -> set[tuple[str, ...]]:
    book = SavedAddress.objects.filter(user=person).values(*PLACE)
    bought = Checkout.objects.filter(buyer=person).order_by().values(*PLACE).distinct()
    return {_place(row) for row in [*book, *bought]}


def _place(row: dict[str, Any]) -> tuple[str, ...]:
    """The same however it is spaced and spelled in capitals."""
    return tuple("".join(filter(str.isalnum, str(row[name]).casefold())) for name in PLACE)


def _is_paid_there(person: Any, others: list[int]) -> bool:
    """An account that either of them names or named, whichever bank it is at."""
    mine = PayoutMethod.objects.filter(seller__user=person).values("account")
    theirs = PayoutMethod.objects.filter(seller__user__in=others)
    return theirs.filter(account__in=mine).exists()
