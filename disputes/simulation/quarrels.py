"""A case as two people and staff live it: offers, silence, second thoughts, decisions, appeals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Protocol
from uuid import UUID

from PIL import Image

from disputes import (
    agreeing,
    answering,
    appealing,
    claims,
    deciding,
    drafting,
    escalation,
    evidence,
    offering,
    opening,
    postage,
    reasons,
    reviewing,
    verdict,
    withdrawing,
)
from disputes.claims import Claim
from disputes.deciding import Ruling
from disputes.execution import Terms
from disputes.models import Dispute, Offer
from disputes.models.dispute_state import DisputeState, Remedy
from disputes.simulation import answers
from disputes.simulation.chance import Dice
from disputes.simulation.life import Deed
from disputes.simulation.parcels import Parcels
from escrow.money import Money
from marketplace.models import Order, User
from marketplace.uploads import Upload, receive

READING = (DisputeState.ESCALATED, DisputeState.UNDER_REVIEW)
OUTCOMES = ["refund", "release", "split"]


class Life(Protocol):
    """What a quarrel needs of the order it is about."""

    @property
    def dice(self) -> Dice: ...
    @property
    def order(self) -> Order: ...
    def later(self, after: timedelta, deed: Deed) -> None: ...
    def note(self, what: str, detail: str = "") -> None: ...
    def staff(self) -> list[User]: ...


@dataclass
class Quarrel:
    """One complaint, from the first word to the end."""

    life: Life
    pk: UUID | None = None

    def begin(self, reason: str) -> None:
        order, dice = self.life.order, self.life.dice
        lines = claims.claimable_lines(order)
        if not lines:
            return
        chosen = lines[:1] if dice.likely(0.5) else lines
        quantities = {line.pk: dice.randint(1, line.quantity) for line in chosen}
        remedy = dice.choice(reasons.BY_CODE[reason].remedies)
        said = answers.to(reason, dice)
        claim = Claim(reason, "It is not right.", quantities, remedy=remedy, facts=said)
        if dice.likely(0.2):
            self.pk = drafting.save(order.number, claim, by=order.buyer).pk
            self.life.note("a complaint was begun")
            self.later(0.1, 3, self.send)
            return
        case = opening.open_dispute(order.number, claim, by=order.buyer, photos=[_photo()])
        self.opened(case)

    def send(self) -> None:
        if self.case.state == DisputeState.DRAFT:
            self.opened(drafting.send(self.case, by=self.case.order.buyer))

    def opened(self, case: Dispute) -> None:
        self.pk = case.pk
        self.life.note("complained", f"{case.reason} {case.remedy} {case.claimed}")
        Parcels(self).begin()
        fate = self.life.dice.random()
        if fate < 0.25:
            self.later(0.1, 2.9, self.accept)
        elif fate < 0.5:
            self.later(0.1, 2.9, self.contest)
        elif fate < 0.75:
            self.later(0.1, 2.9, self.offer)
        if fate > 0.9:
            self.later(0.1, 6, self.take_back)
        self.later(4, 9, self.read)

    def accept(self) -> None:
        answering.accept(self.case, by=self.seller)
        self.life.note("the seller agreed")

    def contest(self) -> None:
        answering.contest(self.case, by=self.seller, text="It was right.")
        self.life.note("the seller disagreed")

    def offer(self) -> None:
        case = self.case
        part = Money(self.life.dice.randint(1, case.claimed.minor), case.currency)
        remedy = self.life.dice.choice([Remedy.PARTIAL, *reasons.offerable(case.reason)])
        terms = Terms(part, remedy, postage.of_remedy(case, remedy))
        made = offering.make_offer(case, terms, by=self.seller)
        self.life.note("the seller offered", str(part))
        self.later(0.1, 4, lambda: self.answer_offer(made.pk))

    def answer_offer(self, pk: UUID) -> None:
        made = Offer.objects.select_related("dispute__order__seller").get(pk=pk)
        buyer, dice = self.case.order.buyer, self.life.dice
        fate = dice.random()
        if fate < 0.5:
            agreeing.accept_offer(made, by=buyer, typed=made.amount)
            self.life.note("the offer was taken")
            if dice.likely(0.3):
                self.later(0.01, 0.06, self.think_again)
        elif fate < 0.8:
            agreeing.decline_offer(made, by=buyer)
            self.life.note("the offer was not taken")
            self.later(0.1, 2, self.ask_staff)

    def think_again(self) -> None:
        agreeing.undo(self.case, by=self.case.order.buyer)
        self.life.note("the agreement was undone")

    def ask_staff(self) -> None:
        escalation.ask_staff(self.case, by=self.case.order.buyer)
        self.life.note("staff were asked")

    def take_back(self) -> None:
        withdrawing.withdraw(self.case, by=self.case.order.buyer)
        self.life.note("the complaint was taken back")
        if self.life.dice.likely(0.4):
            self.later(0.1, 5, self.reopen)

    def reopen(self) -> None:
        withdrawing.reopen(self.case, by=self.case.order.buyer)
        self.life.note("the complaint was opened again")
        self.later(4, 9, self.read)

    def read(self) -> None:
        """Staff look at what is still with them, sometimes ask first, and propose something."""
        case, dice = self.case, self.life.dice
        if not case.is_open():
            return
        self.later(2, 6, self.read)
        if case.state == DisputeState.APPEALED:
            self.decide_appeal()
        elif case.state in READING and dice.likely(0.85):
            self.ask() if dice.likely(0.2) else self.propose()

    def ask(self) -> None:
        case, dice = self.case, self.life.dice
        by = case.assignee or self.life.staff()[0]
        side = dice.choice(["buyer", "seller"])
        reviewing.request_evidence(case, by=by, side=side, words="A photo of the label.")
        self.life.note("staff asked", side)
        who = case.order.buyer if side == "buyer" else self.seller
        if dice.likely(0.6):
            self.later(0.1, 3.5, lambda: self.bring(who))

    def bring(self, who: User) -> None:
        evidence.bring(self.case, by=who, photos=[_photo()])
        self.life.note("evidence was brought")

    def propose(self) -> None:
        case, dice = self.case, self.life.dice
        first, second, *_others = self.life.staff()
        decision = deciding.propose(case, self.ruling(case), by=case.assignee or first)
        self.life.note("staff proposed", decision.outcome)
        if not decision.is_approved():
            deciding.approve(decision, by=second)
        if dice.likely(0.3):
            self.later(0.1, 1.9, lambda: self.comment(case.order.buyer))
        self.later(2.2, 11, self.lost)

    def comment(self, who: User) -> None:
        deciding.comment(self.case, by=who, words="That is not how it was.")
        self.life.note("the proposal was commented on")

    def lost(self) -> None:
        """Who lost appeals, or accepts it, or lets the days go by."""
        case, dice = self.case, self.life.dice
        if case.standing is None:
            return
        loser = verdict.loser(case.standing)
        who = case.order.buyer if loser == "buyer" else self.seller
        if dice.likely(0.3):
            appealing.appeal(case, by=who, grounds="Look at the second photo.")
            self.life.note("there was an appeal", loser)
            self.later(1, 6, self.read)
        elif dice.likely(0.3):
            verdict.waive_appeal(case, by=who)
            self.life.note("the decision was accepted", loser)

    def decide_appeal(self) -> None:
        case = self.case
        decision = appealing.decide(case, self.ruling(case), by=self.life.staff()[2])
        self.life.note("the appeal was decided", decision.outcome)
        if not decision.is_approved():
            self.later(0.1, 1, self.approve_appeal)

    def approve_appeal(self) -> None:
        last = self.case.decisions.last()
        assert last is not None
        appealing.approve(last, by=self.life.staff()[3])

    def ruling(self, case: Dispute) -> Ruling:
        outcome = self.life.dice.choice(OUTCOMES)
        half = Money(max(case.claimed.minor // 2, 1), case.currency)
        refund = half if outcome == "split" else None
        back = self.life.dice.likely(0.3)
        return Ruling(outcome, "As the evidence shows.", refund, return_needed=back)

    def later(self, low: float, high: float, deed: Deed) -> None:
        self.life.later(self.life.dice.days(low, high), deed)

    @property
    def case(self) -> Dispute:
        assert self.pk is not None
        return Dispute.objects.select_related("order__buyer", "order__seller__user").get(pk=self.pk)

    @property
    def seller(self) -> User:
        return self.life.order.seller.user


def _photo() -> Upload:
    out = BytesIO()
    Image.new("RGB", (64, 64), "teal").save(out, "JPEG")
    out.seek(0)
    return receive(out, "photo.jpg")
