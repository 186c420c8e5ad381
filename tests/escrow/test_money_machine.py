"""Whatever happens to money in whatever order: the books are right after every step.

Buyers pay by card and balance, sellers send, carriers deliver, people complain, confirm and refund,
banks take payments back, time passes; Hypothesis chooses, and shrinks what breaks a rule.
"""

from contextlib import ExitStack, suppress
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from disputes import answering, withdrawing
from disputes.models import Dispute
from escrow import balances, checking, clock, deadlines, fund, inbox, operations, withdrawals
from escrow.gateways.sandbox import provider
from escrow.models import Hold, Refund, SandboxChargeback, SandboxMove
from escrow.money import Money
from escrow.story import Refusal, story
from marketplace import fulfilment, receipt, refunding
from marketplace.models import Listing, Order, Shipment
from marketplace.models.shipment import ShipmentState
from sellers.models.seller import Level
from tests import chance, doings, factories
from tests.cast import MONDAY

CARDS = [doings.GOOD_CARD, doings.GOOD_CARD, "4000000000000002", "4000000000000341"]
# The same choice picks the same thing in every run, whatever its id.
IN_ORDER: dict[Any, list[str]] = {
    Order: ["pk"],
    Shipment: ["order_id", "dispatched_at"],
    Dispute: ["order_id", "opened_at"],
    Hold: ["line__pk"],
    SandboxMove: ["pk"],
    SandboxChargeback: ["pk"],
}


