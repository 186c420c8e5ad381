"""What the people of one purchase do, drawn from its own dice: buy, send, carry, complain, decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from uuid import UUID

from disputes import claims, reasons
from disputes.simulation.chance import Dice
from disputes.simulation.life import Deed, Life
from disputes.simulation.quarrels import Quarrel
from disputes.simulation.world import World
from escrow import balances, clock, stranded, withdrawals
from escrow.gateways.sandbox import book, provider
from escrow.models import Refund, SandboxChargeback, SandboxMove
from escrow.models.refund import STRANDED
from escrow.money import Money
from marketplace import carts, checkout, fulfilment, paying, receipt, refunding, tracking
from marketplace.checkout import Address
from marketplace.models import Checkout, Order, User

HOME = Address("Simulated", "Hauptstraße 1", "10115", "Berlin", "DE")
GOOD = "4242424242424242"
# What a card's number makes of a payment is written in escrow/gateways/sandbox/cards.py.
ODD_CARDS = [
    "4000000000000002",
    "4000000000009995",
    "4000000000000341",
    "4000000000000358",
    "4000000000005126",
]
SOON = timedelta(minutes=5)


@dataclass
class Purchase:
    """One buyer's purchase, and all that follows from it."""

    number: int
    life: Life
    world: World
    dice: Dice
    buyer: User = field(init=False)
    placed: Checkout | None = None
    goes_on: bool = False
    handed_over: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.buyer = self.dice.choice(self.world.buyers)

    def begin(self) -> None:
        """The buyer fills the cart and pays; some think better of it."""
        things = self.dice.sample(self.world.listings, self.dice.choice([1, 1, 1, 2, 3]))
        cart = self.world.cart_of(self.buyer)
        cart.items.all().delete()
        for thing in things:
            carts.put(cart, thing.variants.get(), self.dice.choice([1, 1, 1, 2, 3]))
        self.placed = checkout.place(
            cart.items.all(),
            by=self.buyer,
            address=HOME,
            plus=self.dice.likely(0.4),
            token=f"simulated:{self.life.seed}:{self.number}",
            use_balance=self.dice.likely(0.5),
        )
        self.note("placed", str(self.placed.total))
        if not self.dice.likely(0.05):
            self.life.plan(self.number, SOON, self.pay)

    def pay(self) -> None:
        card = GOOD if self.dice.likely(0.85) else self.dice.choice(ODD_CARDS)
        if not self.goes_on:
            self.goes_on = True
            self.life.plan(self.number, timedelta(minutes=40), self.after_payment)
        answer = paying.pay(self.checkout, by=self.buyer, details={"card": card})
        self.note("paid", f"{card[-4:]} {answer.status}")
        if answer.status == "declined":
            self.life.plan(self.number, SOON, self.pay_again)

    def pay_again(self) -> None:
        answer = paying.pay(self.checkout, by=self.buyer, details={"card": GOOD})
        self.note("paid again", answer.status)

    def after_payment(self) -> None:
        """Each order that was paid goes its own way; now and then a bank asks."""
        for order in self.checkout.orders.order_by("pk").select_related("seller__user"):
            if order.state == "paid" and order.pk not in self.handed_over:
                self.handed_over.add(order.pk)
                self.note("order", f"{order.number} {order.total}")
                Fulfilment(self, order.pk).plan()
        if self.dice.likely(0.03):
            self.life.plan(self.number, self.dice.days(1, 40), self.bank_asks)
        self.life.plan(self.number, self.dice.days(45, 50), self.look_after_money)

    def bank_asks(self) -> None:
        captured = self.checkout.tenders.filter(
            payment__gateway="sandbox", payment__state="captured"
        )
        for tender in captured.order_by("pk"):
            charge = tender.payment.operations.get(kind="charge", state="succeeded")
            capture = SandboxMove.objects.filter(reference=charge.provider_reference).first()
            if capture and book.left_of(capture):
                case = provider.open_chargeback(capture, warning=self.dice.likely(0.4))
                self.note("the bank asks", str(case.amount))
                decision = partial(self.bank_decides, case.pk, won=self.dice.likely(0.4))
                self.life.plan(self.number, self.dice.days(1, 12), decision)

    def bank_decides(self, pk: int, *, won: bool) -> None:
        provider.decide(SandboxChargeback.objects.get(pk=pk), won=won)
        self.note("the bank decides", "won" if won else "lost")

    def look_after_money(self) -> None:
        """Stranded refunds find a way; what lies in the balance may be withdrawn."""
        for refund in Refund.objects.filter(payment__buyer=self.buyer, state__in=STRANDED):
            stranded.keep_in_balance(refund.pk, by=self.buyer)
            self.note("kept in the balance", str(refund.amount))
        here = balances.free(self.buyer, self.checkout.currency)
        if here and self.dice.likely(0.5):
            part = Money(self.dice.randint(1, here.minor), here.currency)
            withdrawals.withdraw(part, by=self.buyer)
            self.note("withdrawn", str(part))

    @property
    def checkout(self) -> Checkout:
        assert self.placed is not None
        return self.placed

    def note(self, what: str, detail: str = "") -> None:
        self.life.history.note(self.number, what, detail)


