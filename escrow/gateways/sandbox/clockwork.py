"""One turn of the provider's own clock: what its plots want by now, and the messages that are due."""

from escrow.gateways.sandbox import chargebacks, messages, payouts, refunds, vouchers


def turn() -> int:
    """Payouts arrive, refunds bounce, banks decide, vouchers run out; returns how many went on."""
    gone_on = payouts.go_on_due() + refunds.bounce_due() + chargebacks.decide_due()
    return gone_on + vouchers.expire_due() + messages.deliver()
