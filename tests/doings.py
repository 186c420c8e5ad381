"""What people do, in one line each, so that a test reads as a story."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.db import transaction
from PIL import Image

from disputes import (
    answering,
    checking,
    deciding,
    opening,
    replacements,
    return_tracking,
    returns,
    verdict,
)
from disputes.claims import Claim
from disputes.deciding import Ruling
from disputes.models import Decision, Dispute
from disputes.returns import Label
from escrow import clock, deadlines, inbox, ledger, operations, payouts
from escrow.chart import Kind
from escrow.gateways import Answer
from escrow.gateways.sandbox import provider
from escrow.ledger import Entry, Place
from escrow.models import SandboxChargeback, SandboxMove
from escrow.money import Money
from escrow.story import story
from marketplace import carts, checkout, fulfilment, paying, tracking, uploads
from marketplace.checkout import Address
from marketplace.models import Cart, Checkout, Listing, Order, Shipment, User
from marketplace.uploads import Upload
from sellers import payout_methods
from sellers.models import PayoutMethod, Seller
from tests import answers, factories

BERLIN = Address("Ben Okafor", "Kastanienallee 7", "10435", "Berlin", "DE")
GOOD_CARD, CLOSED_CARD = "4242424242424242", "4000000000000515"


def fill_cart(buyer: User, *listings: Listing, quantity: int = 1) -> Cart:
    cart, _ = Cart.objects.get_or_create(user=buyer, defaults={"created_at": clock.now()})
    for listing in listings:
        carts.put(cart, listing.variants.live()[0], quantity)
    return cart


def place(buyer: User, *listings: Listing, quantity: int = 1, **how: Any) -> Checkout:
    """A purchase that waits for its payment."""
    cart = fill_cart(buyer, *listings, quantity=quantity)
    return checkout.place(cart.items.all(), by=buyer, address=how.pop("address", BERLIN), **how)


def pay(placed: Checkout, card: str = GOOD_CARD) -> Answer:
    return paying.pay(placed, by=placed.buyer, details={"card": card})


def buy(buyer: User, *listings: Listing, quantity: int = 1, **how: Any) -> Order:
    """Placed and paid; the first seller's order."""
    placed = place(buyer, *listings, quantity=quantity, **how)
    pay(placed)
    return placed.orders.order_by("pk").first()


def send(order: Order, carrier: str = "Kelp Post", **how: Any) -> Shipment:
    return fulfilment.mark_shipped(
        order.number, by=order.seller.user, carrier=carrier, tracking_number="KP1", **how
    )


def arrive(shipment: Shipment, grade: str = "B") -> None:
    tracking.record_scan(
        shipment.pk, kind="delivered", at=clock.now(), proof_grade=grade, key=f"d:{shipment.pk}"
    )


def travel(shipment: Shipment, *, days: int) -> None:
    """The carrier sees it every three days and it does not arrive."""
    until = clock.now() + timedelta(days=days)
    while clock.now() < until:
        let_pass(days=min(3, max((until - clock.now()).days, 1)))
        key = f"{shipment.pk}:{clock.now().isoformat()}"
        tracking.record_scan(shipment.pk, kind="in_transit", at=clock.now(), key=key)


def delivered(buyer: User, *listings: Listing, quantity: int = 1, **how: Any) -> Order:
    """Bought, sent a day later, and arrived three days after that."""
    order = buy(buyer, *listings, quantity=quantity, **how)
    clock.advance(timedelta(days=1))
    shipment = send(order)
    clock.advance(timedelta(days=3))
    arrive(shipment)
    order.refresh_from_db()
    return order


def complain(
    order: Order,
    reason: str = "ND-DAMAGED",
    *,
    amount: Money | None = None,
    quantity: int | None = None,
) -> Dispute:
    """A dispute over every line of the order, with a photo."""
    quantities = {line.pk: quantity or line.quantity for line in order.lines.all()}
    said = answers.to(reason)
    claim = Claim(reason, "The shade is cracked.", quantities, amount, facts=said)
    return opening.open_dispute(order.number, claim, by=order.buyer, photos=[photo()])


