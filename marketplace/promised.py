"""Ways to pay whose money takes days: the buyer has chosen one, and the purchase waits for it."""

from __future__ import annotations

from collections.abc import Sequence

from escrow import audit, clock, deadlines, outbox
from escrow.models import Payment
from escrow.story import step
from marketplace.models import Order


@step
def wait_for(payment: Payment, orders: Sequence[Order]) -> None:
    """The things are kept for `pay_bank` instead of `pay_card`, and the buyer is told until when.

    Once; a purchase that has ended stays ended. The caller saves the payment.
    """
    if payment.promised_at or not payment.is_waiting():
        return
    payment.promised_at = clock.now()
    first, checkout = orders[0], orders[0].checkout
    window = first.policy.window("pay_bank")
    checkout.pay_by = max(checkout.pay_by, checkout.placed_at + window)
    checkout.save(update_fields=["pay_by"])
    deadlines.set(checkout, "unpaid", checkout.pay_by)
    outbox.announce(payment.buyer_id, "payment_awaited", first, key=str(payment.pk))
    audit.record(first.buyer, "payment_promised", payment, pay_by=checkout.pay_by.isoformat())
