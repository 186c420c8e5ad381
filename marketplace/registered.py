"""Which story runs when a deadline of the marketplace is due, and what answers to charges mean."""

from escrow import deadlines, inbox, operations
from escrow.models import Operation
from marketplace import charged, fulfilment, receipt, taken_twice, unpaid


def stories() -> None:
    operations.register(Operation.Kind.CHARGE, charged.settle_charge)
    inbox.register(extra_capture=taken_twice.send_back_extra)
    deadlines.register("unpaid", unpaid.expire_unpaid)
    deadlines.register("ship_by_missed", fulfilment.refund_not_sent)
    deadlines.register("never_arrived", fulfilment.refund_never_arrived)
    deadlines.register("release", receipt.release_on_silence)
    deadlines.register("remind_first", receipt.remind_first)
    deadlines.register("remind_last", receipt.remind_last)
