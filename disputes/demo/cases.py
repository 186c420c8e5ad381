"""What goes wrong with an order of the demo, in the two people's own words."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from disputes import (
    agreeing,
    answering,
    appealing,
    caps,
    deciding,
    drafting,
    offering,
    opening,
    withdrawing,
)
from disputes.claims import Claim
from disputes.deciding import Ruling
from disputes.execution import Terms
from disputes.models import Dispute
from disputes.models.decision import Outcome
from disputes.models.dispute_state import DisputeState, RefundTo, Remedy
from disputes.simulation import answers
from escrow.money import Money
from marketplace.demo.catalogue import DISPUTES
from marketplace.demo.catalogue.disputes import Story
from marketplace.demo.errands import Errand
from marketplace.demo.people import AGENT, SECOND
from marketplace.models import Order
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
    amount = caps.cap(lines[0], lines[0].hold, lines[0].quantity).share(share * 100)
    errand.stage.attempt(
        opening.open_dispute,
        order.number,
        Claim(
            reason=reason or words.reason,
            description=words.claim,
            quantities={line.pk: line.quantity for line in lines},
            amount=amount,
            refund_to=refund_to,
            facts=answers.to(reason or words.reason, errand.stage.dice, lines[0].title),
        ),
        by=order.buyer,
        photos=_damage(errand, reason or words.reason),
    )


def draft(errand: Errand) -> None:
    """The buyer has begun to write, and not sent it."""
    order, words = errand.order, words_of(errand)
    line = order.lines.order_by("pk")[0]
    said = answers.to(words.reason, errand.stage.dice, line.title)
    begun = Claim(words.reason, words.claim[:60], {line.pk: line.quantity}, facts=said)
    errand.stage.attempt(drafting.save, order.number, begun, by=order.buyer)


def offer(errand: Errand, *, share: int) -> None:
    """The seller would give so many percent back, and the buyer keeps it."""
    case = _case(errand)
    terms = Terms(case.claimed.share(share * 100), Remedy.PARTIAL)
    by = errand.order.seller.user
    words = "Would this be all right? You keep it, and I am sorry."
    errand.stage.attempt(offering.make_offer, case, terms, by=by, words=words)


def take_offer(errand: Errand) -> None:
    made = _case(errand).offers.select_related("dispute__order__seller").last()
    if made is not None and made.is_open():
        by = errand.order.buyer
        errand.stage.attempt(agreeing.accept_offer, made, by=by, typed=made.amount)


def appeal(errand: Errand) -> None:
    case = _case(errand)
    grounds = "I found the photo that I took when I opened the box. It shows the fault."
    errand.stage.attempt(appealing.appeal, case, by=errand.order.buyer, grounds=grounds)


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
        errand.stage.attempt(withdrawing.withdraw, case, by=errand.order.buyer)


def decide(errand: Errand, outcome: Outcome) -> None:
    """Sofia decides, with reasons that both will read."""
    case = _case(errand)
    if case.state == DisputeState.ESCALATED:
        half = Money(case.claimed.minor // 2, case.currency)
        ruling = Ruling(
            outcome=outcome,
            reasons=REASONS[outcome],
            refund=half if outcome == Outcome.SPLIT else None,
            evidence_ids=[str(pk) for pk in case.evidence.values_list("pk", flat=True)],
        )
        by = errand.stage.users[AGENT.email]
        errand.stage.attempt(deciding.propose, case, ruling, by=by)
        written = case.decisions.last()
        if written is not None and not written.is_approved():
            second = errand.stage.users[SECOND.email]
            errand.stage.attempt(deciding.approve, written, by=second)


def _case(errand: Errand) -> Dispute:
    return Dispute.objects.get(order__number=errand.number)


def _damage(errand: Errand, reason: str) -> list[Upload]:
    if reason in (NEVER_CAME, NOT_HERE):
        return []
    return _picture(errand, "damage", words_of(errand).picture or "scratched")


def drawn_of(order: Order) -> str:
    """Under which name the catalogue has the first thing of it, whatever was chosen of it."""
    return str(order.lines.order_by("pk")[0].as_sold["title"])


def _picture(errand: Errand, drawing: str, how: Any) -> list[Upload]:
    room = errand.stage.room
    if room is None:
        return []
    thing = errand.stage.things[drawn_of(errand.order)]
    drawn = room.take(drawing, thing.picture, how)
    return [receive(BytesIO(drawn.original), f"{drawing}.jpg")]
