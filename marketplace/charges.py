"""A charge is written down as sent before anything leaves the house: a crash leaves a question."""

from __future__ import annotations

from typing import Any

from escrow import clock
from escrow.models import Operation, Payment
from escrow.story import step


@step
def write(payment: Payment, details: dict[str, Any]) -> Operation:
    """The charge for a payment that nobody has asked for yet; `details` is what the provider is told."""
    charge = Operation.objects.create(
        kind=Operation.Kind.CHARGE,
        gateway=payment.gateway,
        payment=payment,
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        details=details,
        created_at=clock.now(),
    )
    charge.send(clock.now())
    charge.save(update_fields=["state", "asked_at", "ask_at"])
    return charge
