"""Which story runs when a deadline of a seller is due."""

from escrow import deadlines, outages
from sellers import failed_payouts, payouts, verification


def stories() -> None:
    deadlines.register("payout", payouts.pay_out_by_schedule, batch=1)
    deadlines.register("payout_again", failed_payouts.try_again, batch=1)
    deadlines.register(verification.DUE, verification.note_overdue)
    outages.leave("payout", "payout_again", verification.DUE)
