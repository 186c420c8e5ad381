"""What the ground floor registers: its gateways, and what answers to refunds mean."""

from escrow import gateways, operations, refunds
from escrow.gateways.sandbox.gateway import SandboxGateway
from escrow.models import Operation


def stories() -> None:
    gateways.register(SandboxGateway())
    operations.register(Operation.Kind.REFUND, refunds.settle)
