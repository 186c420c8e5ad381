"""What goes wrong with an order of the demo, in the two people's own words."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from disputes import answering, opening, resolution
from disputes.models import Dispute
from disputes.models.decision import Outcome
from disputes.models.dispute import DisputeState, RefundTo
from escrow.money import Money
from marketplace.demo.catalogue import DISPUTES
from marketplace.demo.catalogue.disputes import Story
from marketplace.demo.errands import Errand
from marketplace.demo.people import AGENT
from marketplace.uploads import Upload, receive

NEVER_CAME, NOT_HERE = "NR-LOST", "NR-SCAN"
BEFORE_SENDING = 3  # the seller's own photo of it shows a corner that the listing does not
REASONS = {
    Outcome.REFUND: "The photos show it clearly, and the seller's proof does not cover it. "
    "What arrived is not what was described, so the whole amount goes back to the buyer.",
    Outcome.RELEASE: "What the buyer shows is named in the description and visible in its photos. "
    "It is as described, so the seller keeps the money.",
    Outcome.SPLIT: "Both are right in part: the fault is real, and the thing can be used. "
    "Half goes back to the buyer, who keeps it.",
}


def words_of(errand: Errand) -> Story:
    return DISPUTES[errand.purchase.words]


def claim(
    errand: Errand, *, share: int = 100, reason: str = "", refund_to: str = RefundTo.ORIGINAL
) -> None:
    """The buyer says what is wrong, and asks for so many percent back."""
    order, words = errand.order, words_of(errand)
    if order.disputes.exists():
        return
    lines = list(order.lines.select_related("hold").order_by("pk")[:1])
    amount = opening.cap(lines[0], lines[0].hold, lines[0].quantity).share(share * 100)
    errand.stage.attempt(
        opening.open_dispute,
        order.number,
        by=order.buyer,
        reason=reason or words.reason,
        description=words.claim,
        quantities={line.pk: line.quantity for line in lines},
        amount=amount,
        refund_to=refund_to,
        photos=_damage(errand, reason or words.reason),
    )


def accept(errand: Errand) -> None:
    case = _case(errand)
    if case.state == DisputeState.AWAITING_SELLER:
        errand.stage.attempt(answering.accept, case, by=errand.order.seller.user)


def contest(errand: Errand) -> None:
    """The seller answers with words, and a photo of how it left."""
    case = _case(errand)
    if case.state == DisputeState.AWAITING_SELLER:
        user, text = errand.order.seller.user, words_of(errand).answer
        photos = _picture(errand, "shot", BEFORE_SENDING)
        errand.stage.attempt(answering.contest, case, by=user, text=text, photos=photos)


def withdraw(errand: Errand) -> None:
    case = _case(errand)
    if case.is_open():
        errand.stage.attempt(answering.withdraw, case, by=errand.order.buyer)


def decide(errand: Errand, outcome: Outcome) -> None:
    """Sofia decides, with reasons that both will read."""
    case = _case(errand)
    if case.state == DisputeState.ESCALATED:
        half = Money(case.claimed.minor // 2, case.currency)
        errand.stage.attempt(
            resolution.decide,
            case,
            by=errand.stage.users[AGENT.email],
            outcome=outcome,
            reasons=REASONS[outcome],
            refund=half if outcome == Outcome.SPLIT else None,
            evidence_ids=[str(pk) for pk in case.evidence.values_list("pk", flat=True)],
        )


def _case(errand: Errand) -> Dispute:
    return Dispute.objects.get(order__number=errand.number)


def _damage(errand: Errand, reason: str) -> list[Upload]:
    if reason in (NEVER_CAME, NOT_HERE):
        return []
    return _picture(errand, "damage", words_of(errand).picture or "scratched")


def _picture(errand: Errand, drawing: str, how: Any) -> list[Upload]:
    room = errand.stage.room
    if room is None:
        return []
    thing = errand.stage.things[errand.order.lines.order_by("pk")[0].title]
    drawn = room.take(drawing, thing.picture, how)
    return [receive(BytesIO(drawn.original), f"{drawing}.jpg")]