@dataclass
class Fulfilment:
    """One paid order: what its seller, the carrier, its buyer and staff do."""

    purchase: Purchase
    order_id: int

    def plan(self) -> None:
        dice = self.dice
        if dice.likely(0.04):
            return
        if dice.likely(0.04):
            self.later(dice.days(0.1, 3), self.cancel)
            return
        self.later(dice.days(0.2, 6), self.send)
        if dice.likely(0.05):
            self.later(dice.days(1, 45), self.give_back)

    def cancel(self) -> None:
        order = self.order
        fulfilment.cancel_by_seller(order.number, by=order.seller.user)
        self.note("cancelled")

    def send(self) -> None:
        order = self.order
        lines = [line.pk for line in fulfilment.unsent(order)]
        some = lines[:1] if self.dice.likely(0.2) else lines
        fulfilment.mark_shipped(order.number, by=order.seller.user, carrier="Kelp Post", lines=some)
        self.after_sending(order, lines, some)

    def after_sending(self, order: Order, lines: list[int], some: list[int]) -> None:
        parcel = order.shipments.order_by("pk").last()
        assert parcel is not None
        self.note("sent", f"{len(some)} of {len(lines)}")
        if len(some) < len(lines):
            self.later(self.dice.days(0.5, 3), self.send)
        if not self.dice.likely(0.05):
            self.later(self.dice.days(1, 14), lambda: self.arrive(parcel.pk))
        self.later(self.dice.days(15, 60), self.miss_it)

    def arrive(self, parcel_id: UUID) -> None:
        grade = self.dice.choice("AABBBCCD")
        key = f"simulated:{parcel_id}"
        tracking.record_scan(
            parcel_id, kind="delivered", at=clock.now(), key=key, proof_grade=grade
        )
        self.note("arrived", grade)
        fate = self.dice.random()
        if fate < 0.35:
            self.later(self.dice.days(0.1, 6), self.confirm)
        elif fate < 0.45:
            self.later(self.dice.days(0.1, 10), self.complain)
        elif fate < 0.5:
            self.later(self.dice.days(0.1, 2), self.extend)
        if self.dice.likely(0.03):
            self.later(self.dice.days(8, 29), self.complain)

    def confirm(self) -> None:
        receipt.confirm_receipt(self.order.number, by=self.purchase.buyer)
        self.note("confirmed")

    def extend(self) -> None:
        receipt.extend_protection(self.order.number, by=self.purchase.buyer)
        self.note("extended")

    def miss_it(self) -> None:
        """Long after, nothing came: some say so, the others wait for the presumption."""
        if self.order.state == "shipped" and self.dice.likely(0.5):
            Quarrel(self).begin("NR-LOST")

    def complain(self) -> None:
        if lines := claims.claimable_lines(self.order):
            fits = reasons.possible(lines[0], clock.now())
            Quarrel(self).begin(self.dice.choice(fits).code)

    def give_back(self) -> None:
        order = self.order
        line = order.lines.order_by("pk").select_related("hold").first()
        assert line is not None
        most = refunding.refundable(line.hold).minor
        part = Money(self.dice.randint(1, most), order.currency) if most > 0 else None
        refunding.refund_by_seller(order.number, by=order.seller.user, line=line.pk, amount=part)
        self.note("the seller gave back", str(part))

    @property
    def dice(self) -> Dice:
        return self.purchase.dice

    @property
    def order(self) -> Order:
        return Order.objects.select_related("seller__user").get(pk=self.order_id)

    def staff(self) -> list[User]:
        return self.purchase.world.staff

    def later(self, after: timedelta, deed: Deed) -> None:
        self.purchase.life.plan(self.purchase.number, after, deed)

    def note(self, what: str, detail: str = "") -> None:
        self.purchase.note(what, detail)