class Marketplace(RuleBasedStateMachine):
    """One buyer, a standard and a new seller, and everything that may happen between them."""

    def __init__(self) -> None:
        super().__init__()
        self.around = ExitStack()
        self.around.enter_context(chance.from_seed(7))
        self.around.enter_context(clock.travel_to(MONDAY))
        self.around.enter_context(_undone())

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.around.close()

    @initialize()
    def people(self) -> None:
        self.ben = factories.person("ben@example.com", "Ben Okafor")
        lamps = factories.category("lamps", "Lamps")
        ada = factories.shop("ada@example.com", "Ada's", country="DE", level=Level.STANDARD)
        cleo = factories.shop("cleo@example.com", "Cleo's", country="FR", level=Level.NEW)
        self.things = [
            factories.listing(ada, lamps, "Lamp", price_minor=4199, stock=500),
            factories.listing(cleo, lamps, "Bowl", price_minor=2551, stock=500),
        ]
        fund.top_up(Money(100_000, "EUR"), reference="start")

    @rule(
        which=st.sampled_from([[0], [1], [0, 1]]),
        many=st.integers(1, 3),
        plus=st.booleans(),
        use_balance=st.booleans(),
        card=st.sampled_from(CARDS),
    )
    def buy(self, which: list[int], many: int, plus: bool, use_balance: bool, card: str) -> None:
        things: list[Listing] = [self.things[index] for index in which]
        placed = doings.place(self.ben, *things, quantity=many, plus=plus, use_balance=use_balance)
        self.tried(doings.pay, placed, card)

    @rule(days=st.integers(0, 20), hours=st.integers(0, 23))
    def time_passes(self, days: int, hours: int) -> None:
        doings.let_pass(days=days, hours=hours)
        operations.ask_about_unanswered()

    @precondition(lambda self: self.any(Order, state__in=["paid", "partially_shipped"]))
    @rule(data=st.data())
    def send(self, data: Any) -> None:
        order = self.one(data, Order, state__in=["paid", "partially_shipped"])
        self.tried(doings.send, order)

    @precondition(lambda self: self.any(Shipment, state=ShipmentState.DISPATCHED))
    @rule(data=st.data(), grade=st.sampled_from("ABCD"))
    def arrive(self, data: Any, grade: str) -> None:
        doings.arrive(self.one(data, Shipment, state=ShipmentState.DISPATCHED), grade)

    @precondition(lambda self: self.any(Order, state__in=["shipped", "delivered"]))
    @rule(data=st.data())
    def confirm(self, data: Any) -> None:
        order = self.one(data, Order, state__in=["shipped", "delivered"])
        self.tried(receipt.confirm_receipt, order.number, by=self.ben)

    @precondition(lambda self: self.any(Order, claim_until__isnull=False))
    @rule(data=st.data(), minor=st.integers(1, 9000))
    def complain(self, data: Any, minor: int) -> None:
        order = self.one(data, Order, claim_until__isnull=False)
        self.tried(doings.complain, order, amount=Money(minor, "EUR"))

    @precondition(lambda self: self.any(Dispute, state="awaiting_seller"))
    @rule(data=st.data(), agrees=st.booleans())
    def end_dispute(self, data: Any, agrees: bool) -> None:
        dispute = self.one(data, Dispute, state="awaiting_seller")
        if agrees:
            self.tried(answering.accept, dispute, by=dispute.order.seller.user)
        else:
            self.tried(withdrawing.withdraw, dispute, by=self.ben)

    @precondition(lambda self: self.any(Order, state="paid"))
    @rule(data=st.data())
    def cancel(self, data: Any) -> None:
        order = self.one(data, Order, state="paid")
        self.tried(fulfilment.cancel_by_seller, order.number, by=order.seller.user)

    @precondition(lambda self: self.any(Hold, captured_minor__gt=0))
    @rule(data=st.data(), minor=st.integers(1, 5000), kept=st.booleans())
    def give_back(self, data: Any, minor: int, kept: bool) -> None:
        hold = self.one(data, Hold, captured_minor__gt=0)
        order = hold.line.order
        before = set(Refund.objects.values_list("pk", flat=True))
        self.tried(
            refunding.refund_by_seller,
            order.number,
            by=order.seller.user,
            line=hold.line.pk,
            amount=Money(minor, "EUR"),
        )
        if kept:
            for refund in Refund.objects.exclude(pk__in=before).filter(state="approved"):
                _keep(refund)

    @precondition(lambda self: self.any(SandboxMove, what="charge"))
    @rule(data=st.data(), warning=st.booleans())
    def bank_asks(self, data: Any, warning: bool) -> None:
        capture = self.one(data, SandboxMove, what="charge")
        with suppress(provider.NothingLeft):
            provider.open_chargeback(capture, warning=warning)
        inbox.process()

    @precondition(lambda self: self.any(SandboxChargeback, state__in=["warning", "taken"]))
    @rule(data=st.data(), won=st.booleans())
    def bank_decides(self, data: Any, won: bool) -> None:
        provider.decide(self.one(data, SandboxChargeback, state__in=["warning", "taken"]), won=won)
        inbox.process()

    @precondition(lambda self: balances.free(self.ben, "EUR").minor > 0)
    @rule(data=st.data())
    def withdraw(self, data: Any) -> None:
        most = balances.free(self.ben, "EUR").minor
        withdrawals.withdraw(Money(data.draw(st.integers(1, most)), "EUR"), by=self.ben)

    @rule()
    def providers_are_asked(self) -> None:
        operations.run_waiting()
        fund.sweep_plus_fees()

    @invariant()
    def the_books_are_right(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        assert list(checking.differences()) == []

    @invariant()
    def nothing_is_late(self) -> None:
        assert deadlines.oldest_overdue_seconds() == 0 or not self.any(Order)

    def tried(self, what: Any, *args: Any, **kwargs: Any) -> None:
        """A refusal is an answer like any other."""
        try:
            with _undone():
                what(*args, **kwargs)
        except Refusal:
            pass

    def any(self, model: Any, **wanted: Any) -> bool:
        return bool(model.objects.filter(**wanted).exists())

    def one(self, data: Any, model: Any, **wanted: Any) -> Any:
        found = list(model.objects.filter(**wanted).order_by(*IN_ORDER[model]))
        return found[data.draw(st.integers(0, len(found) - 1))]


def _undone() -> Any:
    """A transaction in which stories may stand, as in a test case's own."""
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]
    return around


@story
def _keep(refund: Refund) -> None:
    """The buyer would rather have it in the balance: the call is not needed any more."""
    for operation in refund.operations.filter(state="created"):
        operation.drop("kept_in_balance", clock.now())
        operation.save()
    balances.credit([Refund.objects.select_related("payment").get(pk=refund.pk)])


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.django_db
def test_the_books_are_right_after_every_step() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Marketplace,
        settings=settings(
            max_examples=7,
            stateful_step_count=25,
            deadline=None,
            phases=[Phase.reuse, Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