def propose(dispute: Dispute, *, by: User, outcome: str, **how: Any) -> Decision:
    """Staff show both a decision; a second one has read it where that is needed."""
    ruling = Ruling(outcome, how.pop("reasons", "As the photos show."), **how)
    decision = deciding.propose(dispute, ruling, by=by)
    if decision.needs_second:
        deciding.approve(decision, by=second_of_staff())
    return decision


def decide(dispute: Dispute, *, by: User, outcome: str, **how: Any) -> Decision:
    """Staff decide, both have commented or not, the loser does not appeal, and it is done."""
    decision = propose(dispute, by=by, outcome=outcome, **how)
    case = Dispute.objects.get(pk=dispute.pk)
    assert case.comment_by is not None
    clock.move_to(case.comment_by)
    deadlines.sweep()
    case = Dispute.objects.get(pk=dispute.pk)
    loser = verdict.loser(decision)
    who = case.order.buyer if loser == "buyer" else case.order.seller.user
    verdict.waive_appeal(case, by=who)
    return decision


def let_it_be_done(dispute: Dispute) -> Dispute:
    """A proposed decision stands, nobody appeals, and what it says is done."""
    for column in ("comment_by", "executes_at"):
        clock.move_to(getattr(Dispute.objects.get(pk=dispute.pk), column))
        deadlines.sweep()
    return Dispute.objects.get(pk=dispute.pk)


def second_of_staff() -> User:
    """Another one who may decide cases."""
    found = User.objects.filter(email="second@example.com").first()
    return found or factories.staff("second@example.com", "Second")


def photo(size: tuple[int, int] = (640, 480)) -> Upload:
    return upload(jpeg(size))


def upload(content: bytes, name: str = "crack.jpg") -> Upload:
    return uploads.receive(BytesIO(content), name)


def check_files() -> int:
    """The worker decodes what was sent; each file in the same guarded child as ever."""
    return checking.check_waiting()


