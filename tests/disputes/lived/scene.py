"""One order with the people around it, and how everything stands at this moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from disputes import claims
from disputes.models import Dispute, Offer, Replacement, Return
from escrow import clock, fund
from escrow.models import Hold, Refund, SandboxChargeback
from escrow.money import Money
from marketplace.models import Order, OrderLine, Shipment, User
from sellers.models.seller import Level
from tests import doings, factories
from tests.disputes.lived import beginnings

Draw = Callable[[st.SearchStrategy[Any]], Any]
CARDS = {
    "pays and takes back": doings.GOOD_CARD,
    "its refunds come back": "4000000000005126",
    "its refunds are refused": doings.CLOSED_CARD,
    "its refunds time out and are done": "4000000000000523",
    "its refunds time out and are lost": "4000000000000713",
}
CHEAP, USUAL, DEAR = (499, 700), (4199, 2551), (12_000, 9_900)


class Scene:
    """A buyer, a seller, a stranger and four of the staff around an order of two lines."""

    def __init__(self, draw: Draw) -> None:
        self.buyer = factories.person("ben@example.com", "Ben Okafor")
        self.stranger = factories.person("mallory@example.com", "Mallory Stone")
        names = ("Sofia", "Otto", "Ines", "Emil")
        self.staff = [factories.staff(f"{name.lower()}@example.com", name) for name in names]
        level = draw(st.sampled_from([Level.STANDARD, Level.NEW, Level.TRUSTED]))
        land = draw(st.sampled_from(["DE", "FR"]))
        self.shop = factories.shop("ada@example.com", "Ada's", country=land, level=level)
        self.seller: User = self.shop.user
        fund.top_up(Money(draw(st.sampled_from([100_000, 3_000])), "EUR"), reference="start")
        self.keys = 0
        self.buy(draw)

    def buy(self, draw: Draw) -> None:
        """Two units of one thing and one of another, paid, and often on their way or here."""
        prices = draw(st.sampled_from([USUAL, USUAL, CHEAP, DEAR]))
        kind = factories.category("lamps", "Lamps")
        lamp, bowl = (
            factories.listing(self.shop, kind, title, price_minor=price, stock=9)
            for title, price in zip(("Lamp", "Bowl"), prices, strict=True)
        )
        doings.fill_cart(self.buyer, lamp, quantity=2)
        cart = doings.fill_cart(self.buyer, bowl, quantity=1)
        plus, card = draw(st.booleans()), draw(st.sampled_from(list(CARDS.values())))
        placed = doings.checkout.place(
            cart.items.all(), by=self.buyer, address=doings.BERLIN, plus=plus
        )
        doings.pay(placed, card)
        self.order_id: int = placed.orders.get().pk
        self.look()
        beginnings.drawn(self.order, draw)
        self.look()

    def goes_on(self) -> bool:
        """A case is open, or money is still held."""
        if any(case.is_open() or case.state == "draft" for case in self.cases):
            return True
        return not all(hold.is_settled() for hold in self.holds)

    def look(self) -> None:
        """How everything stands now, read once for all questions of a step."""
        orders = Order.objects.select_related("seller__user", "buyer", "checkout")
        self.order: Order = orders.get(pk=self.order_id)
        self.lines: list[OrderLine] = list(
            self.order.lines.select_related("hold").order_by("pk").prefetch_related("parcels")
        )
        found = Dispute.objects.filter(order=self.order).order_by("opened_at", "pk")
        found = found.select_related("order__seller__user", "standing", "assignee")
        related = ("offers", "returns", "replacements__shipment", "decisions__approval", "lines")
        self.cases: list[Dispute] = list(found.prefetch_related(*related, "requests", "appeals"))
        self.parcels: list[Shipment] = list(self.order.shipments.order_by("dispatched_at", "pk"))
        self.refunds = list(Refund.objects.filter(payment__buyer=self.buyer).order_by("pk"))
        self.bank: list[SandboxChargeback] = list(SandboxChargeback.objects.order_by("pk"))
        self.claimable: list[OrderLine] = claims.claimable_lines(self.order)

    @property
    def holds(self) -> list[Hold]:
        return [line.hold for line in self.lines]

    @property
    def offers(self) -> list[Offer]:
        return [offer for case in self.cases for offer in case.offers.all()]

    @property
    def returns(self) -> list[Return]:
        return [row for case in self.cases for row in case.returns.all()]

    def sent_again(self, case: Dispute) -> Replacement | None:
        return next(iter(case.replacements.all()), None)

    def return_of(self, case: Dispute) -> Return | None:
        return next((row for row in case.returns.all() if row.is_open()), None)

    def case_of(self, thing: Any) -> Dispute:
        return next(case for case in self.cases if case.pk == thing.dispute_id)

    def key(self) -> str:
        """One that no scan had before."""
        self.keys += 1
        return f"lived:{self.keys}:{clock.now().isoformat()}"
