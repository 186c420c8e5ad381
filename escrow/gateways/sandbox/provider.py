"""The imaginary provider's door: what would stand on somebody else's computer.

It keeps its own book, answers by idempotency key, and posts signed messages. A timeout is an answer
that never arrives, whatever was done. Each noun has a file beside this one.
"""

from escrow.gateways.sandbox.chargebacks import (
    NothingLeft,
    contest,
    decide,
    open_chargeback,
    take,
)
from escrow.gateways.sandbox.charges import (
    abandon,
    charge_card,
    finish_challenge,
    look_up,
    open_session,
    pay,
)
from escrow.gateways.sandbox.clockwork import turn
from escrow.gateways.sandbox.faults import NoAnswer
from escrow.gateways.sandbox.payouts import arrive, come_back, pay_out, refuse
from escrow.gateways.sandbox.refunds import bounce, refund
from escrow.gateways.sandbox.vouchers import expire_voucher, pay_voucher, print_voucher

__all__ = [
    "NoAnswer",
    "NothingLeft",
    "abandon",
    "arrive",
    "bounce",
    "charge_card",
    "come_back",
    "contest",
    "decide",
    "expire_voucher",
    "finish_challenge",
    "look_up",
    "open_chargeback",
    "open_session",
    "pay",
    "pay_out",
    "pay_voucher",
    "print_voucher",
    "refund",
    "refuse",
    "take",
    "turn",
]
