"""Which story runs when a deadline of a case is due, and when a bank says something."""

from disputes import (
    agreeing,
    appealing,
    bank_cases,
    contesting,
    drafting,
    escalation,
    marking,
    metrics,
    notice_table,
    offering,
    open_cases,
    record_part,
    replacement_silence,
    replacements,
    restricting,
    return_postage,
    return_silence,
    return_tracking,
    reviewing,
    solo,
    standing_appeals,
    system_claims,
    verdict,
    webhook_kinds,
)
from disputes.models import Dispute, EvidenceRequest, Offer, StandingAppeal
from disputes.models.dispute_state import OPEN
from escrow import deadlines, inbox, operations, outages
from escrow.models import Operation
from marketplace import arrival, carrier_parcels, notice_kinds
from marketplace import metrics as shop_metrics
from marketplace.departure import open_things
from marketplace.records import parts
from marketplace.stalling import STALLED, UNDELIVERABLE
from marketplace.webhooks import kinds as webhooks

STORIES = {
    "draft": drafting.discard_unsent,
    "seller_answer": escalation.answer_missed,
    "negotiate": escalation.talks_over,
    "offer": offering.offer_over,
    "settle": agreeing.settle,
    "evidence": reviewing.evidence_missed,
    "staff_decide": reviewing.late,
    "hard_stop": reviewing.hard_stop,
    "presumption": verdict.presume,
    solo.KIND: solo.cooled,
    "comment": verdict.stand,
    "execute": verdict.execute,
    "appeal_decide": appealing.late,
    STALLED: system_claims.claim_stalled,
    UNDELIVERABLE: system_claims.claim_undeliverable,
    "label": return_silence.label_missed,
    "return_ship": return_silence.never_posted,
    "return_stall": return_silence.nothing_heard,
    "return_inspect": return_silence.never_inspected,
    "return_postage": return_postage.pay,
    "replacement_ship": replacement_silence.never_sent,
    "replacement_stall": replacement_silence.never_arrived,
    "replacement_first": replacement_silence.remind_first,
    "replacement_last": replacement_silence.remind_last,
    "replacement_look": replacement_silence.nothing_said,
    bank_cases.ANSWER: contesting.answer_in_time,
    "mark_over": marking.run_out,
    "restriction_over": restricting.run_out,
    "standing_appeal": standing_appeals.unanswered,
}
WINDOWS = (
    "answer_by",
    "negotiate_by",
    "settles_at",
    "comment_by",
    "executes_at",
    "appeal_by",
    "parcel_by",
)


def stories() -> None:
    open_things.register(open_cases.of)
    shop_metrics.register(metrics.FIGURE)
    notice_kinds.register(notice_table.KINDS)
    webhooks.register(webhook_kinds.KINDS)
    parts.register(record_part.PART)
    for kind, story in STORIES.items():
        # A case locks its order and its holds, so each is taken by itself.
        deadlines.register(kind, story, batch=1)
    arrival.register(replacements.arrived)
    carrier_parcels.register(return_tracking.follow_carrier)
    inbox.register(bank_case=bank_cases.note)
    operations.register(Operation.Kind.CONTEST, contesting.settle, contesting.claim)
    for column in WINDOWS:
        outages.register(Dispute, column, state__in=OPEN)
    outages.register(Offer, "expires_at", state="open")
    outages.register(EvidenceRequest, "due_at", answered_at=None, missed=False)
    outages.register(StandingAppeal, "answer_by", state="open")
    # Time that counts against somebody is not made longer because we were away.
    outages.leave(bank_cases.ANSWER, UNDELIVERABLE, "mark_over", "restriction_over")
