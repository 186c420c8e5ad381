"""Which story runs when a deadline of the marketplace is due, and what answers to charges mean."""

from escrow import deadlines, inbox, operations, outages
from escrow.models import Operation
from marketplace import (
    cancel_clock,
    cancel_requests,
    charged,
    custody,
    emergency_end,
    emergency_freeze,
    fulfilment,
    notice_kinds,
    notice_table,
    receipt,
    reply_clock,
    reviewing,
    sanction_appeals,
    taken_twice,
    unpaid,
)
from marketplace.data_export import stories as data_export
from marketplace.departure import stories as departures
from marketplace.models import CancelRequest, Checkout, Order, OrderLine
from marketplace.records import message_part, money_part, order_part, parts
from marketplace.webhooks import kinds as webhook_kinds
from marketplace.webhooks import table as webhook_table
from sellers import sanctions
from sellers.models import Sanction


def stories() -> None:
    notice_kinds.register(notice_table.KINDS)
    webhook_kinds.register(webhook_table.KINDS)
    parts.register(order_part.PART, money_part.PART, message_part.PART)
    operations.register(Operation.Kind.CHARGE, charged.settle_charge)
    inbox.register(extra_capture=taken_twice.send_back_extra)
    # One by one: what a purchase locks comes in the one lock order, and of two it would not.
    deadlines.register("unpaid", unpaid.expire_unpaid, batch=1)
    deadlines.register(cancel_clock.KIND, cancel_requests.agree_by_silence, batch=1)
    deadlines.register("ship_by_missed", fulfilment.refund_not_sent)
    deadlines.register("never_arrived", fulfilment.refund_never_arrived)
    deadlines.register("release", receipt.release_on_silence, batch=1000)
    deadlines.register("remind_first", receipt.remind_first)
    deadlines.register("remind_last", receipt.remind_last)
    deadlines.register(reviewing.OVER, reviewing.reveal_over)
    # Alone: it locks everything of one seller, and sellers have no order among them.
    deadlines.register(emergency_freeze.OVER, emergency_end.end_due, batch=1)
    deadlines.register(custody.ALERT, custody.alert, batch=1)
    deadlines.register(custody.FORCE, custody.force, batch=1)
    deadlines.register(data_export.OVER, data_export.delete_over)
    deadlines.register(reply_clock.KIND, reply_clock.note_silence)
    deadlines.register(departures.LEAVES, departures.leave_due, batch=1)
    deadlines.register(sanctions.OVER, sanction_appeals.run_out)
    deadlines.register(sanctions.ANSWER, sanction_appeals.unanswered)
    outages.register(Sanction, "answer_by", ended_at=None, answered_at=None)
    outages.leave(sanctions.OVER)
    outages.leave(custody.ALERT, custody.FORCE, data_export.OVER, departures.LEAVES)
    outages.leave(emergency_freeze.OVER)
    for column in ("ship_by", "nr_closes_at", "claim_until", "review_until"):
        outages.register(Order, column)
    outages.register(CancelRequest, "answer_by", state="open")
    outages.register(OrderLine, "claim_until")
    outages.register(Checkout, "pay_by")
