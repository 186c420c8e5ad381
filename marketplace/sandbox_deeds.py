"""What a person who plays the provider can do to a thing of its, by the state that it is in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow.gateways.sandbox import book, provider
from escrow.models import SandboxCharge, SandboxChargeback, SandboxPayout, SandboxRefund

Charge, Refund = SandboxCharge.State, SandboxRefund.State
Payout, Case = SandboxPayout.State, SandboxChargeback.State
MODELS: dict[str, type[Model]] = {
    "charges": SandboxCharge,
    "refunds": SandboxRefund,
    "payouts": SandboxPayout,
    "chargebacks": SandboxChargeback,
}


@dataclass(frozen=True)
class Deed:
    """An event that is offered in these states; `said` is the sentence afterwards."""

    noun: str
    event: str
    states: tuple[str, ...]
    label: Promise
    said: Promise
    do: Callable[[Any], object]


def _charge_back(charge: SandboxCharge, *, warning: bool) -> None:
    provider.open_chargeback(book.captures(charge.operation_key)[0], warning=warning)


DEEDS = [
    Deed(
        "charges",
        "passing",
        (Charge.CHALLENGED,),
        _("It is the buyer"),
        _("The bank believes the buyer, and the money was taken."),
        lambda charge: provider.finish_challenge(charge, passed=True),
    ),
    Deed(
        "charges",
        "payment",
        (Charge.VOUCHER, Charge.EXPIRED),
        _("Pay at the counter"),
        _("The voucher was paid at the counter."),
        provider.pay_voucher,
    ),
    Deed(
        "charges",
        "expiry",
        (Charge.VOUCHER,),
        _("Let it run out"),
        _("The voucher has run out."),
        provider.expire_voucher,
    ),
    Deed(
        "charges",
        "chargeback",
        (Charge.SUCCEEDED,),
        _("Take it back"),
        _("The buyer's bank has taken the money back."),
        lambda charge: _charge_back(charge, warning=False),
    ),
    Deed(
        "charges",
        "warning",
        (Charge.SUCCEEDED,),
        _("Warn first"),
        _("The buyer's bank has sent a warning. No money has moved."),
        lambda charge: _charge_back(charge, warning=True),
    ),
    Deed(
        "refunds",
        "bounce",
        (Refund.SUCCEEDED,),
        _("Let it bounce"),
        _("The card was closed: the refund came back to us."),
        provider.bounce,
    ),
    Deed(
        "payouts",
        "arrival",
        (Payout.IN_TRANSIT,),
        _("Let it arrive"),
        _("The seller's bank has the money."),
        provider.arrive,
    ),
    Deed(
        "payouts",
        "refusal",
        (Payout.IN_TRANSIT,),
        _("Refuse it"),
        _("The seller's bank would not take the money."),
        provider.refuse,
    ),
    Deed(
        "payouts",
        "return",
        (Payout.PAID,),
        _("Send it back"),
        _("The seller's bank has sent the money back."),
        provider.come_back,
    ),
    Deed(
        "chargebacks",
        "taking",
        (Case.WARNING,),
        _("Take the money"),
        _("After its warning the bank has taken the money."),
        provider.take,
    ),
    Deed(
        "chargebacks",
        "win",
        (Case.WARNING, Case.TAKEN),
        _("The shop wins"),
        _("The bank has decided for the shop."),
        lambda case: provider.decide(case, won=True),
    ),
    Deed(
        "chargebacks",
        "loss",
        (Case.TAKEN,),
        _("The buyer wins"),
        _("The bank has decided for the buyer."),
        lambda case: provider.decide(case, won=False),
    ),
]
_by_name = {(deed.noun, deed.event): deed for deed in DEEDS}


def find(noun: str, event: str) -> Deed | None:
    return _by_name.get((noun, event))


def offered(noun: str, state: str) -> Iterator[Deed]:
    """What can be done to a thing in that state."""
    return (deed for deed in DEEDS if deed.noun == noun and state in deed.states)
