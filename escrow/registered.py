"""What the ground floor registers: its gateways, and what answers to refunds mean."""

from django.conf import settings

from escrow import gateways, operations, refunds
from escrow.gateways.sandbox.gateway import SandboxGateway
from escrow.models import Operation

GATEWAYS = {"sandbox": SandboxGateway}


def stories() -> None:
    for name in settings.HOLDFAST_GATEWAYS:
        gateways.register(GATEWAYS[name]())
    operations.register(Operation.Kind.REFUND, refunds.settle)
