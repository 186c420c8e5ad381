"""A case that has ended becomes a precedent: how, and for which share, but never whose it was."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

from disputes.models import Dispute, Precedent
from disputes.models.dispute_state import Remedy
from disputes.models.precedent import WHOLE_BPS, Ending
from disputes.models.return_ import ReturnState
from escrow import clock
from escrow.models import Policy
from escrow.money import Money, total
from escrow.story import step

if TYPE_CHECKING:
    from disputes.execution import Case

SALT = "disputes.precedent"
# Where one band of prices ends and the next begins: limits that every policy has, by currency.
BAND_EDGES = ("auto_resolve", "one_staff", "careful_from")
SENT_BACK = (ReturnState.ACCEPTED, ReturnState.LOST)


@step
def remember(case: Case, amount: Money) -> None:
    """The buyer gets so much of the claim. After an appeal the newer row counts."""
    dispute = case.dispute
    dearest = max(case.lines, key=lambda line: (line.cap_minor, -line.line_id))
    value = total((line.cap for line in case.lines), dispute.currency)
    Precedent.objects.create(
        reason=dispute.reason,
        category_id=dearest.line.listing.category_id,
        band=band(value, case.order.policy),
        ending=_ending(dispute, amount),
        share_bps=min(WHOLE_BPS, amount.minor * WHOLE_BPS // dispute.claimed.minor),
        month=clock.now().astimezone(UTC).date().replace(day=1),
        case_mark=mark("case", dispute.pk),
        buyer_mark=mark("buyer", case.order.buyer_id),
        seller_mark=mark("seller", case.order.seller_id),
    )


def band(value: Money, policy: Policy) -> int:
    """Which of the four bands of prices it is in: 0 is the cheapest."""
    edges = (policy.amount(name, value.currency) for name in BAND_EDGES)
    return sum(value > edge for edge in edges)


def mark(what: str, pk: object) -> str:
    """The same for the same case or person, and nothing that leads back to them."""
    return salted_hmac(SALT, f"{what}:{pk}", algorithm="sha256").hexdigest()[:32]


def _ending(dispute: Dispute, amount: Money) -> Ending:
    again = dispute.granted_remedy in (Remedy.REPLACEMENT, Remedy.MISSING_PART)
    if not amount:
        return Ending.REPLACEMENT if again else Ending.NOTHING
    if dispute.returns.filter(state__in=SENT_BACK).exists():
        return Ending.RETURN
    return Ending.ALL if amount >= dispute.claimed else Ending.PART
