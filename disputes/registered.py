"""Which story runs when a deadline of a dispute is due, and when a bank says something."""

from disputes import answering, bank_cases, contesting
from disputes.models import Dispute
from disputes.models.dispute import DisputeState
from escrow import deadlines, inbox, operations, outages
from escrow.models import Operation


def stories() -> None:
    deadlines.register("seller_answer", answering.escalate_silent)
    deadlines.register(bank_cases.ANSWER, contesting.answer_in_time, batch=1)
    inbox.register(bank_case=bank_cases.note)
    operations.register(Operation.Kind.CONTEST, contesting.settle, contesting.claim)
    outages.register(Dispute, "answer_by", state=DisputeState.AWAITING_SELLER)
    outages.leave(bank_cases.ANSWER)
