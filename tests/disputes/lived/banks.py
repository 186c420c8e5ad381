"""The buyer's bank, the provider, and money that goes out of Holdfast."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from disputes import contesting
from escrow import balances, inbox, ledger, operations, stranded, withdrawals
from escrow.gateways.sandbox import provider
from escrow.models import Chargeback, Payout, SandboxMove
from escrow.models.payout import UNSETTLED
from escrow.models.refund import STRANDED
from escrow.money import Money
from marketplace.models import User
from tests import doings
from tests.disputes.lived.deed import Attempt, buyer, deed, order, seller
from tests.disputes.lived.scene import Draw, Scene


def bank(scene: Scene, thing: Any) -> list[User]:
    return [scene.stranger]


def cases(scene: Scene) -> list[Any]:
    return scene.bank


@deed(
    "the bank asks",
    of=order,
    fits=lambda scene, o: not any(case.is_open() for case in scene.bank),
    who=bank,
    guarded=False,
    weight=1,
)
def ask(scene: Scene, thing: Any, draw: Draw) -> Attempt:
    capture, warning = (
        SandboxMove.objects.filter(what="charge").order_by("pk").last(),
        draw(st.booleans()),
    )

    def attempt(by: User) -> object:
        try:
            provider.open_chargeback(capture, warning=warning)
        except provider.NothingLeft:
            return None
        return inbox.process()

    return attempt


@deed(
    "the bank takes it",
    of=cases,
    fits=lambda scene, case: case.state == "warning",
    who=bank,
    guarded=False,
)
def take(scene: Scene, case: Any, draw: Draw) -> Attempt:
    def attempt(by: User) -> object:
        try:
            provider.take(case)
        except provider.NothingLeft:
            return None
        return inbox.process()

    return attempt


@deed(
    "answer the bank",
    of=lambda scene: list(Chargeback.objects.order_by("opened_at")) if scene.bank else [],
    fits=lambda scene, case: case.state == "needs_response",
    who=seller,
)
def answer(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: contesting.contest(case.pk, by=by, words="It left whole.")


@deed(
    "the bank decides",
    of=cases,
    fits=lambda scene, case: case.is_open(),
    who=bank,
    guarded=False,
    weight=3,
)
def decide(scene: Scene, case: Any, draw: Draw) -> Attempt:
    won = draw(st.booleans())

    def attempt(by: User) -> object:
        provider.decide(case, won=won)
        return inbox.process()

    return attempt


@deed("the provider answers", of=order, who=bank, guarded=False, weight=1)
def provider_answers(scene: Scene, thing: Any, draw: Draw) -> Attempt:
    asks = draw(st.booleans())

    def attempt(by: User) -> object:
        done = operations.run_waiting() + provider.turn() + inbox.process()
        return done + (operations.ask_about_unanswered() if asks else 0)

    return attempt


@deed(
    "keep what is stranded",
    of=lambda scene: scene.refunds,
    fits=lambda scene, refund: refund.state in STRANDED,
    who=buyer,
    guarded=False,
    weight=1,
)
def keep(scene: Scene, refund: Any, draw: Draw) -> Attempt:
    again = draw(st.booleans())
    story = stranded.send_again if again else stranded.keep_in_balance
    return lambda by: story(refund.pk, by=by)


@deed(
    "withdraw the balance",
    of=order,
    fits=lambda scene, o: balances.free(scene.buyer, "EUR").minor > 0,
    who=buyer,
    weight=1,
)
def withdraw(scene: Scene, thing: Any, draw: Draw) -> Attempt:
    here = max(balances.free(scene.buyer, "EUR").minor, 1)
    part = Money(draw(st.integers(1, here)), "EUR")
    return lambda by: withdrawals.withdraw(part, by=by)


@deed(
    "the seller is paid out",
    of=order,
    fits=lambda scene, o: ledger.balance(o.seller.payable, "EUR").minor > 0,
    who=seller,
    guarded=False,
    weight=1,
)
def pay_out(scene: Scene, thing: Any, draw: Draw) -> Attempt:
    here = ledger.balance(scene.order.seller.payable, "EUR").minor
    leave = draw(st.integers(0, max(here - 1, 0)))

    def attempt(by: User) -> object:
        waits = Payout.objects.filter(state__in=UNSETTLED).exists()
        if not waits and ledger.balance(scene.order.seller.payable, "EUR").minor > leave:
            doings.pay_out(scene.order.seller, leave=leave)
        return None

    return attempt
