"""What the two and a carrier do with a return or a second parcel; each is silent now and then."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disputes import parcel_words, replacements, return_tracking, returns, withdrawing
from disputes.models import Dispute, Replacement, Return
from disputes.models.dispute_state import DisputeState
from disputes.models.return_ import ReturnState
from disputes.returns import Label
from escrow import clock
from escrow.money import Money
from marketplace import tracking

if TYPE_CHECKING:
    from disputes.simulation.quarrels import Quarrel

S = ReturnState


@dataclass
class Parcels:
    """One case's parcels, looked at every day or two until it has ended."""

    quarrel: Quarrel
    scans: int = 0
    silent: set[str] = field(default_factory=set)

    def begin(self) -> None:
        self.silent = {who for who in ("buyer", "seller", "carrier") if self.likely(0.15)}
        self.quarrel.later(0.5, 2, self.look)

    def look(self) -> None:
        case = self.quarrel.case
        if case.state == DisputeState.DORMANT and self.likely(0.3):
            withdrawing.reopen(case, by=case.order.buyer)
            self.note("a sleeping case was opened again")
            case = self.quarrel.case
        if not case.is_open():
            return
        self.quarrel.later(0.5, 2, self.look)
        row, sent = parcel_words.return_of(case), parcel_words.replacement_of(case)
        if case.state == DisputeState.AWAITING_RETURN and row is not None:
            self.send_back(case, row)
        elif case.state == DisputeState.AWAITING_REPLACEMENT:
            self.send_again(case, sent)

    def send_back(self, case: Dispute, row: Return) -> None:
        who = {S.LABEL_DUE: "seller", S.AWAITING_SHIPMENT: "buyer", S.IN_TRANSIT: "carrier"}
        if who.get(S(row.state), "seller") in self.silent or self.likely(0.3):
            return
        if row.state == S.LABEL_DUE:
            self.label(case)
        elif row.state == S.AWAITING_SHIPMENT:
            buyer = case.order.buyer
            returns.post(case, by=buyer, carrier="Kelp Post", tracking_number="KR1")
            self.note("it was sent back")
        elif row.state == S.IN_TRANSIT:
            self.carry_back(row)
        else:
            self.inspect(case)

    def label(self, case: Dispute) -> None:
        if self.likely(0.1):
            returns.let_keep(case, by=self.quarrel.seller)
            self.note("the buyer was let keep it")
            return
        cost = Money(self.quarrel.life.dice.randint(100, 2000), case.currency)
        label = Label("Hauptstraße 1, 10115 Berlin", "KP-R", cost)
        row = returns.supply_label(case, label, by=self.quarrel.seller)
        self.note("a label was given", row.state)

    def carry_back(self, row: Return) -> None:
        kind = self.quarrel.life.dice.choice(
            ["in_transit", "delivered", "delivered", "delivered", "lost", "returned"]
        )
        self.scans += 1
        key = f"simulated:{row.pk}:{self.scans}"
        return_tracking.record_scan(row.pk, kind=kind, at=clock.now(), key=key)
        self.note("a return was scanned", kind)

    def inspect(self, case: Dispute) -> None:
        if self.likely(0.7):
            returns.accept(case, by=self.quarrel.seller)
            self.note("a return was accepted")
        else:
            returns.contest(case, by=self.quarrel.seller, says="SL-WRONG", text="It was used.")
            self.note("a return was contested")

    def send_again(self, case: Dispute, sent: Replacement | None) -> None:
        where = parcel_words.stage(sent)
        who = {"to_send": "seller", "on_its_way": "carrier", "here": "buyer"}[where]
        if who in self.silent or self.likely(0.3):
            return
        if sent is None and self.likely(0.1):
            replacements.refund_instead(case, by=self.quarrel.seller)
            self.note("refunded instead of sent again")
        elif sent is None:
            replacements.send(case, by=self.quarrel.seller, carrier="Kelp Post")
            self.note("it was sent again")
        elif where == "here":
            self.judge(case)
        else:
            self.carry_again(sent)

    def carry_again(self, sent: Replacement) -> None:
        dice = self.quarrel.life.dice
        kind, grade = dice.choice(["in_transit", "delivered", "delivered", "lost"]), "ABCD"
        self.scans += 1
        tracking.record_scan(
            sent.shipment_id,
            kind=kind,
            at=clock.now(),
            key=f"simulated:{sent.shipment_id}:{self.scans}",
            proof_grade=dice.choice(grade) if kind == "delivered" else "",
        )
        self.note("a second parcel was scanned", kind)

    def judge(self, case: Dispute) -> None:
        if self.likely(0.5):
            replacements.find_good(case, by=case.order.buyer)
            self.note("the second one is good")
        elif self.likely(0.5):
            replacements.object_to(case, by=case.order.buyer, text="Broken again.")
            self.note("the second one is not good")

    def likely(self, chance: float) -> bool:
        return self.quarrel.life.dice.likely(chance)

    def note(self, what: str, detail: str = "") -> None:
        self.quarrel.life.note(what, detail)
