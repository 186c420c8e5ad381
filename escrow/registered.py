"""What the ground floor registers: its gateways, and what answers to refunds and payouts mean."""

from collections.abc import Callable

from django.conf import settings

from escrow import (
    deadlines,
    gateways,
    operations,
    outages,
    payouts,
    policy_drafts,
    policy_publishing,
    refunds,
    reserves,
)
from escrow.gateways.balance.gateway import BalanceGateway
from escrow.gateways.bank_transfer.gateway import BankTransferGateway
from escrow.gateways.paypal.gateway import PayPalGateway
from escrow.gateways.sandbox.gateway import SandboxGateway
from escrow.gateways.stripe.gateway import StripeGateway
from escrow.models import Hold, Operation

GATEWAYS: dict[str, Callable[[], gateways.Gateway]] = {
    "sandbox": SandboxGateway,
    "balance": BalanceGateway,
    "paypal": PayPalGateway,
    "stripe": StripeGateway,
    "bank_transfer": BankTransferGateway,
}


def stories() -> None:
    for name in settings.HOLDFAST_GATEWAYS:
        gateways.register(GATEWAYS[name]())
    operations.register(Operation.Kind.REFUND, refunds.settle, refunds.claim)
    operations.register(Operation.Kind.PAYOUT, payouts.settle, payouts.claim)
    deadlines.register(reserves.DUE, reserves.let_go)
    deadlines.register(policy_drafts.COMES, policy_publishing.come, batch=1)
    outages.leave(reserves.DUE, policy_drafts.COMES)
    outages.register(Hold, "release_at", state="inspecting")