def jpeg(size: tuple[int, int] = (640, 480), **save: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG", **save)
    return out.getvalue()


def let_pass(**time: int) -> None:
    """Time passes and the clock's work is done at every instant something is promised for."""
    until = clock.now() + timedelta(**time)
    while clock.now() < until:
        _the_clocks_work()
        clock.move_to(min(_next_stop(), until))
    _the_clocks_work()


def _next_stop() -> datetime:
    """The next promise, and at least once a day what providers and banks do."""
    tomorrow, soon = clock.now() + timedelta(days=1), clock.now() + timedelta(seconds=1)
    return min(max(deadlines.next_due() or tomorrow, soon), tomorrow)


def _the_clocks_work() -> None:
    deadlines.sweep()
    operations.run_waiting()
    provider.turn()
    inbox.process()


def name_account(seller: Seller, account: str = "000123456789") -> PayoutMethod:
    """The account's last digits say what the sandbox's bank does with a payout."""
    return payout_methods.name_account(seller, by=seller.user, holder="Ada", account=account)


def pay_out(seller: Seller, *, leave: int = 0) -> None:
    """The seller's money is on its way to the bank, all but so many cents."""
    method = seller.payout_methods.first() or name_account(seller)
    _send(method, Money(ledger.balance(seller.payable, "EUR").minor - leave, "EUR"))


@story
def _send(method: PayoutMethod, amount: Money) -> None:
    payouts.send(method, amount)


def bank_asks(order: Order, *, warning: bool = False) -> SandboxChargeback:
    """The buyer of an order goes to the bank."""
    payment = order.lines.first().hold.fundings.get(in_force=True).payment
    charge = payment.operations.get(kind="charge", state="succeeded")
    capture = SandboxMove.objects.get(reference=charge.provider_reference)
    case = provider.open_chargeback(capture, warning=warning)
    inbox.process()
    return case


def bank_decides(case: SandboxChargeback, *, won: bool) -> None:
    provider.decide(case, won=won)
    inbox.process()


def owe(seller: Any, minor: int) -> None:
    """The seller owes so much to the guarantee fund."""
    owed = Money(minor, "EUR")
    with transaction.atomic():
        entry = Entry(f"owe:{uuid4()}", "test").debit(seller.receivable, owed)
        ledger.post(entry.credit(Place(Kind.FUND_ADVANCES), owed))


LABEL = Label("Ada's Lamps, Hafenstraße 3, 23552 Lübeck, Germany", "KP-RETURN-1")


def complain_for(
    order: Order, remedy: str, reason: str = "ND-WRONG", *, quantity: int | None = None
) -> Dispute:
    """A dispute over every line of the order that asks for this."""
    quantities = {line.pk: quantity or line.quantity for line in order.lines.all()}
    said = answers.to(reason)
    claim = Claim(reason, "It is another lamp.", quantities, remedy=remedy, facts=said)
    return opening.open_dispute(order.number, claim, by=order.buyer, photos=[photo()])


def agreed(order: Order, remedy: str, reason: str = "ND-WRONG", **how: Any) -> Dispute:
    """The seller agrees to what was asked for."""
    dispute = complain_for(order, remedy, reason, **how)
    answering.accept(dispute, by=order.seller.user)
    return Dispute.objects.get(pk=dispute.pk)


def to_be_posted(order: Order, reason: str = "ND-WRONG", label: Label = LABEL) -> Dispute:
    """A return whose seller has said where to send it."""
    dispute = agreed(order, "return", reason)
    returns.supply_label(dispute, label, by=order.seller.user)
    return Dispute.objects.get(pk=dispute.pk)


def posted_back(order: Order, reason: str = "ND-WRONG", label: Label = LABEL) -> Dispute:
    """A return on its way."""
    dispute = to_be_posted(order, reason, label)
    returns.post(dispute, by=order.buyer, carrier="Kelp Post", tracking_number="KR1")
    return Dispute.objects.get(pk=dispute.pk)


def scan_return(dispute: Dispute, kind: str) -> None:
    row = dispute.returns.get()
    key = f"{kind}:{row.pk}:{clock.now().isoformat()}"
    return_tracking.record_scan(row.pk, kind=kind, at=clock.now(), key=key)


def come_back(order: Order) -> Dispute:
    """A return that the seller has again."""
    dispute = posted_back(order)
    clock.advance(timedelta(days=2))
    scan_return(dispute, "delivered")
    return Dispute.objects.get(pk=dispute.pk)


def sent_again(order: Order, remedy: str = "replacement", reason: str = "ND-WRONG") -> Dispute:
    """A case whose second parcel is on its way."""
    dispute = agreed(order, remedy, reason)
    replacements.send(dispute, by=order.seller.user, carrier="Kelp Post", tracking_number="KP2")
    return Dispute.objects.get(pk=dispute.pk)


def here_again(order: Order, remedy: str = "replacement", reason: str = "ND-WRONG") -> Dispute:
    """A case whose second parcel has arrived."""
    dispute = sent_again(order, remedy, reason)
    clock.advance(timedelta(days=2))
    arrive(dispute.replacements.get().shipment)
    return Dispute.objects.get(pk=dispute.pk)


def complain_for_lines(order: Order, lines: list[Any], remedy: str) -> Dispute:
    """A dispute over some lines only."""
    quantities = {line.pk: line.quantity for line in lines}
    said = answers.to("ND-WRONG")
    claim = Claim("ND-WRONG", "It is another lamp.", quantities, remedy=remedy, facts=said)
    return opening.open_dispute(order.number, claim, by=order.buyer, photos=[photo()])


def answer_yes(dispute: Dispute) -> None:
    answering.accept(dispute, by=dispute.order.seller.user)
